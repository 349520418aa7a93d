"""Make every hostile file, ingest them all with the real model, and say what became of each; exit 1 if one is not as declared."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from assistant.settings import Settings
from tests.hostile.check import outcomes
from tests.hostile.make import write


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        written = write(folder, slow=True)
        started = time.monotonic()
        wrong = 0
        for outcome in outcomes(folder, written, Settings(data=Path(scratch) / "data")):
            wrong += not outcome.as_declared
            print(outcome, flush=True)
    print(f"{len(written)} files, {wrong} not as declared, {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    sys.exit(main())
