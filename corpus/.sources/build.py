"""Rebuild the sample corpus from its sources: ``python corpus/.sources/build.py [OUT]``.

Reports are written as Markdown-like text in ``reports/`` and set as PDF; talks are written as "Speaker: words" in
``talks/`` and timed as captions. The Markdown and HTML blogs, the speaker text and ``corpus.csv`` are their own sources and
stay as they are. The same sources give the same bytes: no clock, no random id and no compression takes part.
"""

from __future__ import annotations

import sys
from pathlib import Path

from captions import rolling_vtt, srt, voiced_vtt
from typeset import typeset

SOURCES = Path(__file__).resolve().parent
TALKS = {
    "coventry-like-a-village.vtt": voiced_vtt,
    "funding-for-learning-webinar.vtt": rolling_vtt,
    "housing-first-panel.srt": srt,
}


def build(out: Path) -> list[Path]:
    """Write every generated document under ``out`` and return the paths, in order."""
    written = []
    for source in sorted((SOURCES / "reports").glob("*.md")):
        target = out / "reports" / f"{source.stem}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        typeset(source.read_text(encoding="utf-8"), target)
        written.append(target)
    for name, write in TALKS.items():
        target = out / "transcripts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        script = (SOURCES / "talks" / name).with_suffix(".txt").read_text(encoding="utf-8")
        target.write_text(write(script), encoding="utf-8", newline="\n")
        written.append(target)
    return written


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES.parent):
        print(path.name)
