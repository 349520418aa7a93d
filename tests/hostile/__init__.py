"""Broken and hostile files, made by :mod:`.make`, and what must become of each.

python -m tests.hostile            makes all of them, ingests them, and says what became of each
"""
