"""The judge: runs a question set through the product as a user would, and decides whether it got better or worse.

    questions -> run -> report -> compare | gate, and lint and review for the people who keep the questions

It knows the product by its two verbs, ``ingest`` and ``ask``, and by nothing else; the sources it opens itself.
Run it from a checkout: ``python -m eval run|compare|gate|lint|review``.
"""
