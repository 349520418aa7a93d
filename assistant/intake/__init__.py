"""From the paths that a user names to documents read and cut, each file in a process of its own."""
