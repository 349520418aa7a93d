"""Which sentences answer a question, and what each brings along when it is quoted."""
