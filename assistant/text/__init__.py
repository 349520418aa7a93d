"""What every stage asks of language: words, sentences, and a text as a person would read it aloud.

- Words: ``letter_forms`` (one of each letter), ``terms`` (those that carry meaning, stemmed), ``typos``, ``contractions``,
  ``irregular_forms``, ``numerals``, ``money``, ``years``, ``months``, ``quantities`` (numbers and dates, read into values),
  ``species``, ``languages``, ``offices``, ``holders`` and ``listed_holders`` (who is said, or listed, to hold one), ``enumeration``
  (several in a line), ``carried_subject`` (what was put in front of a question), ``title_order`` (in a list); ``patterns`` (forms
  in any case).
- Sentences: ``sentences`` (where they end), ``reading_text`` (how they are read, with the way back to the stored text),
  ``markdown_marks``, ``sound_marks``, ``dependent_sentences`` and ``sentence_before`` (what they cannot be read without),
  ``block_runs`` (lists, and rows of tables), ``about_document`` (what is not on the subject), ``answered_blocks`` (a question
  stands over them), ``quotations``, ``voices`` and ``replies`` (who says them, and to whom), ``spoken_questions``, ``agenda``.
- Tables: ``cells``, ``figures`` and ``column_heads`` (a row, and the heads over it), ``units``, ``grid`` (a table as a whole).
"""
