"""Whether what was found is enough to answer: else a question back, or a decline with its reason.

``confidence`` is the fitted model, and says why it falls short. ``readings`` ask back, with ``meant``, ``subjects`` and
``namesakes`` for what may be meant. ``nameless`` and ``missed`` are about names and words that nothing quoted has; ``nearest``
picks what is shown on a decline.
"""
