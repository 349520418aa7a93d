"""What a message means in its conversation.

``meaning`` reads the turns in order and asks the other modules in turn.

- No question: ``smalltalk``; ``framing`` takes off what is put around a question, ``requests`` reads what is no
  question in form, ``question_order`` turns a clause that asks round,
  ``several_questions`` tells two or three in one message apart.
- Says nothing by itself: ``bare`` ("why?", "shorter please"), ``sequel`` ("what happened next?").
- Points at something: ``pointing`` ("the second one", or a reply to "Which do you mean?").
- Leaves something out: ``missing_subject`` (a pronoun), ``ellipsis`` ("and in Wigan?"), ``replacement`` (another year or place).
- Puts the last message right: ``correction``. Returns to a question asked before: ``asked_before``.

``topic`` remembers what was spoken of and the corpus knows, ``subject`` tells what a question is about.
"""
