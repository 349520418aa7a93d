"""What a question asks for, and in which words a text tells it: the forms of English that answers know."""
