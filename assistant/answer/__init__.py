"""Passages to an answer in the words of the sources, or to the reason why there is none.

- ``quoting`` picks the way in which a question is answered, ``best_sentences`` tells what those found give where no other fits;
  ``parts`` answers a question in two parts, part by part.
- ``followups`` answers what a follow-up asks of a talk, ``beside_quoted`` what is told beside the last answer, or in the
  documents that it quoted; ``own_words`` checks that a follow-up's own words are answered, and not only its subject.
- ``by_year`` puts the documents of a named year first; ``choose`` picks sentences and the context that they need.
- ``kinds`` and ``tables`` hold the ways of answering that are not "the best sentences".
- ``decide`` says whether what was found is enough; ``cited`` turns text with [n] markers into an answer; ``disagreement`` looks for
  sources that say otherwise.
"""
