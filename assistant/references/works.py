"""The works that citations come from, in the terms of a reference list: who, when, what, where.

Nothing is invented. A work without an author goes by its title, one without a date is "n.d.", and there is no date of
access. Names are taken apart only where they look like those of people; "Okafor, Ines" is always a person, and
"{Lankelly Chase}", as in BibTeX, always a body.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from assistant.types import Answer, Citation, Locator, clock

GENRES: Mapping[str, str] = {"report": "Report", "blog": "Blog", "transcript": "Transcript"}

_BODY_WORDS = frozenset(
    """
    academy agency alliance assembly association authority bank board borough bureau centre center charity church city co
    collective college commission committee company consortium consulting council county department director directorate
    embassy faculty federation forum foundation fund government group health hospital house inc institute institution
    international laboratory league library limited llc llp local ltd ministry movement museum national network news
    office organisation organization parliament partners partnership plc press project pty research school secretariat
    service services society studio systems team times trust union university watch
    """.split()
)
_PARTICLES = frozenset("al da das de degli dei del della den der di do dos du el la le ten ter van von zu".split())
_PERSON_WORD = re.compile(r"(?:[^\W\d_]['’])?[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?|(?:[^\W\d_]\.-?){2,}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_SUFFIXES = frozenset({"inc", "ltd", "llc", "plc", "co", "gmbh", "pty"})
SUSPICIOUS = "Warning: this source holds text that may be meant to mislead a reader or a language model; its receipt quotes it."


class Described(Protocol):
    """What the catalog knows of a document."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def authors(self) -> Sequence[str]: ...
    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def media_url(self) -> str | None: ...
    @property
    def receipt(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a person, taken apart, or a body, whose whole name is in ``family``."""

    family: str
    given: str = ""
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A document as a reference list names it. ``date`` has one to three numbers: year, month, day; empty where unknown.

    ``warning`` says that the receipt names something suspicious. ``suffix`` tells works of the same authors and year apart
    ("a", "b"); ``key`` is unique in an export.
    """

    document: str
    title: str
    kind: str
    names: tuple[Name, ...]
    date: tuple[int, ...]
    url: str | None = None
    media_url: str | None = None
    source: str | None = None
    warning: str = ""
    suffix: str = ""
    key: str = ""

    @property
    def year(self) -> str:
        """The year with its suffix, "n.d." where there is none."""
        return f"{self.date[0]}{self.suffix}" if self.date else f"n.d.{self.suffix}"

    def link(self, place: Locator) -> str | None:
        """Return the web address of a place in the work: the recording from its second on, else the page of the work."""
        if self.media_url is not None and place.start_seconds is not None:
            return media_link(self.media_url, place.start_seconds)
        return self.url

    def csl(self, *, place: str = "") -> dict[str, Any]:
        """Return the work as a CSL-JSON item; ``place`` goes into its ``page``."""
        types = {"report": "report", "blog": "post-weblog", "transcript": "speech"}
        names = [
            {"literal": n.family}
            if not n.given
            else {"family": n.family, "given": n.given} | ({"non-dropping-particle": n.particle} if n.particle else {})
            for n in self.names
        ]
        item = {
            "id": self.key,
            "type": types.get(self.kind, "webpage" if self.url else "manuscript"),
            "title": self.title,
            "author": names,
            "issued": {"date-parts": [list(self.date)]} if self.date else None,
            "genre": GENRES.get(self.kind),
            "URL": self.url or self.media_url,
            "page": place,
            "year-suffix": self.suffix,
        }
        return {name: value for name, value in item.items() if value}


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation with its number in an export, counted from 1, and the work it is from."""

    number: int
    citation: Citation
    work: Work

    @property
    def link(self) -> str | None:
        """The web address of the place that is cited."""
        return self.work.link(self.citation.locator)


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """Answers with all their references numbered as one list; ``numbers`` gives, per answer, marker to number."""

    answers: tuple[Answer, ...]
    references: tuple[Reference, ...]
    numbers: tuple[Mapping[int, int], ...]

    @property
    def works(self) -> tuple[Work, ...]:
        """The works in the order they are first cited."""
        return tuple({r.work.key: r.work for r in self.references}.values())

    def places(self, work: Work) -> tuple[str, ...]:
        """Where in a work the citations stand, each place once."""
        said = (place_in_work(r.citation.locator, work.title) for r in self.references if r.work.key == work.key)
        return tuple(dict.fromkeys(place for place in said if place))


def gather(answers: Sequence[Answer], documents: Mapping[str, Described]) -> CitedWorks:
    """Number the citations of all answers, in order and each once, and name their works."""
    cited: dict[str, Citation] = {}
    numbers = []
    for answer in answers:
        own = {}
        for citation in answer.citations:
            cited.setdefault(citation.citation_id, citation)
            own[citation.marker] = list(cited).index(citation.citation_id) + 1
        numbers.append(own)
    by_document = {c.document: _work(c, documents.get(c.document)) for c in reversed(cited.values())}
    works = _told_apart({c.document: by_document[c.document] for c in cited.values()})
    references = tuple(Reference(n, c, works[c.document]) for n, c in enumerate(cited.values(), 1))
    return CitedWorks(tuple(answers), references, tuple(numbers))


def _work(citation: Citation, described: Described | None) -> Work:
    """Return the work that a citation is of, as the catalog describes it, or as the citation does where it is gone from there."""
    if described is None:  # the document has left the corpus; the citation itself still says this much
        return Work(citation.document, one_line(citation.title) or citation.document, citation.kind, (), _date(citation.date))
    return Work(
        document=citation.document,
        title=one_line(described.title) or citation.document,
        kind=described.kind,
        names=tuple(name(author) for author in map(one_line, described.authors) if author),
        date=_date(described.date),
        url=_web(described.url),
        media_url=_web(described.media_url),
        source=one_line(described.source or "") or None,
        warning=SUSPICIOUS if described.receipt.get("suspicious") else "",
    )


def _told_apart(works: Mapping[str, Work]) -> dict[str, Work]:
    """Give works of the same authors and year the letters a, b, c in order of their titles, and each work a key."""
    same: dict[tuple[tuple[Name, ...], str], list[Work]] = {}
    for work in works.values():
        if work.names:
            same.setdefault((work.names, work.year), []).append(work)
    letters = {
        work.document: _letters(n)
        for group in same.values()
        if len(group) > 1
        for n, work in enumerate(sorted(group, key=lambda w: (w.title, w.document)))
    }
    keys: Counter[str] = Counter()
    told = {}
    for document, work in works.items():
        stem = _key(work)
        keys[stem] += 1
        key = stem if keys[stem] == 1 else f"{stem}-{keys[stem]}"
        told[document] = replace(work, suffix=letters.get(document, ""), key=key)
    return told


def _letters(number: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1 …"""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def _key(work: Work) -> str:
    who = work.names[0].family if work.names else ""
    word = next((w for w in re.findall(r"\w+", work.title) if len(w) > 3), "")
    year = str(work.date[0]) if work.date else "nd"
    plain = unicodedata.normalize("NFKD", f"{who} {year} {word}".lower())
    return "".join(re.findall(r"[a-z0-9]+", plain)) or "work"


def name(author: str) -> Name:
    """Take the name of a person apart; a name that does not look like one stays whole."""
    if author.startswith("{") and author.endswith("}"):
        return Name(author[1:-1].strip())
    family, comma, given = (part.strip() for part in author.partition(","))
    if comma and family and given and given.lower().rstrip(".") not in _SUFFIXES:
        return Name(family, given) if "," not in given else Name(author)
    parts = author.split()
    if not _looks_like_a_person(parts):
        return Name(author)
    first = next((n for n, word in enumerate(parts[1:-1], 1) if word.lower() in _PARTICLES and word[0].islower()), None)
    if first is None:
        return Name(parts[-1], " ".join(parts[:-1]))
    last = next(n for n in range(first, len(parts)) if parts[n].lower() not in _PARTICLES or n == len(parts) - 1)
    return Name(" ".join(parts[last:]), " ".join(parts[:first]), " ".join(parts[first:last]))


def _looks_like_a_person(parts: Sequence[str]) -> bool:
    if not 2 <= len(parts) <= 5 or any(part.lower().strip(".,") in _BODY_WORDS for part in parts):
        return False
    return (
        parts[0].lower() != "the"
        and all(_PERSON_WORD.fullmatch(part) for part in parts)
        and all(part[0].isupper() or part in _PARTICLES for part in parts)
        and not any(part.isupper() and len(part) > 2 and "." not in part for part in parts)
    )


def place_in_work(place: Locator, title: str = "") -> str:
    """Say a place for a reference list: "p. iv (sheet 4)", "12:05 to 12:31, Funder", a section; "" where there is none."""
    return one_line(str(place.beneath(title)))


def short_place(place: Locator) -> str:
    """Say a place for a citation in the text, as printed: "p. iv", "pp. 4–5", "12:05", "slide 3"."""
    if place.page is not None:
        return ("p. " if place.end_page is None else "pp. ") + (place.page_label or place.sheets)
    if place.slide is not None:
        return f"slide {place.slide}"
    return "" if place.start_seconds is None else clock(place.start_seconds)


def media_link(url: str, seconds: float) -> str | None:
    """Return a media address that starts at a time, in whole seconds; ``None`` if it is not a web address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return None
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "t"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("t", str(int(seconds)))])))


def _web(url: str | None) -> str | None:
    """Return a web address with everything encoded that an address may not hold; ``None`` for any other scheme."""
    try:
        known = urlsplit((url or "").strip()).scheme in ("http", "https")
    except ValueError:
        return None
    return quote(url.strip(), safe="!#$%&'()*+,/:;=?@[]~", errors="replace") if url and known else None


def _date(iso: str | None) -> tuple[int, ...]:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T.*)?", iso or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def one_line(text: str) -> str:
    """Return text as one line, without characters that control a terminal or turn the direction of what follows."""
    return " ".join(_CONTROL.sub(" ", text).split())
