"""How a message opens and ends: "and", "so" or "but", "could you please", the word that asks, the verb before who does it.

Patterns, so that every form of question allows for the same; what else people put around a question in a chat is taken off by
:mod:`assistant.converse.framing`.
"""

from __future__ import annotations

JOINT = "(?:(?:and|so|but) )*"
"""What joins it to what was said before, with the space behind it; nothing too."""
POLITE = "(?:please|pl[sz]|kindly|just|(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody)) "
"""One such word before what is asked, with the space behind it."""
PLEASE = f"(?:{POLITE})*"
"""As many of them as there are, none too."""
THANKS = "(?:,? (?:for me|please|pl[sz]|(?:many )?thanks(?: in advance)?|thank you|cheers|ta))*"
"""What stands behind it, with the space before it; nothing too."""
PURPOSE = r"(?:,? (?:for|to (?:put|use) in) (?:an?|my|our) (?:[\w-]+ ){0,3}[\w-]+)?"
"""What something written is for, with the space before it; nothing too."""
ASKING = "(?:who|whom|whose|what|which|when|where|why|how)"
"""The word that says what is asked for."""
IS = "(?:['’]s| is| are| was| were)"
"""The verb behind it that asks what somebody or something is, with the space before it."""
AUXILIARY = "(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|shall|should|must|may|might)"
"""A verb that a question puts before who does it: "when did he", not "when he did"."""
