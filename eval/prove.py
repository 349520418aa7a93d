"""Prove that the gate can say no: put each injury in on purpose, and see that the gate fails and names the right metric.

    python -m eval.prove [SET]

A run without an injury is the baseline, and a second one must pass, as a harmless refactoring does. Exits 1 if an injury was not
noticed by a metric that should notice it, or if the second run failed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from assistant.models.cores import usable_cores
from assistant.settings import Settings
from eval import gate as gating
from eval.injuries import INJURIES, injured
from eval.judges import deterministic
from eval.questions import QuestionSet, open_set
from eval.report import measured, report
from eval.runner import run

OWN_SET = Path(__file__).parent / "questions.jsonl"


def failures(
    questions: QuestionSet, folder: Path, names: Sequence[str | None], each: Callable[..., Iterable[dict[str, Any]]] = map
) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Yield each injury (``None`` harms nothing) and what the gate says of it: the failed metrics and why.

    ``folder`` takes the indexes: every run has a copy of the sound one, and an injury of a reader begins its own. ``each`` calls
    a function on them as ``map`` does; that of a pool does so on all cores.
    """
    sound = folder / "sound"
    baseline, _ = gating.baseline(_reported(questions, sound, None), None)
    indexes = [folder / str(number) for number, _ in enumerate(names)]
    for name, index in zip(names, indexes, strict=True):
        if name is None or INJURIES[name].blind_to is None:
            shutil.copytree(sound, index)
    for name, found in zip(names, each(partial(_reported, questions), indexes, names), strict=True):
        yield name, {check.name: check.reason for check in gating.gate(measured(found), baseline) if check.reason}


def _reported(questions: QuestionSet, index: Path, name: str | None) -> dict[str, Any]:
    with injured(name, Settings(data=index)) as (settings, wrap):
        return report(run(questions, settings, deterministic, wrap=wrap), None)


def main(arguments: Sequence[str]) -> int:
    """Run every injury on a set and print what the gate said."""
    missed = []
    with (
        tempfile.TemporaryDirectory(prefix="prove-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(usable_cores(), get_context("spawn")) as pool,
    ):
        questions = open_set(Path(arguments[0]) if arguments else OWN_SET)
        for name, failed in failures(questions, Path(folder), [None, *INJURIES], pool.map):
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
