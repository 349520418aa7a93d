"""What every stage asks of language: words, sentences, and a text as a person would read it aloud."""
