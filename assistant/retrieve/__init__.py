"""A question to ranked passages.

- ``retriever`` puts the steps together.
- What is typed is read as the corpus writes it: ``spelling``, ``vocabulary``, ``short_forms``, ``casing``, ``known_names``.
- Chunks are found by ``keywords`` and by ``embedding``, the latter with ``nearest`` and ``quantised``; ``named_documents``,
  ``finance`` and ``filters`` say where to look.
- ``candidates`` reads what was found, ``late_vectors`` embeds what an ingest has not come to yet, ``ranking`` ranks it,
  ``passages`` joins neighbours, ``explain`` says why a passage ranked where it did.
- ``recent`` and ``per_view`` keep what the next question is likely to want; ``serving`` changes all of it when the index is made
  anew.
"""
