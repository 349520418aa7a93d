"""The judge: runs a question set through the product as a user would, and decides whether it got better or worse.

    questions -> run -> report -> compare | gate, and lint and review for the people who keep the questions

It knows the product by its two verbs, ``ingest`` and ``ask``, and by nothing else; the sources it opens itself.
Run it from a checkout: ``python -m eval run|compare|gate|lint|review``.

``questions`` and ``gold`` read a set, ``runner`` asks it, ``score`` judges each answer by ``metrics``, with ``judges`` for support,
``sources`` and ``letters`` to look a quote up without the product; ``measures`` are the figures, with ``statistics``. ``report``,
``page``, ``plots`` and ``figures`` write them down; ``compare``, ``gate``, ``lint``, ``review`` and ``review_commands`` are the
commands. ``prove`` runs the gate on ``injuries``. Run by hand when something is fitted anew: ``calibrate`` and ``elsewhere`` on
``corpora``, ``thesaurus``, ``written``.
"""
