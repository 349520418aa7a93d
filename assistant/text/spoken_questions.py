"""Questions in talk, with their mark or without: captions have none, and who chairs a meeting asks in the form of a statement.

"So what's your view of the toll." and "I'm just wondering how it was paid for." ask; "What's important is the toll." does not.
"""

from __future__ import annotations

from assistant.text.patterns import any_case

_FILLERS = (
    r"(?:(?:so|and|but|or|well|okay|ok|right|now|then|um|uh|er|just|yeah|yes|no|thanks|thank you|actually|finally|first|also|mm|hmm"
    r"|alright|good|great|sorry|my|[A-Z][\w’'-]+(?= ?,))\b[\s,.…—-]*)*"
)
_THEY = r"(?:you|your|we|our|they|their|he|his|she|her|I|there|anybody|anyone)"
_AUX = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|have|has)"
_DIRECT = any_case(
    rf"\W*{_FILLERS}(?:"
    rf"(?:what|how|why|where|when|who|(?:what|which) [a-z]+(?: of [a-z]+)?)(?:['’]s| {_AUX})"
    rf" (?:{_THEY}|the|that|this|it|these|those)\b"
    rf"(?!.{{0,60}}\b(?:is|was) (?:that|to)\b)"
    r"|(?:do|does|did|are|were|have|has|can|could|would|will|is) (?:you|we|they|there|anybody|anyone|any of|he|she)\b"
    r"|any (?:other |more )?(?:questions|thoughts|ideas|comments|views)\b"
    r")"
)
_INDIRECT = any_case(
    r"\bI(?:['’]m| am| was)? (?:just |also |really )?wonder(?:ing|ed)?"
    r" (?:(?:what|where|when|who|whether|if)\b(?=.{0,25}\byou(?:r|['’]re)?\b)|(?:how|why|to what extent)\b)"
    r"|\b(?:I|we)(?:['’]d| would| just)? (?:just )?(?:like|want(?:ed)?) to (?:ask|know)\b"
    r"|\bI(?:['’]d| would) (?:just )?like to hear\b"
    r"|\bI(?:['’]m| am| would be|['’]d be) (?:\w+ )?interested to (?:know|hear)\b"
    r"|\b(?:can|could|may|might) (?:I|we) (?:just |please )?(?:ask|start|check|clarify)\b"
    r"|\b(?:can|could|would|will) you (?:just |please |perhaps )?(?:tell|say|explain|clarify|confirm|expand|outline|describe)\b"
    r"|\bmy (?:\w+ )?question (?:is|was|to you)\b"
)


def asks(text: str) -> bool:
    """Say whether a sentence of talk, without the label before it, asks."""
    return text.endswith("?") or bool(_DIRECT.match(text) or _INDIRECT.search(text))
