"""Models: the only room that loads weights or opens a model endpoint, and what keeps their libraries from calling home."""
