"""Questions of degree ("which is cheaper?", "what matters most?"), and the words in which a text answers one.

A text that says nothing of more or less answers none, however near it is to what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.questions.openings import JOINT
from assistant.text.patterns import any_case

_ALIKE: tuple[tuple[str, str], ...] = (
    ("bigger biggest larger largest greater greatest", r"bigger|biggest|larger|largest|(?-i:greater)|greatest|most populous"),
    (
        "cheaper cheapest less-expensive least-expensive",
        r"cheap\w*|(?:less|least|more|most) expensive|costs? (?:less|more)|(?:lower|lowest|higher|highest) (?:cost|price|fee)s?",
    ),
    ("dearer dearest more-expensive most-expensive", r"(?:more|most|less) expensive|costs? (?:less|more)|cheap\w*"),
    ("better best preferable", r"better|best|prefer\w*|advantages? (?:of|over)|superior|worse|worst"),
    ("worse worst", r"worse|worst|better|inferior|disadvantages?"),
    (
        "more-important most-important matters-more matters-most matter-most counts-most",
        r"(?:more|most) (?:important|crucial|critical|vital)|matters? (?:more|most)|counts? (?:more|most)|above all|chief\w*"
        r"|(?:main|key|central|top|first|highest) (?:\w+ )?(?:priorit\w+|reason|goal|aim|point|issue|concern)",
    ),
    ("older oldest earlier earliest first", r"older|oldest|earlier|earliest|first"),
    ("newer newest later latest", r"newer|newest|later|latest|most recent"),
    ("enough sufficient", r"enough|(?:in)?sufficient\w*|(?:in)?adequate\w*|too (?:little|few|small)|fall\w* short|not go far"),
    (
        "more-than less-than higher lower",
        r"(?:more|less|fewer|higher|lower) (?:\w+ )?than (?:before|in|at|the|last|it|they)|ris\w+|rose|fell|fall\w*"
        r"|increas\w+|decreas\w+|grew|grow\w*",
    ),
    ("faster fastest quicker quickest", r"fast\w*|quick\w*"),
    ("strongest most-powerful mightiest", r"strongest|most powerful|mightiest"),
    ("weakest feeblest least-powerful", r"weakest|feeblest|least powerful"),
    ("top", r"highest|top(?:most)?|uppermost|(?:at|to) (?:the|its) head"),
    ("bottom", r"lowest|bottom(?:most)?|(?:at|from) (?:the|its) foot"),
    ("highest", r"highest|(?:top|upper)most|(?:at|to) (?:the|its) (?:very )?(?:head|top)"),
    ("lowest", r"lowest|bottommost|(?:at|from) (?:the|its) (?:very )?(?:foot|bottom)"),
)
_FORMS = {form: any_case(rf"\b(?:{held})\b") for forms, held in _ALIKE for form in forms.split()}
_ADJECTIVES = (
    "big large great small cheap dear old young new late earl long short high low wid narrow broad fast quick slow strong weak "
    "hard eas feebl might rich poor saf simpl hot cold warm deep heav light near clos clean clear tall thick thin soft smart wis "
    "fair health bus happ tough harsh tight"
).split()
_ASKS = any_case(
    r"\b(?:(?:more|most|less|least) (?:important|expensive|than|(?!of\b|the\b|people\b|likely\b)\w{4,})"
    rf"|(?:matters?|counts?) (?:more|most)"
    rf"|better|best|worse|worst|preferable|enough|sufficient|(?:{'|'.join(_ADJECTIVES)})g?i?(?:er|est))\b"
)
_WHICH = any_case(rf"\W*(?:and |so |but |then |ok |okay )*(?:which|who|what|whose)\b|\W*{JOINT}(?:is|are|was|were|does|do|did) ")
_END = any_case(
    r"\b(?:the|its|their) (?:very |single )?(?P<end>(?:top|bottom)(?= (?:of|on|in|and|rung|step|level|end)\b|\W*$)"
    rf"|(?:most|least) (?!of\b|the\b|people\b|likely\b|recent\b)\w{{4,}}|(?:{'|'.join(_ADJECTIVES)})g?i?est)\b"
)


@lru_cache(maxsize=256)
def end_asked(question: str) -> re.Pattern[str] | None:
    """Return the words for the end of a scale that is asked for, "the weakest", "the top"; ``None`` for any other question."""
    found = _END.search(question) if re.match(rf"\W*{JOINT}(?:which|what|who)\b", question, re.I) else None
    if found is None:
        return None
    asked = found["end"].lower()
    form = _FORMS.get(asked.replace(" ", "-")) or _form_of(asked)
    return any_case(rf"(?<!\bno ){form.pattern}")  # "has no top and no bottom"


_WHETHER = any_case(rf"\W*{JOINT}(?:is|are|was|were|does|do|did) ")


@lru_cache(maxsize=256)
def degree(question: str) -> re.Pattern[str] | None:
    """Return the words that a text must hold to answer a question of degree, after which of several or whether; else ``None``."""
    if not _WHICH.match(question):
        return None
    match = _ASKS.search(question)
    if match is None:
        return None
    asked = " ".join(match[0].lower().split())
    return _FORMS.get(asked.replace(" ", "-")) or _form_of(asked)


def not_said(question: str, texts: Sequence[str]) -> str | None:
    """Return the degree that is to be confirmed ("Is it cheaper?": cheaper) if none of the texts says more or less of it."""
    found = _ASKS.search(question) if _WHETHER.match(question) else None
    form = degree(question) if found and found[0].islower() and not found[0].endswith("than") else None  # no name, no count
    return found[0] if found and form and not any(map(form.search, texts)) else None


def _form_of(asked: str) -> re.Pattern[str]:
    """Return the forms of a comparative or superlative that the list does not have: its own two."""
    if " " in asked:
        return any_case(rf"\b(?:more|most|less|least) {re.escape(asked.split()[1])}\b")
    root = re.sub(r"(?:er|est)$", "", asked)
    return any_case(rf"\b{re.escape(root)}(?:er|est)\b")
