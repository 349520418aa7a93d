"""Start the chat: settings -> assistant -> room -> server. The same as ``assistant serve``."""

from assistant.chat import serve
from assistant.settings import Settings

if __name__ == "__main__":
    serve(Settings.load())
