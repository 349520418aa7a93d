"""What in a document speaks of the document and not of its subject: its sources, its authors, where there is more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.patterns import any_case
from assistant.text.terms import stem_set, stems

_HEADING = any_case(
    r"(?:\d+\.?\s*)?(?:references|bibliography|acknowledge?ments?|(?:table of )?contents|(?:end|foot)?notes|further reading"
    r"|copyright|disclaimer|metadata|about (?:us|this \w+|the (?:text|document|transcript|summary|authors?|editors?|contributors?))"
    r"|sources?|related(?: (?:articles?|content|documents?|events|links?|materials?|news|pages?|posts?|publications?|reading"
    r"|resources?|sites?|stories|topics?))?|contact(?: us)?|subscribe|how to cite.*)"
)
_ABOUT = re.compile(r"About (?:the )?((?:[A-Z][\w’'.-]*(?: (?:of|the|and|for|in|&))* ?)+)$")
_POINTS = re.compile(r"\W*(?:\w+\W+){0,12}(?:https?://|www\.)\S+")  # "More is kept at https://…"
_PARTS = r"(?:section|chapter|appendix|annex|part|page|report|paper|guide|document)s?"
_COVERED = r"(?:is|are) (?:further )?(?:discussed|described|covered|explained|dealt with|explored|examined|set out)"
_BEGINS = re.compile(
    r"\W*(?:(?:sign up|join us|subscribe|register (?:here|now)|read more|find out more|click here|download|follow us|share this"
    r"|more to read|(?:further|related|suggested|recommended) reading)\b"
    rf"|for (?:more|further|a fuller)\b|(?:please )?see\b|(?:here|below|next|in (?:this|the (?:next|following)) {_PARTS}),? we\b)"
)
"""How an invitation begins, or what tells where there is more."""
_HOLDS = re.compile(
    r"\b(?:(?:this|the present|an?) (?:\w+ )?(?:text|document|paper|report|summary|transcript|recording|page|post)\b"
    r"[^.]{0,40}\b(?:written|made|prepared|drawn|based|typeset) (?:for|from|on)\b"
    r"|please (?:contact|e-?mail|get in touch|subscribe|register|sign up)\b"
    r"|you(?:['’]d| would) like to (?:know|find out|hear|read) more\b"
    r"|(?:full|complete) (?:report|text|version|list|details)\b[^.]{0,40}\b(?:can be|is|are) (?:found|available|downloaded)\b"
    rf"|{_COVERED}\b[^.,;]{{0,40}}\b{_PARTS}\b"
    r"|(?:essential|useful|excellent|recommended|further) (?:[\w-]+ ){0,2}(?:reading|accounts?|introductions?|overviews?)\b)"
)
"""What tells how the text was made, an invitation, what tells where there is more. Both in small letters: that is quicker."""
_MADE_UP = any_case(
    r"\b(?:made-up|fictional|fictitious|hypothetical|imaginary|invented|not real|illustrative (?:only|count|figures?))\b"
)


def made_up(text: str) -> bool:
    """Say whether a caption tells that what stands under it is invented: "Table 2. Three made-up areas (illustrative only)"."""
    return bool(_MADE_UP.search(text))


def heads_an_aside(heading: str) -> bool:
    """Say whether a heading is that of a section on the document itself: "References", "About the authors", "Contact us"."""
    return bool(_HEADING.fullmatch(heading.strip()))


def introduced(headings: Sequence[str], title: str | None) -> frozenset[str]:
    """Return the stems of whom a section introduces, "About Jo Bell", where the whole document is not about the one named."""
    names = next((match[1] for heading in headings if (match := _ABOUT.match(heading.strip()))), None)
    if names is None:
        return frozenset()
    named = stem_set(names)
    return named if named.isdisjoint(stems(title or "")) else frozenset()


def speaks_of_itself(text: str) -> bool:
    """Say whether a sentence only says where there is more, how the text was made, or what its reader should do."""
    small = text.lower()
    return bool(_BEGINS.match(small) or _HOLDS.search(small) or _POINTS.fullmatch(small))
