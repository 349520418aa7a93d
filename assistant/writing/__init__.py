"""With a chat model, fluent and still honest: what a model is asked, how its text is read, and how it is held to the sources.

    conversation -> Plan (question, searches) -> passages -> Sheet -> prompt -> text -> held, sentence by sentence

``conversation`` rewrites follow-ups and parts compound questions; ``packing`` chooses what fits a budget of ``tokens``; ``prompt``
says what the model is told; ``talk`` streams from any provider, and ends when the model stalls or does not stop; ``holding``
checks every sentence as it arrives; ``judging`` asks a model about those in doubt; ``writer`` puts these together. Which
provider it is, only :mod:`assistant.models.chat` knows.
"""

from __future__ import annotations

from assistant.writing.conversation import Plan
from assistant.writing.judging import open_judge
from assistant.writing.writer import Writer, Written

__all__ = ["Plan", "Writer", "Written", "open_judge"]
