"""Where the command ``assistant`` begins, and ``python -m assistant``, which is the same."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

STOPPED = 130  # the exit code of what Ctrl-C has ended


def main() -> None:
    """Run the command line; Ctrl-C ends it in one line, even while it is still being loaded, and a second one at once."""
    try:
        signal.signal(signal.SIGINT, _stop)
        from assistant.cli.main import main as run

        run()
    except KeyboardInterrupt:
        print("assistant: stopped", file=sys.stderr)
        raise SystemExit(STOPPED) from None


def _stop(*_: object) -> NoReturn:
    signal.signal(signal.SIGINT, _leave)
    raise KeyboardInterrupt


def _leave(*_: object) -> NoReturn:
    """End without winding up, which may take seconds; what is committed is on the disk, and who reads files ends by itself."""
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\x1b[?25h\n")  # show the cursor, which the bar hides
    os._exit(STOPPED)


if __name__ == "__main__":
    main()
