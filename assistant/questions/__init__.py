"""What a question asks for, read from its form and words alone, and in which words a text tells it.

The question:

- ``openings`` (how it begins), ``form`` (the kind of thing asked for), ``language``;
- ``names`` and ``counts`` (what tells its subject from others), ``general_nouns`` (what does not);
- ``offices_asked`` (somebody is meant by an office, or one is asked for, or who belongs to a body);
- ``broad`` and ``theme`` (what there is on a theme), ``compared`` (two things are), ``agreement`` (whether documents agree),
  ``document_kinds`` (which documents are to tell).

The text:

- ``answer_form`` (it holds the kind of thing asked for), ``labels`` (behind a label that tells it);
- ``definition``, ``degree``, ``outcome``, ``drawbacks``, ``causes``, ``places``, ``speech``, ``commitments``, ``votes``,
  ``claimed`` and ``indirect_forms`` (it answers questions of such a form);
- ``sections``, ``named_part`` and ``theme_forms`` (it stands where, or has the form in which, reports tell it);
- ``synonyms`` and ``senses`` (it says it in another word);
- ``counted_list`` and ``near_misses`` (what it leaves out).

Nothing here knows what was found: who does is in :mod:`assistant.answer`.
"""
