"""Each sentence of an answer to the exact words it rests on, and whether they bear it out."""
