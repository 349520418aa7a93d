"""Start the chat: settings -> assistant -> room -> server. The same as ``assistant serve``."""

import sys

from assistant.cli.main import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
