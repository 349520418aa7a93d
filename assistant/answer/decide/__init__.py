"""Whether what was found is enough to answer: else a question back, or a decline with its reason."""
