"""Run the fuzzer on one group of readers, see the package's docstring."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("the fuzzer is not installed; pip install atheris")

with atheris.instrument_imports(
    include=["assistant.load", "assistant.chunk", "assistant.text.sentences"], enable_loader_override=False
):
    import assistant.load.captions
    import assistant.load.markdown
    import assistant.load.ocr
    import assistant.load.office
    import assistant.load.pdf
    import assistant.load.text
    import assistant.load.transcript
    import assistant.load.web
    from tests.fuzz.check import check
    from tests.fuzz.seeds import groups


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("group", choices=groups())
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "fuzzed")
    asked = parser.parse_args()
    group = groups()[asked.group]
    corpus = asked.out / f"{asked.group}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(group.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)

    places: set[str] = set()

    def one(data: bytes) -> None:
        suffix = group.suffixes[len(data) % len(group.suffixes)]
        file = group.file(data)
        try:
            check(file, suffix)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(last.filename).stem}-{last.lineno}-{type(error).__name__}"
            if place not in places:  # said once, and on to the next fault
                places.add(place)
                found = asked.out / f"{asked.group}-{place}{suffix}"
                found.write_bytes(file)
                print(f"\nbroken by {found}: {error!r:.300}", file=sys.stderr)

    assistant.load.ocr.engine = lambda: None  # what reads pictures takes seconds a page and is not ours to fuzz
    options = [
        f"-max_total_time={asked.minutes * 60:.0f}",
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-max_len=6000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={asked.out}/{asked.group}-slow-", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
