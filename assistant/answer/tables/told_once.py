"""What an annual report tells once, in prose: how many it employs ("we had approximately 41,000 employees"), and who audits it.

It says so of "we" or "the Company", in other words than it is asked for ("How many people work for Amcor?"), and names the firm
that audits only in a signature, or once elsewhere; so in the document that a question names the form of that is looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer.tables.asked_of_accounts import years_in
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading, reading_line
from assistant.text.sentences import sentence_spans
from assistant.text.terms import EMPTY, stem, stem_set, words
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Span

_STAFF = r"(?:employees|staff|workers|associates|colleagues|team members)"
_KIND = r"(?:full[- ]time|part[- ]time|permanent|temporary)"
_ASKS_HOW_MANY = any_case(
    rf"\bhow many (?:(?P<kind>{_KIND}) )?(?:{_STAFF}|people|persons) (?:(?:does|did|do) .{{2,80}} employ\b"
    rf"|(?:work|works|worked) (?:for|at)\b|(?:are|were) employed (?:by|at)\b)"
    rf"|\bhow many (?:(?P<of>{_KIND}) )?{_STAFF} (?:(?:does|did|do) .{{2,80}} have|(?:has|have|had) .{{2,80}})\b"
    r"|\bhow (?:large|big) (?:is|was) .{2,80} workforce\b"
    rf"|\b(?:headcount|number of {_STAFF})\b"
)
_NUMBER = rf"(?!{RECENT_YEAR}\b)(?:\d{{1,3}}(?:,\d{{3}})+|\d{{2,}}|\d+(?:\.\d+)? (?:thousand|million))"
_ABOUT = r"(?:(?:a total of|approximately|about|around|some|nearly|almost|over|just over|more than|roughly|an average of) )*"
_WE = r"(?:we|the (?:company|group|trust|charity|firm|bank|council|corporation|society|university|association|foundation|agency))"
_TELLS_HOW_MANY = any_case(
    rf"\b{_WE} (?:\w+ )?(?:had|have|has|employ(?:s|ed)?) {_ABOUT}{_NUMBER} (?:[\w-]+,? ){{0,6}}?(?:{_STAFF}|people|persons)\b"
    rf"|\b(?:our|its) {_ABOUT}{_NUMBER} (?:[\w-]+,? ){{0,5}}?{_STAFF}\b"
    rf"|\b(?:total workforce|workforce|headcount|number of employees) (?:was|is|of|stood at|totall?ed) {_ABOUT}{_NUMBER}\b"
)
_PART = any_case(r"\bsegments?\b|\bdivisions?\b|\bunions?\b|\bsubsidiar")
_OF_STAFF = stem_set(
    """
    employ employee staff workers workforce people persons work full time part end year fiscal large big headcount
    number total v vs compared
    """
)
_AUDITORS = r"(?:independent )?(?:external )?(?:auditors?|(?:registered )?(?:public )?accounting firm)"
_ASKS_WHO_AUDITS = any_case(
    rf"\bwho (?:audit(?:s|ed)|(?:is|are|was|were) .{{0,80}}\b{_AUDITORS})\b"
    rf"|\bwhich (?:accounting |audit )?(?:firm|accountants?|company) (?:audit(?:s|ed)|(?:is|was) .{{0,80}}\b{_AUDITORS})\b"
    rf"|\bwhat (?:is|was) the (?:name of )?.{{0,80}}\b{_AUDITORS}\b"
)
_FIRM = r"(?:[A-Z][\w.’'-]*(?: &| and)?,? ){1,5}(?:LLP|LLC|L\.L\.P\.|P\.?C\.|PLC|AG|GmbH|Limited|Ltd)\b"
_NAMES_FIRM = re.compile(
    rf"\b[Aa]udited by (?:{_FIRM})|\b(?i:auditors?|accounting firm) (?:is|are|was|were|of the \w+ (?:is|was)) {_FIRM}"
    rf"|(?i:\baccounting firm|\bauditors?)\W{{1,3}}{_FIRM}"
    rf"|(?<![\w.’'-]){_FIRM}, (?:\w+ )?[Ii]ndependent (?i:registered public|auditors?)"
    rf"|/s/ ?{_FIRM}"
)
LONG = 400  # characters of what is no sentence: a table of contents
_SIGNED = re.compile(r"\W*/s/")
_OF_AUDITS = stem_set(
    """
    audit auditor independent external registered public accounting firm company name year financial statements
    """
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a certain form: where it stands and what it says."""

    document: str
    span: Span
    text: str

    def lines(self, _: Document) -> dict[Span, str]:
        """Return the sentence by its span."""
        return {self.span: self.text}


def headcount(question: str, named: frozenset[str], documents: tuple[Document, ...]) -> Statement | None:
    """Return the sentence that tells how many are employed, of the year asked for, else of the latest; ``None`` where none does.

    ``named`` are the stems that name the documents; a question that asks after more than the whole of them is none of this form.
    """
    asks = _ASKS_HOW_MANY.search(question)
    if asks is None or _rest(question) - named - _OF_STAFF:
        return None
    kind, years = asks["kind"] or asks["of"] or "", years_in(question)
    told = [each for document in documents for each in document.once(_told_how_many)]
    fit = [each for each in told if years <= years_in(each.text) and kind.lower() in each.text.lower()]
    return max(fit, key=lambda each: (not _PART.search(each.text), max(years_in(each.text), default=0)), default=None)


def _told_how_many(document: Document) -> tuple[Statement, ...]:
    """Return the sentences of a document that tell how many are employed."""
    return statements(document, _TELLS_HOW_MANY)


def statements(document: Document, form: re.Pattern[str]) -> tuple[Statement, ...]:
    """Return the sentences and the items of a document that have a form."""
    found = []
    for segment in document.segments:
        if segment.role not in ("paragraph", "item") or not form.search(reading(document, *segment.span)):
            continue
        spans = sentence_spans(document.text, *segment.span)
        said = ((span, reading_line(document, span)) for span in spans)
        found += [Statement(document.id, span, text) for span, text in said if form.search(text)]
    return tuple(found)


def auditor(question: str, named: frozenset[str], documents: tuple[Document, ...]) -> Statement | None:
    """Return what names the firm that audits, of the year asked for where a sentence has that; ``None`` where nothing does.

    ``named`` are the stems that name the documents; a question that asks after more than them is none of this form.
    """
    if not _ASKS_WHO_AUDITS.search(question) or _rest(question) - named - _OF_AUDITS:
        return None
    years = years_in(question)
    told = [each for document in documents for each in document.once(_naming_firm)]
    return max(told, key=lambda t: (len(t.text) <= LONG, bool(years & years_in(t.text)), not _SIGNED.match(t.text)), default=None)


def _naming_firm(document: Document) -> tuple[Statement, ...]:
    return statements(document, _NAMES_FIRM)


def _rest(question: str) -> frozenset[str]:
    """Return the stems of the words of a question that say something, and are no number."""
    return frozenset(stem(w) for w in words(question) if w not in EMPTY and not any(map(str.isdigit, w)))
