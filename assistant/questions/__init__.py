"""What a question asks for, read from its form and words alone, and in which words a text tells it.

The question: ``openings`` (how it begins), ``form`` (the kind of thing asked for), ``names``, ``counts`` and ``dated`` (what tells
it), ``general_nouns`` (what does not), ``several`` (a list is wanted), ``compared`` (two things are), ``agreement`` (whether
documents agree), ``document_kinds`` (who is to tell), ``language``.

The text: ``answer_form`` (it holds the kind of thing), ``definition``, ``degree``, ``outcome``, ``drawbacks``, ``places``,
``speech``, ``commitments``, ``votes`` and ``telling`` (it tells what questions of such a form want), ``sections``, ``named_part``
and ``facets`` (it stands where reports tell it), ``synonyms`` and ``senses`` (it says it in another word), ``counted_list``,
``doer`` and ``missed`` (what it leaves out).

Nothing here knows what was found: who does is in :mod:`assistant.answer`.
"""
