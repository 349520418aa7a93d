"""What a chat model writes, drawn by a rule, labelled by reading, and held again by the product as it is now.

    python -m eval run SET --model provider:name --sample N --out FOLDER     # FOLDER/written.jsonl has what it wrote
    python -m eval.written FOLDER/written.jsonl…                             # counts, and what of it has no label yet
    python -m eval.written                                                   # the labelled sentences, judged as of now

The labelled ones are in ``written.jsonl`` beside this file, a line an answer: the passages that the model was shown (their text,
or, of sets that are no part of this repository, where they stand) and its sentences, each with the numbers it named and a label:
*true* or *false* by those passages, *none* if it claims nothing (a heading, a question, a broken tag), *unclear* where reading
did not settle it. Exits 1 if more than two false ones are called supported, 3 if the documents of a set are missing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.cite.markers import Claim, markers, numbers_in
from assistant.cite.trace import Citer
from assistant.text.reading_text import reading
from assistant.types import Answer, Citation, Document, Locator, Passage, Segment, Turn
from assistant.writing.holding import Holder
from eval.errors import CannotMeasure
from eval.questions import QuestionSet
from eval.runner import Asked, Passing, Wrap
from eval.statistics import wilson

LABELLED = Path(__file__).parent / "written.jsonl"
CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
OWN = "corpus"
"""The set whose documents are in this repository."""
LABELS = ("true", "false", "none", "unclear")
MOST_FALSE = 2  # false sentences that may be called supported

Json = dict[str, Any]


# -- listening to a model ----------------------------------------------------------------------------------------------


class Listening(Passing):
    """An assistant that is asked as usual, while what its chat model writes is kept in ``heard``, an object an answer."""

    def __init__(self, assistant: Asked, questions: QuestionSet, heard: list[Json]) -> None:
        super().__init__(assistant)
        self._name = questions.name
        self._ids = {(q.question, q.history): q.id for q in questions.questions}
        self._heard = heard

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        with _overheard() as holders:
            answer = super().ask(question, history, filters)
        id_ = self._ids.get((question, tuple(history)), "")
        for holder in holders:
            self._heard.append({"set": self._name, "id": id_} | holder.told(self._shown, answer))
        return answer

    def _shown(self, passage: Passage) -> Json:
        if self._name == OWN:
            return {"title": passage.title, "text": reading(self.document(passage.document), passage.start, passage.end)}
        return {"title": passage.title, "document": passage.document, "start": passage.start, "end": passage.end}


class _Overheard(Holder):
    """A holder that remembers the claims that it is given."""

    def __init__(self, citer: Citer, *, drop: bool) -> None:
        super().__init__(citer, drop=drop)
        self.citer = citer
        self.claims: list[Claim] = []

    def settle(self, claim: Claim) -> str:
        before = len(self.last)
        text = super().settle(claim)
        self.claims += [claim] * (len(self.last) - before)
        return text

    def told(self, shown: Callable[[Passage], Json], answer: Answer) -> Json:
        """Return what was written and what came of it, each sentence once."""
        passages = self.citer.passages
        said = {
            claim.text: {"text": claim.text, "numbers": list(claim.numbers), "support": support}
            for claim, support in zip(self.claims, self.last, strict=True)
        }
        return {
            "kept": answer.writing is not None and answer.writing.kept,
            "named": sum(len(claim.numbers) for claim in self.claims),
            "unknown": sum(n not in passages for claim in self.claims for n in claim.numbers),
            "citations": len(answer.citations),
            "invented": invented(answer),
            "passages": [shown(passage) for passage in passages.values()],
            "sentences": list(said.values()),
        }


@contextmanager
def _overheard() -> Iterator[list[_Overheard]]:
    made: list[_Overheard] = []

    def make(citer: Citer, *, drop: bool) -> _Overheard:
        made.append(_Overheard(citer, drop=drop))
        return made[-1]

    with patch("assistant.writing.writer.Holder", make):
        yield made


def invented(answer: Answer) -> int:
    """Count the markers of a text, and of its sentences, that no citation stands behind."""
    known = {citation.marker for citation in answer.citations}
    if answer.status != "answered":
        return len(known)
    shown = [n for line in answer.text.split("\n") for m in markers(line) for n in numbers_in(m["square"] or m["round"])]
    return sum(n not in known for n in [*shown, *(n for sentence in answer.sentences for n in sentence.markers)])


# -- judging what was labelled -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence with its label ("" for none yet) and the verdict on it as of now."""

    set: str
    id: str
    text: str
    label: str
    support: str
    sources: tuple[str, ...] = ()


def read(file: Path) -> list[Json]:
    """Read labelled or drawn answers. Raises CannotMeasure if there are none."""
    try:
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise CannotMeasure(f"{file} cannot be read: {error}") from error


def held(answers: Iterable[Mapping[str, Any]]) -> Iterator[Held]:
    """Hold each sentence of labelled answers to the passages that its model was shown. Raises CannotMeasure."""
    for answer in answers:
        shown = texts(answer)
        documents = {f"{n}": _document(title, text, f"{n}") for n, (title, text) in enumerate(shown, 1)}
        passages = [
            Passage(n, 1.0, d.id, d.title, "report", None, Locator(), 0, len(d.text), d.text, "")
            for n, d in enumerate(documents.values(), 1)
        ]
        citer = Citer(passages, documents.__getitem__)
        holder = Holder(citer, drop=False)
        for sentence in answer["sentences"]:
            text = _said(sentence, shown)
            holder.settle(Claim("", text, tuple(sentence["numbers"]), 0))
            cited = citer.cited("")
            quotes: dict[int, Citation] = {c.marker: c for c in cited.citations}
            sources = tuple(quotes[m].quote for m in cited.sentences[-1].markers)
            label = sentence.get("label", "")
            yield Held(answer["set"], answer["id"], text, label, holder.last[-1], sources)


def texts(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the titles and texts that the model was shown, in order. Raises CannotMeasure where a document is not there."""
    from assistant.load import load

    folder = CORPORA / str(answer["set"]) / "documents"
    found = []
    for passage in answer["passages"]:
        if "text" in passage:
            found.append((passage["title"], passage["text"]))
            continue
        path = folder / passage["document"]
        if not path.is_file():
            raise CannotMeasure(f"{path}: no such document; the set {answer['set']!r} is not here")
        found.append((passage["title"], reading(load(path, passage["document"]), passage["start"], passage["end"])))
    return found


def _said(sentence: Mapping[str, Any], shown: Sequence[tuple[str, str]]) -> str:
    """Return what a model wrote; where that is copied from a passage, the passage's number and offsets are kept instead."""
    if "text" in sentence:
        return str(sentence["text"])
    number, start, end = sentence["copied"]
    return shown[number - 1][1][start:end]


def _document(title: str, text: str, id_: str) -> Document:
    """Return a text as a document, a block a line."""
    segments, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment(start, start + len(line), "paragraph"))
        start += len(line) + 1
    return Document(text, tuple(segments), title, id=id_, sha256="0" * 64)


def listening(wrap: Wrap, questions: QuestionSet, heard: list[Json]) -> Wrap:
    """Return a wrapper that keeps what the chat model writes about a set, beside what another one does."""
    return lambda assistant: Listening(wrap(assistant), questions, heard)


def write(heard: Iterable[Mapping[str, Any]], folder: Path) -> Path:
    """Write what was heard, a line an answer, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "written.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in heard), encoding="utf-8", newline="\n")
    return file


# -- telling -----------------------------------------------------------------------------------------------------------


def table(found: Sequence[Held]) -> str:
    """Return, by set and label, how many sentences there are and what they are called now."""
    lines = ["| set | label | sentences | called supported | partly | not found or contradicted |", "|---|---|---|---|---|---|"]
    for set_ in sorted({one.set for one in found}):
        for label in (*LABELS, ""):
            calls = Counter(one.support for one in found if (one.set, one.label) == (set_, label))
            if calls:
                rest = calls["not_found"] + calls["contradicted"]
                lines.append(
                    f"| {set_} | {label or 'not labelled'} | {calls.total()} | {calls['supported']} | {calls['partly']} | {rest} |"
                )
    wrong = wrongly_supported(found)
    low, high = wilson(len(wrong), len(found))
    lines += ["", f"Of {len(found)} sentences {len(wrong)} are false and called supported (95 % interval {low:.1%} to {high:.1%})."]
    return "\n".join([*lines, *(f"- {one.id}: {one.text} — {' … '.join(one.sources)}" for one in wrong)])


def wrongly_supported(found: Iterable[Held]) -> list[Held]:
    """Return the sentences that are false and called supported."""
    return [one for one in found if (one.label, one.support) == ("false", "supported")]


def labelled(drawn: Sequence[Mapping[str, Any]], known: Sequence[Mapping[str, Any]]) -> list[Json]:
    """Return drawn answers with the labels that the same sentences, beside the same passages, have been given before."""
    labels = {
        (a["set"], a["id"], json.dumps(a["passages"]), _said(s, texts(a) if "copied" in s else ()).casefold()): s["label"]
        for a in known
        for s in a["sentences"]
    }
    found = []
    for answer in drawn:
        key = (answer["set"], answer["id"], json.dumps(answer["passages"]))
        sentences = [s | {"label": labels.get((*key, s["text"].casefold()), "")} for s in answer["sentences"]]
        found.append({**answer, "sentences": sentences})
    return found


def told(drawn: Sequence[Mapping[str, Any]]) -> str:
    """Return how often a model named passages that there are not, and whether any such number was shown."""
    named, unknown, citations, shown = (sum(a[name] for a in drawn) for name in ("named", "unknown", "citations", "invented"))
    kept = sum(a["kept"] for a in drawn)
    return (
        f"{len(drawn)} answers, {kept} of them shown in the model's words. It named {named} passages, {unknown} of them invented. "
        f"Shown: {citations} citations, {shown} of them invented."
    )


def main(arguments: Sequence[str]) -> int:
    """Judge the labelled sentences, or tell of answers that were drawn; return the exit code."""
    try:
        known = read(LABELLED)
        if arguments:
            drawn = [answer for file in arguments for answer in read(Path(file))]
            print(told(drawn), end="\n\n")
            answers = labelled(drawn, known)
        else:
            answers = known
        found = list(held(answers))
    except CannotMeasure as error:
        print(f"could not measure: {error}", file=sys.stderr)
        return 3
    print(table(found))
    return len(wrongly_supported(found)) > MOST_FALSE


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    sys.exit(main(sys.argv[1:]))
