"""The context that a sentence is quoted with: the line that names it, the sentence it leans on, the list it announces.

1. an item that is no whole sentence, and a table row, bring the line that names them (a caption, a heading, a lead);
2. a sentence that leans on the one before it ("It also …") brings that one along if it holds more of the question, but not
   where one thing is asked for that it says by itself, of what the question has named;
3. a sentence that announces a list brings the list: items, rows, sections under headings, or sentences counted out ("First, …");
4. a sentence brings those behind it that go on to say what is asked (:mod:`.continuation`), or with which it counts something out
   (:mod:`.enumerated`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice

from assistant.answer.choose.continuation import LITTLE_NEWS, LONG_ITEM, TOLD, goes_on, says_no_more, under_its_question
from assistant.answer.choose.enumerated import as_many_behind, counted_out, counted_with
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.exchange import exchanged
from assistant.answer.choose.whole_section import section_around
from assistant.questions.answer_form import announces, fits
from assistant.questions.causes import takes_up_a_change
from assistant.questions.counts import counted_thing, how_many
from assistant.questions.definition import defines
from assistant.questions.form import ONE_THING, asked_for, asks_one, things_asked, wants_definition
from assistant.questions.named_part import bears_number
from assistant.questions.names import names_in
from assistant.questions.openings import JOINT
from assistant.questions.sections import heads, told_in_outline, told_whole
from assistant.questions.speech import asked_of, unlabelled
from assistant.questions.synonyms import synonyms
from assistant.text.block_runs import LONGEST_LIST, body, first_of_run, index_at, lead, over_row, run_from
from assistant.text.carried_subject import without_lead
from assistant.text.dependent_sentences import leans, opens_with_pronoun, says_why_before
from assistant.text.patterns import any_case
from assistant.text.quotations import is_open, signs, voice, wants_quotations
from assistant.text.reading_text import reading
from assistant.text.sentence_before import meant_before, sentence_before
from assistant.text.sentences import sentence_ends, sentence_spans
from assistant.text.terms import stem, stems, terms, words
from assistant.types import Document, Segment, Span

LEAD = 120  # characters of a sentence between one that speaks of a list and the list: "These might be things like:"
LONG_LIST = 900  # characters up to which the items that end one sentence are quoted with it, all of them
COLONS, LED, LINK = 4, 400, 12  # paragraphs led on to by colons; characters of one, and of one that only leads on: "to:"
QUOTED = 3  # sentences by which a quotation that is begun is brought to its end

_WHOLE = re.compile(r"\W*(?:\d+[.)]\s+)?[A-Z].*[.!?][\"'”’)\]]*\s*$", re.DOTALL)
_ASKS = re.compile(r".*\?$|\W*(?:\d+[.)]?\s+)?(?:what|why|how|who|when|where)\b", re.IGNORECASE | re.DOTALL)
_MEANS_BEFORE = re.compile(r"(?:That|This|These|Those|It)\b")
_NAMES_SOME = re.compile(r"[,:;(–—]")
_OPEN = any_case(
    rf"\W*{JOINT}(?:who|(?:what|how|which [\w’'-]+) (?P<must>can|could|should|must|may)|(?:what|how|which) [\w’'-]+)\b"
)
_UNFINISHED = any_case(r"(?::|\b(?:you|we|they|if|must|should|may|can|cannot|not|to|are|is|have|for))\W*$")
_BEGINS_LOW = re.compile(r"\W*[a-z]")
_POINTS_ON = any_case(r"\b(?:these|the following|as follows|below|here (?:is|are))\b")


def with_context(question: str, pick: Pick, document: Document) -> list[Span]:
    """Return the spans to quote for a pick: what names or precedes it, itself, and the list that it announces."""
    at = index_at(document, pick.start)
    segment = document.segments[at]
    if quoted := _in_own_words(question, document, at):
        return quoted
    if told := exchanged(question, pick, document):
        return told
    if pick.features.get("section", 0.0) >= TOLD and (section := _section(question, document, at)):
        return section
    if segment.role in ("item", "row"):
        named = segment.role == "item" and asked_for(question) == "list" and _is_named(question, document, at)
        whole = named or _goes_on_from_lead(question, document, at)
        spans = run_of(document, at, pick.span, how_many(question) if whole else 0)
        return spans if whole or segment.role == "row" else _filled(question, segment, spans, document)
    if segment.role == "heading":
        return [pick.span, *_opening(question, document, at)]
    if answer := under_its_question(question, pick, document, at):
        return answer
    closing = _closing(pick, document, segment)
    if listed := counted_with(question, pick, document, at):
        return listed
    behind = _led(question, pick, document, at) or ([] if closing else goes_on(question, pick, document, segment))
    return [*_leant_on(question, pick, document, segment), pick.span, *closing, *behind]


def _section(question: str, document: Document, at: int) -> list[Span]:
    """Return the section that tells what is asked, with its heading if it is numbered; () where one thing is, in a few words."""
    if asked_for(question) in ONE_THING and not told_whole(question):
        return []
    headings = document.segments[at].place.heading
    above = len(headings) > 1 and heads(question, headings[-2]) and not heads(question, headings[-1])
    depth = len(headings) - above
    own = "".join(headings[depth - 1 : depth])
    told = section_around(document, at, depth, in_outline=told_in_outline(question, own))
    if told and bears_number(question, own):
        over = next((s for s in document.segments[:at][::-1] if s.role == "heading" and s.place.heading == headings[:depth]), None)
        return [over.span, *told] if over else told
    return told


def _in_own_words(question: str, document: Document, at: int) -> list[Span]:
    """Return a quotation, where somebody's words are asked for, with the line that says whose; a line that signs it anyway."""
    signed = signs(document, at)
    if not signed and not (asked_of(question) or wants_quotations(question)):
        return []
    before = next(n for n in range(at - 1, -1, -1) if document.segments[n].is_body) if signed else at
    segment, said = document.segments[before], voice(document, before)
    if said is None or segment.end - segment.start > LONG_ITEM:
        return []
    words = sentence_spans(document.text, *segment.span)
    if segment.start <= said[1][0] < segment.end:
        return words
    return [said[1], *words] if said[1][0] < segment.start else [*words, said[1]]


def _closing(pick: Pick, document: Document, segment: Segment) -> list[Span]:
    """Return the sentences that bring a quotation which a pick begins to its end; () where they are many."""
    kept: list[Span] = []
    if not is_open(document.text[pick.start : pick.end]):
        return []
    for span in sentence_spans(document.text, pick.end, segment.end)[:QUOTED]:
        kept.append(span)
        if not is_open(document.text[pick.start : span[1]]):
            return kept
    return []


def upheld(pick: Pick, spans: list[Span], told: Collection[Span], document: Document) -> list[Span]:
    """Return the spans of a pick that joins an answer behind the best sentence; none where it would hang in the air."""
    segment = document.segments_in(*pick.span)[0]
    if spans[0] != pick.span or segment.role in ("item", "row", "heading") or not leans(pick.text):
        return spans
    before = sentence_before(document, segment, pick.start)
    if any(end <= pick.start and not document.text[end : pick.start].strip() for _, end in told):
        return spans
    if not before:
        return []
    return [] if leans(reading(document, *before[0])) else [*before, *spans]


def _filled(question: str, segment: Segment, spans: list[Span], document: Document) -> list[Span]:
    """Return the spans of an item with all its sentences, which say one thing; unless it is long, or one thing is asked for."""
    if asks_one(question) or segment.end - segment.start > LONG_ITEM or segment.end <= spans[-1][1]:
        return spans
    return [*spans[:-1], *sentence_spans(document.text, *segment.span)]


def _is_named(question: str, document: Document, at: int) -> bool:
    """Say whether the line over the list in which an item stands, or its heading, calls it what the question does."""
    things = things_asked(question)
    above = [document.text[slice(*span)] for span in lead(document, first_of_run(document.segments, at))]
    called = stems(" ".join((*above, *document.segments[at].place.heading[-1:])))
    return things is None or not {things, *synonyms(things)}.isdisjoint(called)


def _goes_on_from_lead(question: str, document: Document, at: int) -> bool:
    """Say whether an item only ends the sentence over its list ("You qualify if you:"), and that says what is asked for.

    "Who qualifies?", "What should I do if …?" are then told by all the items, unless they are long.
    """
    segment = document.segments[at]
    if segment.role != "item" or asks_one(question) or not (asks := _OPEN.match(without_lead(question))):
        return False
    first = first_of_run(document.segments, at)
    over = " ".join(document.text[slice(*span)] for span in lead(document, first))
    items = [document.text[slice(*span)] for span in run_from(document, first)]
    is_ended = _UNFINISHED.search(over) and all(map(_BEGINS_LOW.match, items)) and sum(map(len, items)) <= LONG_LIST
    shared = set(map(stem, terms(question))).intersection(stems(over))
    return bool(is_ended) and (bool(shared) or (asks["must"] or "").lower() in words(over))


def _opening(question: str, document: Document, at: int) -> list[Span]:
    """Return what a heading says nothing without: the first sentence or the list under it, or the block that answers it."""
    following = next(body(document.segments, at + 1, 1), None)
    if following is None or following.role not in ("paragraph", "item"):
        return []
    first = document.segments.index(following)
    if following.role == "item":
        return [] if asks_one(question) else run_from(document, first)
    asks = bool(_ASKS.match(document.text[document.segments[at].start : document.segments[at].end].rstrip()))
    whole = asks and following.end - following.start <= LONG_ITEM
    spans = sentence_spans(document.text, *following.span) if whole else [first_sentence(document, following)]
    leads = document.text[slice(*spans[-1])].endswith(":") and _is_list(document.segments, first + 1)
    return [*spans, *(_announced(document, first, how_many(question)) if leads and not asks_one(question) else [])]


def _leant_on(question: str, pick: Pick, document: Document, segment: Segment) -> list[Span]:
    """Return the sentence before a pick that leans on it, if it holds more of the question, the reason, or all that is told."""
    if asked_for(question) == "reason" and (says_why_before(pick.text) or takes_up_a_change(pick.text)):
        return sentence_before(document, segment, pick.start)
    if _MEANS_BEFORE.match(unlabelled(pick.text)) and says_no_more(question, pick, segment, LITTLE_NEWS):
        return meant_before(document, segment, pick.start)
    if segment.role != "paragraph" or not opens_with_pronoun(pick.text):
        return []
    before = sentence_before(document, segment, pick.start)
    if _stands_for_another(question, pick.text):
        return before
    return before if any(_needed(question, reading(document, *span), pick.text) for span in before) else []


def _stands_for_another(question: str, text: str) -> bool:
    """Say whether "It …" stands for something else than what is asked about, as the sentence names that itself further on."""
    named = [name for name in names_in(question) if name in text]
    return bool(named) and wants_definition(question)


def _needed(question: str, before: str, text: str) -> bool:
    """Say whether the sentence before has a word of the question that a text lacks, and, of one thing it tells, tells that too."""
    if set(map(stem, terms(question))).difference(stems(text)).isdisjoint(stems(before)):
        return False
    tells = partial(fits, question) if asked_for(question) in ONE_THING else partial(defines, question)
    others = [name for name in names_in(before) if name.lower() not in question.lower()]
    return not tells(text) or bool(tells(before)) or bool(others)


def _led(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return the list that a pick announces, or as many sentences as it counts; () where one thing is asked for."""
    segment, kind = document.segments[at], asked_for(question)
    many = how_many(pick.text)
    if behind := _as_many(question, pick, document, at):
        return behind
    if pick.end < segment.end:
        counted = counted_out(document, segment, pick.end, many) if not asks_one(question) else []
        told = announces(question, pick.text) == 1.0 and many is not None and not _NAMES_SOME.search(pick.text)
        return (
            counted
            or _led_on(question, pick, document, at)
            or (sentence_spans(document.text, pick.end, segment.end)[: many or 0] if told else [])
        )
    counts = kind == "list" and many is not None and how_many(question) in (None, many)
    points = pick.text.rstrip().endswith(":") and kind not in ("person", "date") and (kind != "reason" or fits(question, pick.text))
    leads = bool(_POINTS_ON.search(pick.text)) or pick.text.rstrip().endswith(";")
    points |= not asks_one(question) and leads and _is_list(document.segments, at + 1)
    if not (counts or points):
        return []
    if points and (behind := _told_behind(document, at)):
        return behind
    listed = [] if points else _announced(document, at, None)
    sections = [span for span in listed if document.segments_in(*span)[0].role == "heading"]
    return [] if sections and len(sections) != many else _announced(document, at, many or how_many(question))


def _as_many(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return what stands behind a pick that counts several things and names none, where that is as many."""
    counts = counted_thing(pick.text) is not None and not _NAMES_SOME.search(pick.text)
    asks = asked_for(question) != "definition" and not asks_one(question)
    return as_many_behind(document, at, pick.end, how_many(pick.text)) if counts and asks else []


def _led_on(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return the list that the sentence behind a pick leads, with that: "There are many. These might be things like:"."""
    behind = sentence_spans(document.text, pick.end, document.segments[at].end)
    leads = len(behind) == 1 and behind[0][1] - behind[0][0] <= LEAD and document.text[slice(*behind[0])].endswith(":")
    if asks_one(question) or asked_for(question) == "reason" or not leads or not _is_list(document.segments, at + 1):
        return []
    return [*behind, *_announced(document, at, how_many(question))]


def _told_behind(document: Document, at: int) -> list[Span]:
    """Return the short paragraph behind one that ends in a colon, and what follows if that is led on as well: "from:", "to:"."""
    spans: list[Span] = []
    leads = True
    for segment in islice(body(document.segments, at + 1, 1), COLONS):
        words = document.text[segment.start : segment.end].rstrip()
        if segment.role != "paragraph" or len(words) > LED or not (leads or (words.endswith(":") and len(words) <= LINK)):
            break
        spans += sentence_spans(document.text, *segment.span)
        leads = words.endswith(":")
    return spans


def _is_list(segments: Sequence[Segment], start: int) -> bool:
    following = next(body(segments, start, 1), None)
    return following is not None and following.role == "item"


def run_of(document: Document, at: int, picked: Span, asked: int | None) -> list[Span]:
    """Return an item or row, or the whole run that it stands in, behind the line that names it.

    ``asked`` is how many items are asked for, ``None`` for any number, 0 for the one alone. A run is given whole unless the line
    that names it tells another number: four things that may survive are not the seven elements.
    """
    if document.segments[at].role == "row":
        return [*over_row(document, at), picked]
    first = first_of_run(document.segments, at)
    names = lead(document, first)
    told = next((how_many(document.text[slice(*span)]) for span in names), None)
    if asked == 0 or (asked and told and asked != told):
        return [picked] if _WHOLE.match(document.text[slice(*picked)]) else [*names, picked]
    return [*names, *run_from(document, first)]


def _announced(document: Document, at: int, count: int | None) -> list[Span]:
    """Return the list after a line that announces it: its items, or the heading of each section with its first sentence."""
    following = list(body(document.segments, at + 1, 1))
    if [segment.role for segment in following[:2]] == ["caption", "row"]:
        return [following[0].span, *run_from(document, document.segments.index(following[1]))]
    if not following or following[0].role not in ("item", "row", "heading"):
        return []
    role, depth = following[0].role, len(following[0].place.heading)
    spans: list[Span] = []
    found = 0
    for n, segment in enumerate(following):
        if role != "heading" and segment.role != role:
            break
        if segment.role != role or len(segment.place.heading) > depth:
            continue
        if len(segment.place.heading) < depth or found == (count or LONGEST_LIST):
            break
        found += 1
        spans.append(segment.span)
        if role == "heading" and n + 1 < len(following) and following[n + 1].role == "paragraph":
            spans.append(first_sentence(document, following[n + 1]))
    return spans


def first_sentence(document: Document, segment: Segment) -> Span:
    """Return the span of the first sentence of a block."""
    text = document.text[segment.start : segment.end]
    end = next(iter(sentence_ends(text)), len(text))
    return segment.start, segment.start + len(text[:end].rstrip())
