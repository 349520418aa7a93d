"""Whether what was found is enough to answer: else a question back, or a decline with its reason.

- ``confidence``: the fitted model, and the reason where it falls short;
- ``readings``: a question back, with ``candidate_names``, ``document_subjects``, ``namesakes`` and ``things_told`` for what
  may be meant;
- ``missing_name`` and ``near_miss_notice``: names and words of the question that nothing quoted has;
- ``closest_sentences``: what is shown on a decline.
"""
