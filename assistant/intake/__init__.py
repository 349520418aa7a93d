"""From the paths that a user names to documents read and cut, each file in a process of its own.

``discover`` finds the files, ``parsing`` reads and cuts one, in the processes of ``workers`` or on a ``cluster``; ``embedding``
makes the vectors, and ``corrections`` are what people put right about a document, ``removed`` what was removed on another machine.
"""
