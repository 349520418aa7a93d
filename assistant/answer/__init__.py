"""Passages to an answer in the words of the sources, or to the reason why there is none."""
