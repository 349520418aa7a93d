"""The command line.

``main`` makes one program of the commands in ``asking``, ``looking_back``, ``upkeep`` and ``users``; ``terminal`` is what all of
them share: options, opening, reading and printing.
"""
