"""Passages to an answer in the words of the sources, or to the reason why there is none.

``quoting`` tells in which way a question is answered, ``parts`` makes one answer of those to its parts. ``following`` is what a
follow-up asks of a talk, and ``own_words`` what of its own must be told. ``choose`` picks the sentences and what they bring along,
``dated`` puts the documents of the year that is named first; ``kinds`` and ``tables`` hold the ways of answering of their own,
``decide`` says whether what was found is enough. ``cited`` makes answers of texts with [n] markers, and ``differ`` looks for
sources that say otherwise.
"""
