"""The corpora that the confidence is fitted on, made of the documents of the sets, and what is asked of them.

1. **whole**: a set on all its documents, and questions of the other sets on them, where the answer is not to be had;
2. **few**: one to five of its documents, as somebody has who adds a report and asks: the questions that these answer, as many
   that other documents of the set answer, and a few of the other sets;
3. **unstated**, on either: what may be asked of the things named and no text tells, "Who funded it?".
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.questions.names import names_in, phrases_in
from eval.questions import Question, QuestionSet, document_files

SIZES = (1, 2, 3, 5)
OF_EACH = 8  # corpora of each size
SHORT = 150_000  # bytes of a document that may be one of few
FOREIGN = 6  # questions of each other set on a corpus of few documents
UNSTATED = 60  # questions on what is told nowhere, on a whole set
UNSTATED_OF_FEW = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """A corpus, and what is asked of it: the name of the set that a question is of, the question, and whether it is answered."""

    name: str
    folder: Path
    asked: tuple[tuple[str, Question, bool], ...]


def whole(corpus: QuestionSet, sets: Sequence[QuestionSet]) -> Trial:
    """Return a set on its own documents, with every second question of the others that stands alone."""
    own = [(corpus.name, q, q.answerable) for q in corpus.questions if not q.underspecified]
    foreign = [(s.name, q, False) for s in sets if s is not corpus for q in s.questions[::2] if _stands_alone(q)]
    return Trial(corpus.name, corpus.documents, (*own, *foreign))


def _names(question: str) -> list[str]:
    """Return the names in a question, those of several words whole."""
    phrases = phrases_in(question)
    return [*(n for n in names_in(question) if len(n) > 2 and not any(n in p.split() for p in phrases)), *phrases]


def few(corpus: QuestionSet, sets: Sequence[QuestionSet], work: Path) -> Iterator[Trial]:
    """Yield corpora of one to five documents that answer questions of the set; they are copied into ``work``."""
    answering = {r.document for q in corpus.questions for r in q.references}
    files = {id_: file for id_, file in document_files(corpus.documents).items() if file.stat().st_size <= SHORT}
    order = sorted(answering & files.keys(), key=_drawn)
    name = f"{corpus.name} (few)"
    for size in SIZES:
        for n, at in enumerate(range(0, min(len(order), size * OF_EACH), size)):
            chosen = frozenset(order[at : at + size])
            folder = work / f"{corpus.name}-{size}-{n}"
            for id_ in chosen:
                (folder / id_).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(files[id_], folder / id_)
            asked = [(name, q, answered) for q, answered in _of_few(corpus.questions, chosen)]
            foreign = [(s.name, q, False) for s in sets if s is not corpus for q in _some(s.questions, FOREIGN, folder.name)]
            yield Trial(name, folder, (*asked, *foreign))


def _of_few(questions: Sequence[Question], chosen: frozenset[str]) -> Iterator[tuple[Question, bool]]:
    """Yield the questions that the chosen documents answer, and as many that they do not."""
    answered = []
    for question in questions:
        documents = {r.document for r in question.references}
        enough = documents <= chosen if question.needs_all else bool(documents & chosen)
        if question.answerable and enough and not question.underspecified:
            answered.append(question)
    yield from ((question, True) for question in answered)
    rest = [q for q in questions if not {r.document for r in q.references} & chosen]
    yield from ((question, False) for question in _some(rest, max(2, len(answered)), " ".join(sorted(chosen))))


def _some(questions: Sequence[Question], n: int, seed: str) -> list[Question]:
    """Return ``n`` questions that stand alone, drawn by the hash of their ids and a seed."""
    return sorted(filter(_stands_alone, questions), key=lambda q: _drawn(f"{seed} {q.id}"))[:n]


def _stands_alone(question: Question) -> bool:
    return not question.history and not question.underspecified


def _drawn(seed: str) -> bytes:
    return hashlib.sha256(seed.encode()).digest()


_UNSTATED = (  # what may be asked of anything that bears a name, and the words without which hardly a text tells it
    ("Who funded {}?", r"fund|financ|pa(?:y|id)|sponsor|grant|money|donat|invest|budget|£|\$"),
    ("When was {} founded?", r"found|establish|creat|launch|began|begin|start|set up|form|born|introduc|since"),
    ("Where is {} based?", r"based|headquarter|locat|office|situat|home|stands"),
    ("How many people work for {}?", r"staff|employ|work|people|person"),
    ("Who chaired {}?", r"chair|head|led|lead|presid|director|run"),
    ("How much did {} cost?", r"cost|price|paid|pay|spen[dt]|£|\$|million|billion|dollar|pound|fee"),
    ("Who published {}?", r"publish|issu|press|releas|print|written|wrote|author"),
    ("When did {} end?", r"\bend|clos|finish|until|stop|over\b|last|ceas|complet"),
)
NEAR = 300  # characters around a name in which the words stand, if the text tells it


def unstated(corpus: str, questions: Sequence[Question], texts: Sequence[str]) -> Iterator[tuple[str, Question, bool]]:
    """Yield questions on the things named in the questions of a corpus, which none of its texts tells.

    A thing is asked the first two of :data:`_UNSTATED`, in an order drawn by its name, of which no text says anything near it.
    """
    names = {name for q in questions if q.answerable for name in _names(q.question)}
    for name in sorted(names, key=_drawn):
        around = [
            text[max(0, match.start() - NEAR) : match.end() + NEAR]
            for text in texts
            for match in re.finditer(re.escape(name), text)
        ]
        silent = [form for form, told in _UNSTATED if around and not any(re.search(told, near, re.IGNORECASE) for near in around)]
        for form in sorted(silent, key=lambda form: _drawn(f"{name} {form}"))[:2]:
            text = form.format(name)
            yield f"{corpus} (unstated)", Question(f"unstated {text}", text, answerable=False), False
