"""Answers to "When does she talk about the bridge?", "At what minute is it mentioned?": the moments of a recording, in its order.

1. the talk is the one whose sentences are found for the subject; where somebody is named, one in which that person speaks, or
   which is known by that name;
2. every sentence of it counts that has as much of the subject's weight as the one that has most, and at least half of it; what
   follows within half a minute is the same moment;
3. only what has times is answered so; a date may be meant in any other text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.cited import Composed
from assistant.answer.kinds.holdings import NOUN
from assistant.answer.kinds.overview import label
from assistant.cite.markers import literal
from assistant.questions.openings import JOINT
from assistant.questions.speech import labels
from assistant.retrieve.passages import passages_of
from assistant.retrieve.retriever import View
from assistant.store.rows import DocumentInfo
from assistant.text.enumeration import enumerated
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading, reading_line
from assistant.text.sentences import Unit, units
from assistant.text.terms import stem_set, stems_without
from assistant.types import Document, clock

QUOTED = 3  # moments that are quoted
NAMED = 9  # moments that are named by their times
LOOKED_AT = 10  # sentences, the best first, whose documents may be the talk that is meant
ENOUGH = 0.5  # share of the subject's weight that a moment needs
SAME_SECONDS = 30.0  # within which what is said is of the same moment
BEGINS = 2_000  # characters in which a talk says who gives it
_WHEN = (
    rf"\W*{JOINT}(?:(?P<exact>(?:at|in|from|around) (?:what|which) (?:minute|second|point|time|moment|part)|how far in"
    r"|where (?:in|on) the \w+)|when|where)"
)
_TALK = (
    r"(?:(?:first |also |again |actually )?(?:(?:start|begin)(?:s|ed)? (?:to )?)?(?:talk|speak)(?:s|ed|ing)? (?:about|of|on)"
    r"|(?:mention|discuss)(?:s|es|ed)?|(?:turn(?:s|ed)?|comes?|gets?|came|got) to|brings? up|brought up)"
)
_TELL = r"(?:rais(?:e|es|ed)|describ(?:e|es|ed)|explain(?:s|ed)?|address(?:es|ed)?|cover(?:s|ed)?|introduc(?:e|es|ed))"
_TOLD = r"(?:mentioned|discussed|brought up|talked about|spoken (?:of|about))"
_FORMS = (
    any_case(
        rf"{_WHEN} (?:(?:do|does|(?P<past>did)|has|have|is|was) )?(?:the )?(?P<who>.+?) (?:first )?(?:{_TALK}|(?P<told>{_TELL}))"
        r" (?P<what>.+?)\W*"
    ),
    any_case(
        rf"{_WHEN} (?:is|are|(?P<past>was|were)) (?P<what>.+?) (?:first )?(?:{_TOLD}|(?P<told>{_TELL}))"
        r"(?: (?:in|on|by) (?:the )?(?P<who>.+?))?\W*"
    ),
)
_ANYONE = any_case(
    rf"(?:he|she|they|it|we|you|one|anyone|somebody|someone|speakers?|lecturers?|guests?|hosts?|presenters?|interview\w+|{NOUN})\b"
)


@dataclass(frozen=True, slots=True)
class MomentAsked:
    """The subject whose moments are asked for, and the stems of who speaks of it; none where anybody may.

    ``speaks``: only somebody who speaks in the recording may be meant, since a date may be asked for: "When did Jo Bell discuss …?"
    """

    subject: str
    who: frozenset[str]
    speaks: bool


def moment_asked(question: str) -> MomentAsked | None:
    """Return the subject of which a question asks when it is spoken of; ``None`` for any other question."""
    text = " ".join(question.split())
    match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    who = match["who"] or ""
    sure = bool(match["exact"]) or _ANYONE.match(who) is not None
    if not sure and (match["told"] or not who):
        return None
    name = "" if _ANYONE.match(who) else who
    stems_of_name = stems_without(name)
    return MomentAsked(match["what"], stems_of_name, speaks=bool(match["past"]) and not sure)


def moments(wanted: MomentAsked, weights: Mapping[str, float], picks: Sequence[Pick], view: View) -> Composed | None:
    """Return the moments at which a recording speaks of a subject; ``None`` where none of those found has times and does.

    ``weights`` are those of the subject's stems, ``picks`` the sentences found for it, best first.
    """
    for id_ in dict.fromkeys(pick.passage.document for pick in picks[:LOOKED_AT]):
        document, info = view.open(id_), view.infos[id_]
        for voices in _voices(wanted, document, info) if info.kind == "transcript" else ():
            if found := _spoken_of(document, weights, voices):
                return _written(wanted.subject, document, info, found)
    return None


def _voices(wanted: MomentAsked, document: Document, info: DocumentInfo) -> list[frozenset[str | None]]:
    """Return the speakers of a talk who may be meant: those of the name, then all, where its title or beginning has the name."""
    speakers = [s.place.speaker for s in document.segments if s.is_body and s.place.start_seconds is not None]
    named = frozenset(who for who, told in labels(speakers).items() if wanted.who and wanted.who <= told)
    known = stem_set(f"{info.title} {' '.join(info.authors)} {info.id} {document.text[:BEGINS]}")
    all_of_it = [frozenset(speakers)] if wanted.who <= known and not wanted.speaks else []
    return [named, *all_of_it] if named else all_of_it


def _spoken_of(document: Document, weights: Mapping[str, float], voices: frozenset[str | None]) -> list[tuple[float, Unit]]:
    """Return when each moment begins and its first sentence, in order."""
    spoken = []
    for unit in units(document):
        at = document.locate(*unit.span).start_seconds
        if at is not None and document.segments[unit.segment].place.speaker in voices:
            spoken.append((weight_met(weights, stem_set(reading(document, *unit.span))), at, unit))
    most = max((met for met, *_ in spoken), default=0.0)
    found: list[tuple[float, Unit]] = []
    last = -SAME_SECONDS
    for met, at, unit in spoken:
        if met >= max(ENOUGH, 0.99 * most):
            found += [(at, unit)] if at - last >= SAME_SECONDS else []
            last = at
    return found


def _written(subject: str, document: Document, info: DocumentInfo, found: Sequence[tuple[float, Unit]]) -> Composed:
    quoted = found[:QUOTED]
    later = [clock(at) for at, _ in found[1:NAMED]]
    again = f", again at {enumerated(later)}" if later else ""
    more = f" and {len(found) - NAMED} times more" if len(found) > NAMED else ""
    first = "first " if again else ""
    lines = [f"{literal(label(info))} {first}mentions “{literal(subject)}” at {clock(found[0][0])}{again}{more}:"]
    for n, (at, unit) in enumerate(quoted, 1):
        speaker = document.segments[unit.segment].place.speaker
        told = (f"At {clock(at)}" if again else "", literal(speaker or ""))  # the time of the only one stands above
        if lead := ", ".join(filter(None, told)):
            lines.append(f"{lead}:")
        lines.append(f"{literal(reading_line(document, unit.span))} [{n}]")
    return Composed("\n".join(lines), passages_of(document, info, (unit.span for _, unit in quoted)))
