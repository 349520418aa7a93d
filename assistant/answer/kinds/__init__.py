"""Answers to questions of a kind: on whole documents, on the talk itself, on two things or on several."""
