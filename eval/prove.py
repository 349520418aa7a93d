"""Prove that the gate can say no: put each injury in on purpose, and see that the gate fails and names the right metric.

    python -m eval.prove [SET]

A run without an injury is the baseline, and a second one must pass, as a harmless refactoring does. Exits 1 if an injury was not
noticed by a metric that should notice it, or if the second run failed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.settings import Settings
from eval import gate as gating
from eval.injuries import INJURIES, injured
from eval.judges import deterministic
from eval.questions import QuestionSet, open_set
from eval.report import measured, report
from eval.runner import run

OWN_SET = Path(__file__).parent / "questions.jsonl"


def failures(questions: QuestionSet, folder: Path, names: Sequence[str | None]) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Yield each injury (``None`` harms nothing) and what the gate says of it: the failed metrics and why.

    ``folder`` takes the indexes; injuries of answers share one, an injury of a reader needs its own.
    """
    baseline = None
    for name in (None, *names):
        sound = name is None or INJURIES[name].blind_to is None
        with injured(name, Settings(data=folder / ("sound" if sound else name or ""))) as (settings, wrap):
            found = report(run(questions, settings, deterministic, wrap=wrap), None)
        if baseline is None:
            baseline, _ = gating.baseline(found, None)
        else:
            yield name, {check.name: check.reason for check in gating.gate(measured(found), baseline) if check.reason}


def main(arguments: Sequence[str]) -> int:
    """Run every injury on a set and print what the gate said."""
    missed = []
    with tempfile.TemporaryDirectory(prefix="prove-", ignore_cleanup_errors=True) as folder:
        questions = open_set(Path(arguments[0]) if arguments else OWN_SET)
        for name, failed in failures(questions, Path(folder), [None, *INJURIES]):
            wanted = INJURIES[name].noticed_by if name else ()
            noticed = [metric for metric in wanted if metric in failed]
            if bool(noticed) != bool(name) or (name is None and failed):
                missed.append(name or "no injury")
            print(f"{name or 'no injury'}: {INJURIES[name].what if name else 'the same again'}")
            print("\n".join(f"  {metric}: {failed[metric]}" for metric in (noticed or failed)) or "  passes")
    print(
        f"not as it should be: {', '.join(missed)}" if missed else f"the gate noticed all {len(INJURIES)} injuries and nothing else"
    )
    return bool(missed)


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    sys.exit(main(sys.argv[1:]))
