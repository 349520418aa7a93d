"""Answers from documents of one kind, where a question names it: "What challenges do the reports name?", "and in the blogs?".

1. reports, blogs and transcripts are told by the kind that the catalogue has, interviews, webinars, minutes and the like by
   titles and file names, where any says so; one that is spoken of alone ("in the webinar") must be the only one of its name;
2. what is left of the question is asked of these documents alone, and a notice says so;
3. where they do not tell it, the decline says how to ask all documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answer.kinds.holdings import KEPT
from assistant.questions.document_kinds import KIND_OF, kind_to_tell
from assistant.store.rows import DocumentInfo
from assistant.text.terms import stem, stem_set
from assistant.types import Answer

_TITLED = stem_set("interviews webinars panels podcasts meetings minutes workshops roundtables")
"""Words that stand in the titles of documents of that form."""


@dataclass(frozen=True, slots=True)
class OfKind:
    """What is asked, the documents that are to tell it, the words that chose them, and how they are called."""

    question: str
    documents: frozenset[str]
    words: str
    called: str

    def told(self, answer: Answer, *, is_bare: bool) -> Answer:
        """Return an answer that says where it was looked for; a message that says nothing by itself has its own reason."""
        if answer.status == "declined" and is_bare:
            return answer
        if answer.status == "declined":
            reason = f"Nothing found in {self.called} says this. Ask without “{self.words}” to look in all documents."
            return replace(answer, reason=reason)
        notice = f"Only {self.called} {'was' if len(self.documents) == 1 else 'were'} searched."
        return answer.noting(notice) if answer.status == "answered" else answer


def of_kind(question: str, infos: Mapping[str, DocumentInfo]) -> OfKind | None:
    """Return what is asked of documents of one kind; ``None`` where none is named, or that kind is none or all of the documents."""
    asked = kind_to_tell(question)
    if asked is None:
        return None
    named = [id_ for id_, info in infos.items() if stem(asked.many) in _TITLED & _titled(info.title, info.id)]
    if asked.is_one:
        chosen = named if len(named) == 1 else []
    else:
        chosen = named or [id_ for id_, info in infos.items() if info.kind == KIND_OF[asked.many]]
    if not chosen or len(chosen) == len(infos):
        return None
    called = f"“{infos[chosen[0]].title}”" if len(chosen) == 1 else f"the {len(chosen)} {asked.words.lower()}"
    return OfKind(asked.question, frozenset(chosen), asked.words, called)


@lru_cache(KEPT)
def _titled(title: str, id_: str) -> frozenset[str]:
    """Return the stems of a document's title and of its file's name."""
    told = f"{title} {re.sub(r'[-_/.]', ' ', id_)}".lower()
    return stem_set(told.replace("round table", "roundtable"))
