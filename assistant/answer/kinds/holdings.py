"""What a message asks of whole documents: "Summarise the Coventry report", "What do we hold on Wigan?".

:func:`requested` tells from its form whether a message asks for a summary or a listing, and which documents it means, by
their titles, file names, dates, authors and kinds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from assistant.questions.document_kinds import NOUNS
from assistant.questions.openings import IS, POLITE, THANKS
from assistant.store.rows import DocumentInfo
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, stem_set, stems, terms
from assistant.text.years import YEAR

KEPT = 32_768  # titles whose words are kept: a request may mean any of a large catalog's, and is followed by another
Order = Literal["newest", "oldest", "longest", "shortest"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks of whole documents: their ids, best first, and the subject ("" for any).

    A ``summary`` of several documents is a question back: which of them is meant? A ``section`` is the part of a document that is
    headed by the subject, or speaks most of it. Of a ``listing`` the first few in some ``order`` may be wanted.
    """

    kind: Literal["summary", "section", "listing"]
    documents: tuple[str, ...]
    topic: str = ""
    order: Order | None = None


_FURTHER_NOUNS: Mapping[str, str] = {
    "report": "study pdf",
    "blog": "page",
    "transcript": "video conversation talk lecture keynote session discussion hearing debate",
    "": "document source file text item material piece guide handbook manual toolkit",
}
KIND_OF = {
    form: kind
    for kind, nouns in _FURTHER_NOUNS.items()
    for noun in f"{NOUNS.get(kind, '')} {nouns}".split()
    for form in (noun, "studies" if noun == "study" else f"{noun}s")
}
"""The kind of document that a word is for, "" for any."""
NOUN = "|".join(sorted(KIND_OF, key=len, reverse=True))
_PLEASE = (
    rf"\W*(?:{POLITE}|i (?:want|need|would like) (?:you to )?|give me |show me "
    r"|write |make )*"
)
_SUMMARY = (
    any_case(rf"{_PLEASE}(?:summari[sz]e|sum up|tl;?dr:?|outline|recap)\s+(?P<what>.+?){THANKS}\W*"),
    any_case(
        rf"{_PLEASE}(?:an? |the )?(?:(?:short|brief|quick) )?(?:summary|overview|outline|gist"
        rf"|abstract) of (?P<what>.+?){THANKS}\W*"
    ),
    any_case(
        r"\W*what (?:are|were|is) the (?:main|key|central) (?:points?|messages?|findings?|ideas?|arguments?|themes?) (?:of"
        r"|in) (?P<what>.+?)\W*"
    ),
    any_case(r"\W*what (?:does|do|did) (?P<what>.+?) (?:say|cover|argue|contain|conclude|discuss|find|show|talk about)\W*"),
    any_case(r"\W*what (?:is|was) (?:said|discussed|talked about|covered) (?:in|at|during) (?P<what>.+?)\W*"),
    any_case(r"\W*what (?:happened|went on) (?:at|during) (?P<what>.+?)\W*"),
    any_case(rf"\W*what(?:'s| is| was) (?P<what>.*\b(?:{NOUN})\b.*|[\"“'‘].+[\"”'’]) about\W*"),
    any_case(
        r"\W*(?:give|show|send) me (?P<what>the (?:minutes|notes|transcript|recording|interview|talk) (?:of|from|with) .+?)\W*"
    ),
)
_SECTION = any_case(
    rf"{_PLEASE}(?:summari[sz]e|sum up|outline|recap|(?:an? |the )?(?:(?:short|brief|quick) )?(?:summary|outline) of)"
    r"\s+(?:the )?(?:section|chapter|part)s?(?: (?:on|about|called|headed|entitled|titled))?\s+(?P<topic>.+?)\W*"
)
_NAMES_KIND = any_case(rf"\b(?:{NOUN})\b")
_WITHIN = any_case(r"(?P<topic>.+?) (?:in|of|from) (?P<what>.+)")
_ORDERS: Mapping[str, Order] = {
    "newest": "newest",
    "latest": "newest",
    "most recent": "newest",
    "oldest": "oldest",
    "earliest": "oldest",
    "longest": "longest",
    "shortest": "shortest",
}
_FIRST = "|".join(_ORDERS)
_HELD = r"(?: (?:(?:that )?(?:we|you) (?:have|hold)|there is|in (?:the|your|our|this) (?:corpus|collection|library|archive)))?"
_IN_ORDER = (
    any_case(
        rf"\W*(?:(?:what|which){IS}?|show(?: me)?|find(?: me)?|give me)(?: the)? (?P<order>{_FIRST})"
        rf"(?: (?P<noun>{NOUN}|news|thing|word|evidence))?{_HELD}(?: (?:on|about|regarding|concerning) (?P<topic>.+?))?\W*"
    ),
    any_case(
        rf"\W*which (?:(?:one )?of (?:the|these|your|our) )?(?P<noun>{NOUN})(?: on (?P<topic>.+?))? (?:is|are|was|were)(?: the)?"
        rf" (?P<order>{_FIRST})(?: ones?)?\W*"
    ),
)
_HAVE = (
    r"(?:do|did) (?:we|you|i) (?:have|hold|keep|got)|have (?:we|you) got|(?:is|are) there|(?:is"
    r"|are) (?:in the (?:corpus|collection|library)|available|held)"
)
_ON = (
    r"(?:on|about|regarding|concerning|that (?:mention|discuss|cover|talk about|deal with|speak of)|which (?:mention"
    r"|discuss|cover)|mentioning|covering)"
)
_DATED = r"(?:from|of(?=.*\d)|in|published in|dated|written in)"
_ALL = r"(?:(?:the|your|this|our) (?:corpus|collection|library|archive)|(?:the|your|these|our) (?:documents|sources))"
_ABOUT = r"(?:about|on|to (?:learn|know|find out|understand more) about|to understand|regarding)"
_READING = (
    any_case(
        rf"{_PLEASE}(?:(?:summari[sz]e|sum up|show|list|tell) )?(?:me )?(?:everything|all|whatever|what) (?:that )?"
        rf"(?:(?:we|you) (?:have|hold|know|(?:have )?got)|there is|{_ALL} (?:has|have|says?)) {_ON} (?P<topic>.+?){THANKS}\W*"
    ),
    any_case(rf"\W*what (?:else )?should (?:i|we) read(?: first| next)?(?: {_ABOUT} (?P<topic>.+?))?\W*"),
    any_case(
        rf"\W*(?:what|which) (?P<noun>{NOUN}) (?:should (?:i|we) read|(?:is|are)(?: the)? (?:best|most (?:helpful|relevant|useful))"
        rf"(?: (?:one|place) to start)?)(?: first| next)?(?: (?:{_ABOUT}|for) (?P<topic>.+?))?\W*"
    ),
    any_case(rf"\W*what are the (?:key|main|central) (?:themes|topics|subjects)(?: (?:here|(?:in|of|across) {_ALL}))?\W*"),
)
"""Forms that ask what there is to read, which look like a summary or a question."""
_LISTING = (
    any_case(rf"\W*what (?:else )?(?:do|have) (?:we|you) (?:hold|have|got|keep) (?:{_ON}) (?P<topic>.+?)\W*"),
    any_case(
        rf"\W*(?:(?:{_HAVE}) )?(?:any|some)(?:thing| (?:information|info|material)) (?:else )?(?:in {_ALL} )?{_ON}"
        r" (?P<topic>(?!(?:how|what|which|why|whether|who|whom|whose|when|where|that|this|it|them|these|those)\b).+?)\W*"
    ),
    any_case(rf"\W*(?:what|which|how many) (?P<noun>(?:\w+ )?(?:{NOUN})) (?:{_HAVE})(?: (?P<rest>.+?))?(?: (?:{_HAVE}))?\W*"),
    any_case(
        rf"\W*(?:what|which) (?P<noun>(?:{NOUN}))(?P<rest> (?:are (?:on|about|from)|mention|discuss|cover|talk about"
        rf"|deal with|speak of|were published in|were written in)\b.+?)\W*"
    ),
    any_case(
        rf"{_PLEASE}(?:list|show(?: me)?|name|find(?: me)?|enumerate|display)?\s*(?:me )?(?:all |all of |every )*(?:the "
        rf"|our |your )*(?P<noun>(?:{NOUN}))(?P<rest> (?:{_ON}|{_DATED}|by)\b.+?)?(?: (?:that )?(?:we|you) (?:have"
        rf"|hold))?\W*"
    ),
    any_case(
        rf"\W*(?:what(?:'s| is) in (?:here|{_ALL})|what (?:do|have) you (?:hold|read|got)|what do you have"
        rf"|what(?:'s| is) {_ALL} (?:all )?about|what (?:topics|subjects|themes) (?:do you|does {_ALL}) (?:cover|have|hold))\W*"
    ),
)
_LIST_VERB = any_case(rf"{_PLEASE}(?:list|show|name|find|enumerate|display)\b")
_YEAR = re.compile(rf"\b{YEAR}\b")


def requested(question: str, infos: Sequence[DocumentInfo]) -> Request | None:
    """Return what a message asks of whole documents; ``None`` for any other question, or where no document is meant."""
    text = " ".join(question.split())
    if match := _SECTION.fullmatch(text):
        return _section_request(match["topic"], infos)
    for form in _IN_ORDER:
        if (match := form.fullmatch(text)) and (match["topic"] or (match["noun"] or "").lower() in KIND_OF):
            listed = _listing_request("", match["noun"] if not match["topic"] else "", infos)
            return replace(listed, topic=match["topic"] or "", order=_ORDERS[match["order"].lower()])
    if match := next(filter(None, (form.fullmatch(text) for form in _READING)), None):
        groups = match.groupdict()
        return _listing_request(groups.get("topic") or "", groups.get("noun") or "", infos)
    for form in _SUMMARY:
        if match := form.fullmatch(text):
            documents = matching(match["what"], infos, whole=form not in _SUMMARY[:2])
            return Request("summary", documents) if documents else None
    for form in _LISTING:
        if match := form.fullmatch(text):
            groups = match.groupdict()
            if form is _LISTING[4] and not _LIST_VERB.match(text):
                continue
            return _listing_request(groups.get("topic") or groups.get("rest") or "", groups.get("noun") or "", infos)
    return None


def summarised(question: str) -> str | None:
    """Return what a message names of which it asks a summary: "the minutes of the March meeting"; ``None`` for any other."""
    text = " ".join(question.split())
    return next((match["what"] for form in _SUMMARY if (match := form.fullmatch(text))), None)


_POINTS_BACK = any_case(
    r"\b(?:it|its|this|that|these|those|them|they|their|he|she|ones?|first|second|third|last|others?|both|same)\b"
)
_ASKING = frozenset("summarise summarize summary sum tl dr outline recap overview gist abstract short brief quick please".split())


def complete(question: str, infos: Sequence[DocumentInfo]) -> Request | None:
    """Return the summary or listing that a message asks for by itself ("Summarise the Deal", not "the report"); else ``None``."""
    request = None if _POINTS_BACK.search(question) else requested(question, infos)
    if request is None or request.kind == "section":
        return None
    names_none = all(term in STOP_WORDS or term in _ASKING or term in KIND_OF for term in terms(question))
    return None if request.kind == "summary" and names_none else request


def _section_request(topic: str, infos: Sequence[DocumentInfo]) -> Request:
    """Return a request for a section, of the documents that are named behind its subject: "funding in the Deal report"."""
    split = _WITHIN.fullmatch(topic)
    within = matching(split["what"], infos, whole=not _NAMES_KIND.search(split["what"])) if split else ()
    bare = split["topic"] if split and within else topic
    return Request("section", within or tuple(i.id for i in infos), bare.strip(" \"'“”"))


def _listing_request(rest: str, noun: str, infos: Sequence[DocumentInfo]) -> Request:
    kind = next((KIND_OF[word] for word in reversed(noun.lower().split()) if word in KIND_OF), "")
    lead = noun.rsplit(" ", 1)[0] if " " in noun else ""
    chosen = [i for i in infos if not kind or i.kind == kind]
    if year := _YEAR.search(rest):
        dated = re.search(rf"\b{_DATED} {year[0]}", rest, re.I)
        if dated:
            chosen = [i for i in chosen if (i.date or "").startswith(year[0])]
            rest = rest.replace(dated[0], "")
    if author := re.search(r"\bby (?P<name>[^,]+?)\s*$", rest):
        written = [i for i in chosen if set(terms(author["name"])) <= set(terms(" ".join(i.authors)))]
        if written:
            chosen, rest = written, rest[: author.start()]
    topic = re.sub(rf"^\W*(?:are |were )?(?:{_ON}|mention|discuss|cover|talk about|deal with|speak of)\b", "", rest, flags=re.I)
    topic = " ".join(part for part in (lead if lead.lower() not in _FILLERS else "", topic.strip(" ?.!")) if part)
    return Request("listing", tuple(i.id for i in chosen), "" if all(t in STOP_WORDS | _FILLERS for t in terms(topic)) else topic)


_FILLERS = frozenset("kind kinds sort sorts type types all available have hold got many other different your the total".split())


def matching(phrase: str, infos: Sequence[DocumentInfo], *, whole: bool = False) -> tuple[str, ...]:
    """Return the ids of the documents that a phrase names: "the Coventry report", "“Housing First: a panel”".

    Every word of the phrase must be in the title, the file's name, the date or the authors; a word for a kind chooses that
    kind. The document whose title is the phrase comes alone, and a newer edition in place of the one that it supersedes. Where
    ``whole`` is set, a phrase without a word for a kind must have at least half of the words of the title or of the file's name,
    so that "the council" names none.
    """
    wanted = _wanted(phrase)
    exact = [i.id for i in infos if _plain(phrase) in _called(i.title) or i.id.lower() == phrase.strip(" \"'“”").lower()]
    if exact:
        return tuple(exact)
    kinds = {KIND_OF[w] for w in wanted if w in KIND_OF}
    content = subject(phrase)
    if kinds and not content:  # "the report": any of its kind may be meant
        named = [i for i in infos if i.kind in kinds or "" in kinds]
    else:
        named = [i for i in infos if content <= _names_of(i)] if content else []
    full = [i for i in named if {stem(w) for w in wanted} <= _names_of(i)]
    of_kind = [i for i in named if i.kind in kinds or "" in kinds]
    chosen = of_kind or full or ([] if whole and kinds - {""} else named)
    if whole and not kinds:
        chosen = [i for i in chosen if any(2 * len(content & words) >= len(words) for words in _names(i))]
    gone = {i.metadata.get("supersedes", "") for i in chosen}
    chosen = [i for i in chosen if i.id not in gone] or chosen
    return tuple(i.id for i in sorted(chosen, key=lambda i: (len(_names_of(i)), i.id)))


def subject(phrase: str) -> set[str]:
    """Return the stems that tell which document a phrase names: without the words for a kind of document."""
    return {stem(w) for w in _wanted(phrase) if w not in KIND_OF}


def _wanted(phrase: str) -> list[str]:
    named = set(re.findall(r"\b[A-Z]\w+", phrase))  # "Total Place"
    return [t for t in terms(phrase.replace("_", " ")) if t not in _FILLERS or t.capitalize() in named]


def _names_of(info: DocumentInfo) -> frozenset[str]:
    told = f"{info.title} {info.id.replace('-', ' ').replace('_', ' ')} {info.date or ''} {' '.join(info.authors)}"
    return _words_of(f"{told} {(info.date or '').replace('-', ' ')}")


def _names(info: DocumentInfo) -> list[AbstractSet[str]]:
    """Return the stems that tell in its title, and those in the name of its file where it is of several words."""
    title = _words_of(info.title) - STOP_WORDS
    file = _words_of(PurePosixPath(info.id).stem.replace("-", " ").replace("_", " ")) - STOP_WORDS
    return [title, file] if len(file) > 1 else [title]


@lru_cache(KEPT)
def _words_of(told: str) -> frozenset[str]:
    return stem_set(told)


@lru_cache(KEPT)
def _called(title: str) -> frozenset[str]:
    """Return what a work goes by, made plain: its title, and its main title where that is several words."""
    main = _plain(title.partition(":")[0])
    return frozenset({_plain(title), main} if " " in main else {_plain(title)})


@lru_cache(KEPT)
def _plain(title: str) -> str:
    return " ".join(stems(re.sub(r"^\s*(?:the|a|an)\b", "", title, flags=re.I)))


def clarified(request: Request, infos: Mapping[str, DocumentInfo]) -> tuple[str, ...]:
    """Return the readings of a request for a summary that several documents fit, at most three."""
    return tuple(f"Summarise “{name}”" for name in told_apart(request.documents[:3], infos))


def told_apart(documents: Sequence[str], infos: Mapping[str, DocumentInfo]) -> list[str]:
    """Return a name for each document that means it alone: its title, or its id where another document goes by the same title."""
    titles = Counter(_plain(info.title) for info in infos.values())
    return [infos[id_].title if titles[_plain(infos[id_].title)] == 1 else id_ for id_ in documents]
