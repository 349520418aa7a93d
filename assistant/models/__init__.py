"""Models: the only room that loads weights or opens a model endpoint, and what keeps their libraries from calling home.

``embedders`` and ``encoder`` make vectors, over ``graph``, on as many ``cores`` as may be used; ``chat`` opens a chat model,
``entailment`` a judge of support, and ``quiet`` keeps libraries from calling home.
"""
