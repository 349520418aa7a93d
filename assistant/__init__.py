"""Answer questions from a corpus, with every sentence traced to the words it rests on."""
