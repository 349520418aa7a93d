"""Where the command ``assistant`` begins, and ``python -m assistant``, which is the same."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it in one line, even while it is still being loaded."""
    try:
        from assistant.cli.main import main as run

        run()
    except KeyboardInterrupt:
        print("assistant: stopped", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
