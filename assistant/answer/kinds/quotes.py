"""Answers to "Give me three quotes from Jo Bell about parking": whole sentences that can stand alone, each on a line of its own.

The sentences are those found for the subject, best first, of the speakers whose name is given (else of anybody): no questions, no
remarks of a few words, none that leans on the one before it. They are told in the order of their documents. "Who spoke about
parking?" is answered with one sentence of each speaker that has all the words of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.choose.chosen_sentences import ALIKE
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.cited import Composed
from assistant.cite.markers import literal
from assistant.questions.counts import how_many
from assistant.questions.openings import JOINT, PLEASE, PURPOSE, THANKS
from assistant.questions.speech import labels, unlabelled
from assistant.retrieve.retriever import Found
from assistant.text.block_runs import segment_at
from assistant.text.dependent_sentences import leans
from assistant.text.patterns import any_case
from assistant.text.terms import overlap, stem_set, stems_without
from assistant.types import Open

FEW = 3  # quotes where no number is asked for
SHORTEST, LONGEST = 6, 60  # words of a quote
ENOUGH = 0.3  # share of the subject's weight that a quote must have
SPEAKERS = 6  # who spoke of a subject, at most
OF_EACH = "One sentence of each speaker found who names it; others may speak of it in other words."
_JOINS = re.compile(r"(?:(?:So|And|But|Or|Well|Now|Then|Because),? )+")
_ENDED = re.compile(r"[.!…][\"'”’)\]]*$")
_FORM = any_case(
    rf"\W*{PLEASE}(?:(?:give|show|find|list|pull|get|quote|i (?:need|want))(?: me| us| out)* )?"
    r"(?P<some>(?:an? |the |some |any |a few |a couple of |several |\d+ "
    r"|one |two |three |four |five |six |seven |eight |nine |ten )*)"
    r"(?:(?:best|good|direct|short|memorable|verbatim|strong|key|striking) )*(?:quotes?|quotations?)"
    r"(?: (?:that )?(?:i|we) (?:can|could|may|might) (?:use|quote))?"
    r"(?: (?:from|by|of) (?P<who>.+?))? (?:about|on|regarding|concerning|that (?:mention|speak of)) (?P<what>.+?)"
    rf"(?: (?:from|by) (?P<other>.+?))?{PURPOSE}{THANKS}\W*"
)

_WHO_SPOKE = any_case(
    rf"\W*{JOINT}(?:who|which (?:of the )?(?:speaker|member|participant|person|people|councillor|witness(?:es)?|panell?ist)s?)"
    r" (?:else |all )*(?:(?:has |have )?(?:spoken|spoke|talked|commented) (?:about|on|of)|speaks? (?:about|of)|talks? (?:about|of)"
    r"|(?:has |have )?mentioned|mentions?|(?:has |have )?brought up) (?P<what>.+?)\W*"
)


@dataclass(frozen=True, slots=True)
class QuotesAsked:
    """How many quotes on what subject are asked for, and the stems of whose; none where anybody's.

    ``of_each``: one of each who speaks of it, since it is asked who does.
    """

    subject: str
    who: frozenset[str]
    many: int
    of_each: bool = False


def quotes_asked(question: str) -> QuotesAsked | None:
    """Return what quotes a message asks for; ``None`` for any other message."""
    text = " ".join(question.split())
    if spoke := _WHO_SPOKE.fullmatch(text):
        return QuotesAsked(spoke["what"], frozenset(), SPEAKERS, of_each=True)
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    who = stems_without(match["who"] or match["other"] or "")
    one = match["some"].lower().split()[-1:] in (["a"], ["an"], ["one"], ["1"])
    return QuotesAsked(match["what"], who, 1 if one else how_many(f"{match['some']}quotes") or FEW)


def quotes(wanted: QuotesAsked, found: Found, picks: Sequence[Pick], open_document: Open) -> Composed | None:
    """Return the quotes asked for; ``None`` where none of the sentences found can be one."""
    if wanted.of_each:
        fit = _of_each_speaker(wanted, picks, open_document)
    else:
        on_it = [pick for pick in picks if weight_met(found.query.stems, stem_set(pick.text)) >= ENOUGH]
        fit = [pick for pick in on_it if _stands_alone(pick) and _theirs(wanted, pick, open_document)]
    chosen: list[Pick] = []
    for pick in fit:
        if len(chosen) < wanted.many and all(overlap(stem_set(pick.text), stem_set(p.text)) < ALIKE for p in chosen):
            chosen.append(pick)
    chosen.sort(key=lambda pick: pick.place)
    lines = []
    voice: tuple[str, str | None] | None = None
    for pick in chosen:
        document = open_document(pick.passage.document)
        speaker = segment_at(document, pick.start).place.speaker
        if voice != (document.id, speaker):
            lines.append(f"{literal(', '.join(filter(None, (speaker, pick.passage.title))))}:")
        voice = (document.id, speaker)
        lines.append(f"{literal(' '.join(pick.text.split()))} [{pick.passage.rank}]")
    return Composed("\n".join(lines), found.passages) if chosen else None


def _of_each_speaker(wanted: QuotesAsked, picks: Sequence[Pick], open_document: Open) -> list[Pick]:
    """Return the best sentence of each speaker that has every word of the subject; one that stands alone, where there is such."""
    sought = stems_without(wanted.subject)
    best: dict[str, Pick] = {}
    for pick in sorted(picks, key=_stands_alone, reverse=True):  # the order within is kept, best first
        document = open_document(pick.passage.document)
        speaker = segment_at(document, pick.start).place.speaker
        if speaker and sought and sought <= stem_set(unlabelled(pick.text)):
            best.setdefault(speaker.partition(" (")[0], pick)  # "Jo Bell (Chair)" is Jo Bell
    return sorted(best.values(), key=picks.index)


def _stands_alone(pick: Pick) -> bool:
    text = unlabelled(pick.text)
    said = _JOINS.sub("", text)
    whole = SHORTEST <= len(text.split()) <= LONGEST and bool(_ENDED.search(text)) and text[:1].isupper()
    return whole and not leans(said[:1].upper() + said[1:])


def _theirs(wanted: QuotesAsked, pick: Pick, open_document: Open) -> bool:
    document = open_document(pick.passage.document)
    speaker = segment_at(document, pick.start).place.speaker
    told = labels(s.place.speaker for s in document.segments).get(speaker or "", frozenset())
    return not wanted.who or wanted.who <= told
