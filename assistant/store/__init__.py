"""What is kept: the catalog, the vectors that follow it, and the record of what was asked."""
