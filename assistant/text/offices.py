"""Persons and the offices that they hold, as a text names them: "Rhodri Pask", "Chief Executive"."""

from __future__ import annotations

from assistant.text.patterns import any_case
from assistant.text.terms import stem, stem_set, words

OFFICE = (
    r"(?:administrator|adviser|advisor|archivist|ceo|cfo|chair(?:man|woman|person)?|chief|commissioner|convener|coordinator|dean"
    r"|deputy|director|executive|founder|governor|head|inspector|lead(?:er)?|librarian|manager|mayor|minister|officer|president"
    r"|principal|registrar|secretary|speaker|superintendent|treasurer|trustee|warden)s?"
)
"""The word that makes an office of a phrase, in any case."""
ANY_OFFICE = rf"(?:{OFFICE}|auditor|clerk|controller|counsel|member)"
"""The same, with words that make an office of a phrase in some bodies and something else in others."""
ONE_WHO = rf"(?:{OFFICE}|clerk|judge|nurse|host|representative|spokes\w+|[a-z]{{2,}}(?:er|or|ist|(?<!m)ent|ant|ian))"
"""A word for somebody who does or is a thing, in any case: "officer", "miller", "tenant"; no group ("the board")."""
OFFICE_OF = {"chairs": "chair", "leads": "leader", "heads": "head", "directs": "director", "manages": "manager", "runs": "head"}
"""What somebody is who does so: "who chairs the board"."""
AN_OFFICE = any_case(rf"\b{ANY_OFFICE}\b")
"""What finds one of these words."""
BEGINS = r"(?<![^\W_])(?<![^\W_][’'-])"
"""Where a name may begin that is looked for in a text: nowhere within a word, so that a long one is not read from each letter."""
CALLED = r"(?:Rt\.? Hon|Hon|Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sir|Dame|Lord|Lady|Cllr|Councillor|Rev|Judge)\.?"
"""What somebody is called by before the name."""
_NAME = r"(?-i:[A-Z][\w’'-]*\.?)"
PERSON = rf"(?:(?-i:{CALLED}) )*+{_NAME}(?: (?:{_NAME}|(?-i:al|bin|da|de|del|della|der|di|dos|du|la|le|ten|van|von|y))){{1,4}}"
"""Two to five words that may be somebody's name, with what he or she is called by."""
_BODY = stem_set(
    "agency association authority board body church commission committee company constable council department foundation fund"
    " government group hospital institute ministry office panel parliament police school service society team trust union unit"
    " university"
)


def is_body(name: str) -> bool:
    """Say whether a name has a word for a body of people, as "Appeals Team" has, and is that of no person."""
    return not _BODY.isdisjoint(map(stem, words(name)))
