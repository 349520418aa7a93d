"""What stands around what a message asks: "and", "so" or "but" before it, "could you please" before it, "please" behind it.

Patterns, so that every form of question allows for the same; what else people put around a question in a chat is taken off by
:mod:`assistant.converse.around`.
"""

from __future__ import annotations

JOINT = "(?:(?:and|so|but) )*"
"""What joins it to what was said before, with the space behind it; nothing too."""
POLITE = "(?:please|kindly|just|(?:can|could|would|will) (?:you|someone|anyone|anybody)) "
"""One such word before what is asked, with the space behind it."""
PLEASE = f"(?:{POLITE})*"
"""As many of them as there are, none too."""
THANKS = "(?:,? (?:for me|please|pls|thanks|thank you))*"
"""What stands behind it, with the space before it; nothing too."""
