"""The marks of Markdown in the text of a file: what one who sees the page drawn does not see of "**Jo:** [the plan](a.pdf)"."""

from __future__ import annotations

import re

_TAGS = "a|abbr|b|br|cite|code|div|em|font|h[1-6]|hr|i|img|kbd|li|mark|ol|p|s|small|span|strong|su[bp]|table|td|th|tr|u|ul"
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){1,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"

LINK_END = rf"\]{_TARGET}"
"""What closes a link."""

MARKS = "|".join(
    (
        r"\\(?=[!-/:-@\[-`{-~])",  # the escape of a mark that is meant: "\\*", "1\\."
        r"^#{1,6}[ \t]+",
        r"(?<=\S)[ \t]+#+$",
        r"[ \t]*\{#[\w-]{1,200}\}$",  # the name of a heading
        r"^[ \t]*>[ \t]?",
        rf"(?<!\\)!?\[(?=(?:[^\[\]\n]|\n(?![ \t]{{0,9}}\n)){{0,300}}\]{_TARGET})",  # of a link or picture the words stay
        rf"(?<!\\){LINK_END}",
        r"(?<![\w*\\])\*{1,3}(?=[^\s*])",
        r"(?<=[^\s*\\])\*{1,3}(?![\w*])",
        r"(?<![\w\\])_{1,3}(?=[^\s_])",
        r"(?<=[^\s_\\])_{1,3}(?!\w)",
        r"`{3,}[ \t]*[\w+#.-]{0,20}$",  # a fence, and the language that it names
        r"(?<!\\)`+",
        r"\[\^[^\[\]\s]{1,40}\](?::[ \t]*)?",  # a footnote
        rf"</?(?:{_TAGS})\b[^<>\n]{{0,1000}}>",
        r"&nbsp;(?=\s|&nbsp;|$)|(?<=\s)&nbsp;",  # a space beside one
    )
)
"""A pattern, with ``re.MULTILINE``, of what is not read; a mark is told from a sign by what stands beside it ("2 * 3", "a_b")."""

OPENINGS = r"\\#>!\[\]*_`<&{ \t"
"""What a mark begins with, as it stands in a set of characters: looked for first, it makes the search four times as quick."""


def is_marked(id_: str) -> bool:
    """Say whether the text of a document holds such marks, by its id."""
    return id_.lower().endswith((".md", ".markdown"))


def unmarked(words: str, id_: str) -> str:
    """Return words of a document as its page shows them; those of a text file without the marks of what a mail quotes."""
    if is_marked(id_):
        return re.sub(MARKS, "", words, flags=re.MULTILINE)
    first, *more = words.split("\n") if id_.lower().endswith((".txt", ".text")) else [words]
    is_quoted = bool(more) and all(line.lstrip().startswith(">") for line in more)
    return "\n".join((first, *(line.lstrip(" \t>") for line in more))) if is_quoted else words
