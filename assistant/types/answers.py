"""What is found, cited and said: passages, citations and verdicts, and the answer that holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from assistant.types.places import Locator

Support = Literal["supported", "partly", "not_found", "contradicted"]
Status = Literal["answered", "declined", "clarify", "replied"]


def _by_field(value: Any) -> dict[str, Any]:
    """Return what a value holds by the names of its fields, ready for JSON."""
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if not is_dataclass(value):
        return value
    return value.to_dict() if hasattr(value, "to_dict") else _by_field(value)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is returned and shown: a chunk, possibly joined with neighbours. ``rank`` counts from 1.

    ``voices`` are the names of those by whom its whole document is, see :mod:`assistant.text.voices`.
    """

    rank: int
    score: float
    document: str
    title: str
    kind: str
    date: str | None
    locator: Locator
    start: int
    end: int
    text: str
    citation_id: str
    features: Mapping[str, float] = field(default_factory=dict)
    voices: tuple[str, ...] = ()

    def holds(self, cited: Citation) -> bool:
        """Say whether a citation begins in it."""
        return self.document == cited.document and self.start <= cited.start < self.end

    @property
    def around(self) -> str:
        """What its text may leave unsaid: the title, the name of the file, who speaks in it or wrote it."""
        return f"{self.title} {self.document} {self.locator.speaker or ''} {' '.join(self.voices)}"

    @property
    def under_headings(self) -> str:
        """Its text without the headings that open it, where there is more: they would run into the first sentence."""
        lines = self.text.split("\n")
        first = next((n for n, line in enumerate(lines) if line.strip(" #") not in ("", *self.locator.heading)), 0)
        return "\n".join(lines[first:])

    def to_dict(self) -> dict[str, Any]:
        """Return all that it holds but its features and voices, ready for JSON."""
        told = _by_field(self) | {"score": round(self.score, 6)}
        return {name: value for name, value in told.items() if name not in ("features", "voices")}


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span that a sentence of the answer rests on; ``marker`` is the n of its [n], counted from 1."""

    marker: int
    document: str
    title: str
    kind: str
    date: str | None
    locator: Locator
    start: int
    end: int
    quote: str
    citation_id: str
    support: Support
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return _by_field(self) | {"score": round(self.score, 6)}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody else than the check of words says of a sentence.

    ``by`` is "likeness" or the name of a model; ``support`` is ``None`` if it gave no answer. ``words`` are those of the sources
    that it goes by, under ``citation_id``; ``score`` is how like they are, 0 to 1.
    """

    by: str
    support: Support | None
    reason: str
    words: str = ""
    citation_id: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the markers it carries, and whether the words it cites bear it out.

    ``reasons`` are those of the check of words; ``opinions`` are further ones, where that left a doubt.
    """

    text: str
    markers: tuple[int, ...]
    support: Support
    reasons: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return _by_field(self)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says: exact words of it, and the citation id that opens them."""

    document: str
    title: str
    words: str
    citation_id: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two documents that say the same thing differently; ``one`` is what the answer cites."""

    one: Statement
    other: Statement


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a chat model did for an answer, and what it cost, in tokens.

    ``sentences`` counts what it wrote, ``unsupported`` those of them that the passages they named did not bear out,
    ``left_out`` those that are not shown; ``kept`` tells whether the answer is in its words.
    """

    model: str
    tokens_in: int
    tokens_out: int
    sentences: int = 0
    unsupported: int = 0
    left_out: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of a question that the corpus does not hold, as it was typed, and the one that it was read as."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply whose every sentence can be traced. Only ``answered`` has citations and sentences.

    ``confidence`` is the calibrated probability, 0 to 1, that the corpus supports an answer. ``notice`` tells the reader
    what went wrong on the way (a model that failed, say) when an answer could be given all the same. ``nearest`` are the
    sentences nearest to a question that is declined, best first, each as a passage of its own. ``about`` names what was
    carried over from earlier turns; ``readings`` are the questions that an underspecified one may have meant; ``searches`` what
    was looked for one by one, where a question asks for several things; ``differences`` where another document says otherwise;
    ``respelt`` are the words that were taken for typing errors.
    """

    question: str
    standalone_question: str
    status: Status
    text: str
    confidence: float
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    readings: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    unresolved_markers: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    respelt: tuple[Respelling, ...] = ()
    model: str | None = None
    notice: str | None = None
    writing: Writing | None = None
    seconds: float = 0.0

    @property
    def is_read_otherwise(self) -> bool:
        """Say whether the question was read as another than was typed; capitals and the mark behind it aside."""
        return _bare(self.standalone_question) != _bare(self.question)

    def noting(self, notice: str | None, *, first: bool = False) -> Answer:
        """Return the answer with one more notice, behind the one that it has, or as the ``first``."""
        told = (notice, self.notice) if first else (self.notice, notice)
        return replace(self, notice=" ".join(filter(None, told)))

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the shape of the JSON contract."""
        return _by_field(self) | {"confidence": round(self.confidence, 6), "seconds": round(self.seconds, 4)}


def _bare(question: str) -> str:
    return " ".join(re.sub("[’']", "", question.casefold()).split()).rstrip("?.! ")
