"""Start the chat: settings -> assistant -> room -> server. The same as ``assistant serve``."""

from assistant.settings import Settings


def main() -> None:
    """Serve the chat at the address that the settings name."""
    import uvicorn

    from assistant.chat import create_app

    settings = Settings.load()
    print(f"The chat is at http://{settings.host}:{settings.port}")
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")


if __name__ == "__main__":
    main()
