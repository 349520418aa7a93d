"""Passages to an answer in the words of the sources, or to the reason why there is none.

``quoting`` tells in which way a question is answered, ``following`` what a follow-up asks of a talk, and ``own_words`` what of its
own must be told. ``choose`` picks the sentences and what they bring along, ``kinds`` and ``tables`` hold the ways of answering of
their own, ``decide`` says whether what was found is enough, ``cited`` makes answers of texts with [n] markers, and ``differ`` looks
for sources that say otherwise.
"""
