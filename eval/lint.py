"""Look for what makes a question set lie: gold that is gone, questions asked twice, wording given away, thin slices.

The documents are opened by the judge, not by the product, so a set is checked the same whatever the product reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.gold import shortened, stale
from eval.letters import words
from eval.questions import Question, QuestionSet, document_files
from eval.sources import Source

RUN_OF_WORDS = 6
"""A question may not repeat so many words of its gold in a row."""
SAME_WORDS = 0.9
"""Two questions with this much of their words in common (Jaccard) are one."""
THIN = 5
"""A slice with fewer questions says nothing."""
QUOTAS = {"questions": 120, "unanswerable": 25, "near-miss": 12, "follow-up": 25, "underspecified": 5}
"""What the project's own set must hold at least."""
OWN = "corpus"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the set: its kind, the question it is in (empty for the set as a whole), and what is wrong."""

    kind: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.id + ': ' if self.id else ''}{self.message}"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def lint(questions: QuestionSet) -> list[Finding]:
    """Return the faults of a set, in the order of its questions."""
    sources = {id_: Source(path) for id_, path in document_files(questions.documents).items()}
    quotas = QUOTAS if questions.name == OWN else {}
    return [
        *(finding for question in questions.questions for finding in (*_gold(question, sources), *_leaks(question))),
        *_duplicates(questions.questions),
        *_thin(questions.questions, quotas),
    ]


def _gold(question: Question, sources: Mapping[str, Source]) -> Iterator[Finding]:
    if question.answerable != bool(question.references):
        missing = "is answerable and has no gold" if question.answerable else "is not answerable and has gold"
        yield Finding("contradiction", question.id, missing)
    for reference in question.references:
        if reason := stale(reference, sources):
            yield Finding("dead gold", question.id, reason)
        elif reference.quote is not None and not words(reference.quote):
            yield Finding("dead gold", question.id, "the quote holds no words")
        elif reference.quote is not None and reference.start is None and reference.page is None:
            times = len(sources[reference.document].letters.find(reference.quote))
            if times > 1:
                yield Finding(
                    "ambiguous gold", question.id, f"stands {times} times in {reference.document}: {shortened(reference.quote)!r}"
                )


def _leaks(question: Question) -> Iterator[Finding]:
    asked = words(question.question)
    for reference in question.references:
        held = f" {' '.join(words(reference.quote or ''))} "
        for start in range(len(asked) - RUN_OF_WORDS + 1):
            run = " ".join(asked[start : start + RUN_OF_WORDS])
            if f" {run} " in held:
                yield Finding("leaked wording", question.id, f"repeats its gold: {run!r}")
                break


def _duplicates(questions: Sequence[Question]) -> Iterator[Finding]:
    seen: list[tuple[set[str], Question]] = []
    for question in questions:
        mine = set(words(question.question))
        for theirs, other in seen:
            if question.history == other.history and len(mine & theirs) >= SAME_WORDS * len(mine | theirs):
                yield Finding("duplicate", question.id, f"asks the same as {other.id}")
        seen.append((mine, question))


def _thin(questions: Sequence[Question], quotas: Mapping[str, int]) -> Iterator[Finding]:
    sizes = Counter(name for question in questions for name in question.slices) + Counter(questions=len(questions))
    for name, least in quotas.items():
        if sizes[name] < least:
            yield Finding("thin slice", "", f"{name}: {sizes[name]} questions, at least {least} are needed")
    for name, size in sorted(sizes.items()):
        if size < THIN and name not in quotas:
            yield Finding("thin slice", "", f"{name}: {size} questions, fewer than {THIN} say nothing")
