"""What every stage asks of language: words, sentences, and a text as a person would read it aloud.

Words: ``terms`` (those that carry meaning, stemmed), ``slips`` (of typing), ``contracted``, ``years`` and ``months``, ``species``,
``languages``, ``enumeration`` (several in a line), ``carried`` (what was put in front of a question).

Sentences: ``sentences`` (where they end), ``shadow`` (how they are read, with the way back to the stored text), ``markdown_marks``,
``leaning`` and ``sentence_before`` (what they cannot be read without), ``runs`` (lists, and rows of tables), ``aside`` (what is not
on the subject), ``asked`` (a question stands over them), ``quoted``, ``voices`` and ``replies`` (who says them, and to whom),
``agenda``.

Tables: ``cells``, ``figures`` and ``column_heads`` (a row, and the heads over it), ``units``, ``grid`` (a table as a whole).
"""
