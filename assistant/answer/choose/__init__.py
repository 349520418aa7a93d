"""Which sentences answer a question, and the context that each is quoted with.

Choosing:

- ``read_sentence``: a sentence, its stems, heading and speaker; ``sentence_features``, ``term_coverage``: what speaks for it;
- ``evidence``: the features weighed, best sentence first;
- ``states_answer`` and ``document_parts``: a sentence, or a part of a named document, that says exactly what is asked;
- ``told_claim``: those that tell whether a thing did what is claimed of it;
- ``editions``: the newest edition first; ``bare_followups``: "why?", "is that true?".

Quoting:

- ``chosen_sentences``: which are quoted, none twice; ``sentence_context``: what one needs;
- ``compose``: sentences to text with [n] markers;
- ``continuation``, ``exchange`` and ``enumerated``: what goes on from it;
- ``lists`` and ``whole_section``: the list or the section that it belongs to; ``figure_rows``: how a row of figures is quoted.
"""
