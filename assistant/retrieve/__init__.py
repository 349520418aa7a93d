"""A question to ranked passages.

``retriever`` puts the steps together. What is typed is read as the corpus writes it (``spelling``, ``vocabulary``, ``short_forms``,
``casing``, ``known_names``); ``keywords`` and ``embedding`` find chunks, the latter by ``nearest`` and ``quantised``;
``named_documents``, ``finance`` and ``filters`` say where to look; ``gathered`` reads what was found, ``ranking`` ranks it, and
``passages`` joins what stands side by side. ``recent`` and ``per_view`` keep what the next question is likely to want; ``serving``
changes all of it when the index is made anew; ``explain`` says why a passage ranked where it did.
"""
