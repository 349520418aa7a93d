"""Questions that compare two things: which two, in what, and what is to be asked of each by itself.

"How do the Fund and the Scheme differ in cost and in who runs them?" asks of each how much it cost and who runs it; "How close
together did they come?" asks of each when. "How do Northam and Oxley work with tenants?" asks one thing of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.questions.openings import ASKING, IS, PLEASE
from assistant.text.patterns import any_case
from assistant.text.terms import content_stems, terms

LONGEST = 6  # words of a side
FACETS = 3  # things that two are compared in; of more the first ones are asked
WHAT_IS = "What is {}?"
CAME = "came|comes|was|is|started|began|happened|opened|opens|ended"
FIRST = "first|earlier|later|last"
"""What asks for the order of two, behind a verb of those: "which came first", "which was later"."""

_COMPARE = r"(?:compare and contrast|compare|contrast)"
_IN = r"(?:in terms of|when it comes to|on|in|over|about|regarding)"
_TOPIC = rf"(?:,? {_IN} (?!(?:the )?(?-i:[A-Z]))(?P<topic>.+?))?"  # "the dams in Tansy Clough" are one side
_DIFFERENCE = rf"\W*(?:what{IS} )?(?:the )?(?:main |key )?(?:differences?|contrasts?)"
_THING = r"(?:(?:the|an?) |(?-i:[A-Z]))"
_NAME = r"(?-i:(?:[Tt]he )?[A-Z][\w’'&.-]*(?: (?:of |for |the )*[A-Z][\w’'&.-]*)*)"
_BOTH = rf"(?P<one>{_NAME}),? and (?P<other>{_NAME})"
_DO = (  # of each by itself, and nothing that two do with one another
    r"(?:both |each )?(?P<do>(?!and\b|or\b|agree|disagree|collaborat|co-?operat|interact|relate|link|connect|overlap"
    r"|merge|meet\b|fit\b|(?:[\w’'-]+ ){0,3}(?:together|jointly|each other|one another)\b)(?-i:[a-z]).+?)"
)
_MORE = (
    r"(?:(?P<costs>costs?|(?:was|is) (?:cheaper|dearer))(?: (?:more|less|the most|the least))?(?: money)?"
    r"|(?P<lasts>ran|runs|lasted|lasts|took|takes|went on) (?:for )?(?:longer|shorter|the longest|the shortest)"
    r"|[a-z]+ (?:more|fewer|less|the most|the fewest|the least) (?P<counts>(?!(?:an?|per|each|every) )[a-z][a-z -]*?))"
)
_DID = r"(?P<did>[a-z]+(?: (?:in|into|out|to|on) [a-z]+)?)"

_FORMS: tuple[tuple[str, bool], ...] = (  # and whether it is asked how the two differ
    (
        rf"\W*{PLEASE}{_COMPARE} (?:the )?(?P<topic>(?!the )(?-i:[a-z][a-z’', -]*?)) (?:of|between|in) (?P<one>{_THING}.*?) "
        rf"(?:and|with|to|against) (?P<other>{_THING}.+?)\W*",
        False,
    ),
    (rf"\W*{PLEASE}{_COMPARE} (?P<way>how|why|when|where) {_BOTH} {_DO}\W*", False),
    (rf"\W*{PLEASE}{_COMPARE} (?P<one>.+?) (?:and|with|to|against) (?P<other>.+?){_TOPIC}\W*", False),
    (rf"\W*(?P<one>.+?) (?:vs\.?|versus) (?P<other>.+?){_TOPIC}\W*", False),
    (rf"{_DIFFERENCE} {_IN} (?P<topic>[^,;:]+?) between (?P<one>.+?) and (?P<other>.+?)\W*", True),
    (rf"{_DIFFERENCE} between (?P<one>.+?) and (?P<other>.+?){_TOPIC}\W*", True),
    (rf"\W*how (?:do|does|did) (?P<one>.+?) (?:differ from|compare (?:to|with)) (?P<other>.+?){_TOPIC}\W*", True),
    (rf"\W*how (?:do|does|did) (?P<one>.+?) and (?P<other>.+?) (?:differ|compare){_TOPIC}\W*", True),
    (
        r"\W*(?:how|in what ways?|why) (?:is|are|was|were) (?P<one>.+?) (?:different|distinct) (?:from|to|than) (?P<other>.+?)\W*",
        True,
    ),
    (r"\W*what (?:makes|made|sets|set) (?P<one>.+?) (?:different from|apart from) (?P<other>.+?)\W*", True),
    (r"\W*(?:what|how much) (?:do|does|did) (?P<one>.+?) and (?P<other>.+?) (?P<common>have in common|share)\W*", False),
    (r"\W*what (?:do|does|did) (?P<one>.+?) (?P<adds>add) to (?P<other>.+?)\W*", True),
    (
        r"\W*how (?:close|near|far|long) (?:together|apart) (?P<be>is|are|was|were|do|does|did) (?P<one>.+?) and "
        rf"(?P<other>.+?) {_DID}\W*",
        False,
    ),
    (
        rf"\W*(?:which|what) (?:(?P<came>{CAME}) )?(?P<first>{FIRST})[:,]? (?P<one>.+?),? or "
        r"(?P<other>.+?)\W*",
        False,
    ),
    (rf"\W*(?:which|who)(?: of the two)?(?: [a-z]+)?? {_MORE}[,:] (?P<one>.+?),? or (?P<other>.+?)\W*", False),
    (rf"\W*(?P<way>how|what|why|when|where) (?P<aux>do|did|have|are|were|will|can) {_BOTH} {_DO}\W*", False),
)
_OF_ONE_BY_ITSELF = {"do": "does", "have": "has", "are": "is", "were": "was"}
_READ = tuple((any_case(form), wants) for form, wants in _FORMS)
_OTHERS = any_case(
    r"(?:(?:the|any|all|most) )?(?:(?:others?|rest|its|their|what|usual|previous|earlier|existing|ordinary|traditional)\b"
    r"|(?:first|second|third|last|former|latter)(?: one)?\W*$)"
)
_OWNED = re.compile(r"^(?:its|their|his|her) | by (?:[A-Z][\w.’'-]*(?:,? and |, |\s|$))+$")
_JOINT = any_case(rf",? and (?:(?:{_IN}|the|their) )*|, (?:(?:{_IN}|the|their) )*")
_WAY = re.compile(r"(?P<who>.+?)['’]s? (?:\w+ )?(?:approach(?:es)?|ways?|models?|methods?|case)")
_WHOSE = re.compile(r"['’]s?$")
_IN_ONE = re.compile(r"(?P<what>(?:the |an? )?[a-z][\w -]*? (?:in|at|of|for) )(?:the )?[A-Z][\w -]*")
_PLACE = re.compile(r"(?:in |at |of |for )?(?P<place>[A-Z][\w-]*(?: [A-Z][\w-]*)*)")
_OF_A_KIND = re.compile(r"(?P<place>[A-Z][\w-]*(?: [A-Z][\w-]*)*) (?!(?:cost|budget|figure|result)s$)[a-z][\w-]*s")
_OF_ONE = re.compile(r".+?['’]s? (?P<what>[a-z][\w -]*)")
_ALONE = re.compile(r"[A-Z][\w .-]*['’]s?")
_ARTICLE = any_case(r"^(?:the|an?) ")
_ASKS = any_case(rf"{ASKING}\b")
_THEM = any_case(r"\b(?:them|they|each(?: of them| one)?|it)\b")
_THEY_DID = any_case(
    r"(?P<asks>when|where|why) (?:they|each(?: of them| one)?|it) (?:(?P<be>is|are|was|were|did|do|have|has|had) )?(?P<did>.+)"
)
_HOW_MANY = "How many {}?"
_MEASURED = (
    (any_case(r"(?:cost|price)s?$"), "How much did {} cost?"),
    (any_case(r"(?:length|duration)s?$"), "How long did {} last?"),
    (any_case(r"numbers?$"), _HOW_MANY),
    (any_case(r"number of (?P<what>.+)$"), "How many {what} did {{}} have?"),
    (any_case(r"(?:money|funding|budgets?)$"), "How much money did {} have?"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two things that are compared, what they are compared in ("" for nothing special), whether it is asked how they differ.

    ``adds``: it is asked what the one adds to the other, which what each is does not tell. ``when`` asks of a side, "{}", when it
    came, where it is asked how far apart they were; "" where it is not. ``in_common``: it is asked what both have. ``shared``: what
    is asked of both alike, as it is asked of one, "{}"; "" where they are compared. ``measured``: it is asked which has more of it.
    """

    one: str
    other: str
    topic: str = ""
    wants_contrast: bool = True
    when: str = ""
    adds: bool = False
    in_common: bool = False
    shared: str = ""
    measured: bool = False

    @property
    def topics(self) -> tuple[str, ...]:
        """What the two are compared in, each thing by itself: "reach" and "who leads them"."""
        return tuple(part.strip() for part in _JOINT.split(self.topic)[:FACETS] if part.strip())

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked of each side, "{}" standing for it; () where it is only what each is."""
        alone = self.when or self.shared
        return tuple(map(_question, self.topics)) or ((alone,) if alone else ())

    def of(self, side: str) -> tuple[str, ...]:
        """Return what is asked of a side."""
        bare = _ARTICLE.sub("", side)
        return tuple(each.format(bare if each == _HOW_MANY else side) for each in self.asked or (WHAT_IS,))

    @property
    def is_open(self) -> bool:
        """Whether one thing is set against whatever there is of its kind: "other programmes", "its predecessor"."""
        return bool(_OTHERS.match(self.other))


def sides(question: str) -> Pair | None:
    """Return the two things that a question wants compared; ``None`` for any other question."""
    text = " ".join(question.split())
    for form, wants_contrast in _READ:
        if match := form.fullmatch(text):
            told = match.groupdict()
            one, other = _as_named(*(_OWNED.sub("", told[side]) for side in ("one", "other")))
            if all(content_stems(side) and len(terms(side)) <= LONGEST for side in (one, other)):
                adds, in_common, measure = bool(told.get("adds")), bool(told.get("common")), _measure(told)
                topic = told.get("topic") or measure
                return Pair(one, other, topic, wants_contrast, _when(told), adds, in_common, _shared(told), bool(measure))
    return None


def _as_named(one: str, other: str) -> tuple[str, str]:
    """Return two sides each by its own name: "Wigan" and "Coventry" of "Wigan and Coventry's approach".

    So are those of one kind, "the Northam and Oxley schemes". What only the first one has is of both: "Oxley's loans" and
    "Northam's", "the grants in Carrow" and "in Stainby".
    """
    if way := _WAY.fullmatch(other):
        own = _WAY.fullmatch(one)
        return (own["who"] if own else _WHOSE.sub("", one)), way["who"]
    if (alone := _PLACE.fullmatch(_ARTICLE.sub("", one))) and (kind := _OF_A_KIND.fullmatch(other)):
        return alone["place"], kind["place"]
    if (owned := _OF_ONE.fullmatch(one)) and _ALONE.fullmatch(other):
        return one, f"{other} {owned['what']}"
    if (placed := _IN_ONE.fullmatch(one)) and (place := _PLACE.fullmatch(other)):
        return one, f"{placed['what']}{place['place']}"
    return one, other


def _measure(told: dict[str, str | None]) -> str:
    """Return what is measured where it is asked which of two has more of it: "cost", "length", "number of areas"; else ""."""
    if counts := told.get("counts"):
        return counts if counts in ("money", "funding") else f"number of {counts}"
    return "cost" if told.get("costs") else "length" if told.get("lasts") else ""


def _shared(told: dict[str, str | None]) -> str:
    """Return what is asked of two things alike, put to one: "How does {} train staff?"; "" where it is not."""
    aux = (told.get("aux") or "do").lower()
    way = (told.get("way") or "").capitalize()
    return f"{way} {_OF_ONE_BY_ITSELF.get(aux, aux)} {{}} {told['do']}?" if way else ""


def _when(told: dict[str, str | None]) -> str:
    if did := told.get("did"):
        be = (told["be"] or "").lower()
        return f"When {be} {{}} {did}?" if be in ("is", "are", "was", "were") else f"When did {{}} {did}?"
    came = told.get("came") or "was"
    when = "When was {}?" if came in ("came", "comes", "was", "is", "happened") else f"When did {{}} {came}?"
    return when if told.get("first") else ""


def _question(part: str) -> str:
    if clause := _THEY_DID.fullmatch(part):
        return f"{clause['asks'].capitalize()} {clause['be'] or 'did'} {{}} {clause['did']}?"
    if _ASKS.match(part):
        put = _THEM.sub("{}", part, count=1)
        return f"{put[:1].upper()}{put[1:]}{'' if '{}' in put else ' {}'}?"
    measured = ((match, asks) for form, asks in _MEASURED if (match := form.match(part)))
    return next(
        (asks.format(**told) if (told := match.groupdict()) else asks for match, asks in measured), f"What is the {part} of {{}}?"
    )
