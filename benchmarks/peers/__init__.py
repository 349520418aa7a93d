"""Other engines on the same files, questions, machine and weights: one driver, and one small script for each engine."""
