"""The answers to the parts of a question made one: "Who approved it, and when?".

Each part brings its own sentences, in order; what an earlier one has quoted is not quoted again. A notice names each part that
nothing tells, but for one after a date or a number which the sentence holds that opens the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.choose.term_coverage import KIN, weight_met
from assistant.answer.cited import with_others
from assistant.answer.kinds.themes import SUREST
from assistant.cite.markers import literal
from assistant.questions.answer_form import fits
from assistant.questions.form import asked_for
from assistant.text.carried_subject import without_lead
from assistant.text.terms import stem_set, stems, terms
from assistant.types import Answer, Citation

ALIKE = KIN - 0.01  # of what a part counts, from which on a sentence of two numbers may tell it

_MARKER = re.compile(r"\[(\d{1,3})\]")
_FIGURE = re.compile(r"\d[\d,.]*")
_MARKED = re.compile(r"[^\S\n]*\[\d{1,3}\]")


def of_parts(told: Sequence[Answer], names: Sequence[str] = ()) -> Answer | None:
    """Return one answer of those to the parts of a question, each under its name, if any; ``None`` where none is told."""
    told = [_under(name, answer) for name, answer in zip(names, told, strict=True)] if names else told
    answered = [answer for answer in told if answer.status == "answered"]
    if not answered or any(answer.status not in ("answered", "declined") for answer in told):
        return None
    made = replace(answered[0], notice=None, differences=(), searches=tuple(answer.standalone_question for answer in told))
    for answer in answered[1:]:
        made = _joined(made, answer)
    untold = [answer for answer in told if answer.status != "answered" and not _holds(answered[0], answer)]
    asked = [without_lead(answer.standalone_question) for answer in untold]
    notices = [f"No passage found answers: {question[:1].upper()}{question[1:]}" for question in asked]
    notices += [f"{answer.standalone_question} {answer.notice}" for answer in answered if answer.notice]
    sure = min(answer.confidence for answer in answered)
    return replace(made, confidence=sure, notice=" ".join(notices) or None)


def for_or_against(answer: Answer) -> Answer:
    """Return what speaks for a thing, or against it; untold where sentences on the thing are all that was found, and not surely."""
    only_near = answer.status == "answered" and not answer.notice and answer.confidence < SUREST
    return replace(answer, status="declined") if only_near else answer


def _under(name: str, answer: Answer) -> Answer:
    """Return an answer under a name; without it where it opens with whoever has that name: "Julie Morgan AM: …"."""
    speaks = answer.text.startswith(name) and ":" in answer.text.split("\n")[0][: 2 * len(name)]
    return answer if speaks else replace(answer, text=f"{literal(name)}:\n{answer.text}")


def _holds(first: Answer, part: Answer) -> bool:
    """Say whether the sentence that opens an answer holds the date or number that another part asks for.

    A number may be counted in another word of the family, "people referred" for referrals, where the sentence has two.
    """
    question, quote = part.standalone_question, "".join(citation.quote for citation in first.citations[:1])
    kind = asked_for(question)
    if kind not in ("date", "number") or not quote:
        return False
    wanted = dict.fromkeys(stems(" ".join(terms(without_lead(question)))), 1.0)
    counts = kind == "number" and len(_FIGURE.findall(quote)) > 1 and weight_met(wanted, stem_set(quote)) >= ALIKE
    return counts or fits(question, quote) > 0


def _joined(made: Answer, answer: Answer) -> Answer:
    """Return an answer with another one behind it, its sources numbered on; a sentence that was quoted is left out."""
    text, before = answer.text, {_bare(sentence.text) for sentence in made.sentences}
    for sentence in answer.sentences:
        if _bare(sentence.text) in before:
            text = _without(text, _bare(sentence.text))
    text = re.sub(r"\n{3,}", "\n\n", _NAMED.sub("", _NO_ITEM.sub("", text))).strip()
    used = set(map(int, _MARKER.findall(text)))
    known = {citation.citation_id: citation.marker for citation in made.citations}
    numbers: dict[int, int] = {}
    added: list[Citation] = []
    for citation in answer.citations:
        if citation.citation_id not in known and citation.marker in used:
            known[citation.citation_id] = len(known) + 1
            added.append(replace(citation, marker=known[citation.citation_id]))
        numbers[citation.marker] = known.get(citation.citation_id, 0)
    text = _renumbered(text, numbers)
    new = [sentence for sentence in answer.sentences if _bare(sentence.text) not in before]
    marked = tuple(replace(s, markers=tuple(numbers.get(n, n) for n in s.markers), text=_renumbered(s.text, numbers)) for s in new)
    return replace(
        made,
        text=f"{made.text}\n\n{text}" if text else made.text,
        citations=(*made.citations, *added),
        sentences=(*made.sentences, *marked),
        passages=with_others(made.passages, answer.passages),
    )


_NO_ITEM = re.compile(r"(?m)^- *(?:\n|\Z)")  # of which nothing is left
_NAMED = re.compile(r"(?m)^[^\n\[\]]{1,80}:\n(?=\n|\Z)")  # a speaker of whom nothing is left


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    return _MARKER.sub(lambda match: f"[{numbers.get(int(match[1]), int(match[1]))}]", text)


def _bare(text: str) -> str:
    return _MARKED.sub("", text).strip()


def _without(text: str, sentence: str) -> str:
    """Return a text without a sentence and the markers behind it."""
    at = text.find(sentence)
    if at < 0:
        return text
    end = at + len(sentence)
    while match := _MARKED.match(text, end):
        end = match.end()
    return (text[:at].rstrip(" ") + text[end:]).strip()
