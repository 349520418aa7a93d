"""Put the figures of several reports side by side, as the tables of the README and of docs/quality.md.

    python -m eval.figures REPORT.json... [--into README.md docs/quality.md]

Prints the table, or writes it between the lines that mark its place in each file: all figures, or only the main ones where the mark
asks for those. Each cell gives the value, its 95 % interval and the number of questions; a figure that does not apply to a set is a
dash.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.errors import CannotMeasure
from eval.measures import BY_NAME
from eval.report import read

SHOWN = (
    "right",
    "follow_up_right",
    "document_ndcg@5",
    "follow_up_ndcg@5",
    "page_found@5",
    "page_found@10",
    "span_recall@5",
    "gold_chars@2000",
    "gold_chars@4000",
    "first_on_gold",
    "first_three_on_gold",
    "quote_iou",
    "facts_found",
    "locator_correct",
    "quote_exact",
    "refusal_recall",
    "confidence_auroc",
)
MAIN = (
    "right",
    "follow_up_right",
    "document_ndcg@5",
    "page_found@5",
    "span_recall@5",
    "first_on_gold",
    "first_three_on_gold",
    "facts_found",
    "locator_correct",
    "quote_exact",
    "refusal_recall",
    "confidence_auroc",
)
NAMES = {"corpus": "sample corpus"}
START, END = "<!-- figures -->", "<!-- end of figures -->"
MAIN_START = "<!-- main figures -->"


def table(reports: Sequence[Mapping[str, Any]], shown: Sequence[str] = SHOWN) -> str:
    """Return the figures as a Markdown table, a column a report."""
    heads = [NAMES.get(report["set"]["name"], report["set"]["name"]) for report in reports]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name in shown:
        cells = [_cell(report["figures"].get(name)) for report in reports]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {BY_NAME[name].title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return "–"
    ends = f" [{figure['low']:.2f}, {figure['high']:.2f}]" if "low" in figure else ""
    return f"{figure['value']:.2f}{ends} n={figure['n']}"


def placed(text: str, reports: Sequence[Mapping[str, Any]]) -> str:
    """Return a text with the table that its mark asks for between the two marks. Raises CannotMeasure if it has no such place."""
    begin, shown = (MAIN_START, MAIN) if MAIN_START in text else (START, SHOWN)
    before, start, rest = text.partition(begin)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise CannotMeasure(f"there is no place for the figures: put {START} or {MAIN_START}, and {END}, on lines of their own")
    return f"{before}{start}\n{table(reports, shown)}{end}{after}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; exits 3 if a report or the place for the table cannot be read."""
    parser = argparse.ArgumentParser(description="Put the figures of several reports side by side.")
    parser.add_argument("reports", nargs="+", type=Path, help="report.json of each run, in the order of the columns")
    parser.add_argument("--into", nargs="+", type=Path, default=[], metavar="FILE", help="the files to write the table into")
    given = parser.parse_args(arguments)
    try:
        reports = [read(report) for report in given.reports]
        made = {file: placed(file.read_text(encoding="utf-8"), reports) for file in given.into}
        for file, text in made.items():
            file.write_text(text, encoding="utf-8", newline="\n")
        if not made:
            print(table(reports), end="")
    except (CannotMeasure, OSError) as error:
        print(f"could not measure: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
