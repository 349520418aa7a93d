"""Who audits an organisation, told by the sentence or the line that names the firm: "has been audited by …", "/s/ … LLP".

The reports on an audit say "we have audited" on page after page, and whose they are only in a signature, or once elsewhere; so, as
with :mod:`.headcount`, the form of that is looked for in the document that a question names.
"""

from __future__ import annotations

import re

from assistant.answer.tables.asked_of_accounts import years_in
from assistant.answer.tables.headcount import Statement, statements
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stem, stem_set, words
from assistant.types import Document

_AUDITORS = r"(?:independent )?(?:external )?(?:auditors?|(?:registered )?(?:public )?accounting firm)"
_ASKS = any_case(
    rf"\bwho (?:audit(?:s|ed)|(?:is|are|was|were) .{{0,80}}\b{_AUDITORS})\b"
    rf"|\bwhich (?:accounting |audit )?(?:firm|accountants?|company) (?:audit(?:s|ed)|(?:is|was) .{{0,80}}\b{_AUDITORS})\b"
    rf"|\bwhat (?:is|was) the (?:name of )?.{{0,80}}\b{_AUDITORS}\b"
)
_FIRM = r"(?:[A-Z][\w.’'-]*(?: &| and)?,? ){1,5}(?:LLP|LLC|L\.L\.P\.|P\.?C\.|PLC|AG|GmbH|Limited|Ltd)\b"
_TELLS = re.compile(
    rf"\b[Aa]udited by (?:{_FIRM})|\b(?i:auditors?|accounting firm) (?:is|are|was|were|of the \w+ (?:is|was)) {_FIRM}"
    rf"|(?i:\baccounting firm|\bauditors?)\W{{1,3}}{_FIRM}"
    rf"|(?<![\w.’'-]){_FIRM}, (?:\w+ )?[Ii]ndependent (?i:registered public|auditors?)"
    rf"|/s/ ?{_FIRM}"
)
LONG = 400  # characters of what is no sentence: a table of contents
_SIGNED = re.compile(r"\W*/s/")
_OF_THE_FORM = stem_set(
    """
    audit audits audited auditor auditors independent external registered public accounting firm company accountants name year
    financial statements accounts
    """
)


def auditor(question: str, named: frozenset[str], documents: tuple[Document, ...]) -> Statement | None:
    """Return what names the firm that audits, of the year asked for where a sentence has that; ``None`` where nothing does.

    ``named`` are the stems that name the documents; a question that asks after more than them is none of this form.
    """
    rest = {stem(w) for w in words(question) if w not in EMPTY and not any(map(str.isdigit, w))} - named - _OF_THE_FORM
    if not _ASKS.search(question) or rest:
        return None
    years = years_in(question)
    told = [each for document in documents for each in document.once(_told)]
    return max(told, key=lambda t: (len(t.text) <= LONG, bool(years & years_in(t.text)), not _SIGNED.match(t.text)), default=None)


def _told(document: Document) -> tuple[Statement, ...]:
    return statements(document, _TELLS)
