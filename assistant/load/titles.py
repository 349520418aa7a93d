"""The title that a file says it has: whether it is one, or a program's or a template's."""

from __future__ import annotations

import re
from pathlib import PurePath

from assistant.load.hyphens import SOFT_HYPHEN
from assistant.text.terms import content_stems
from assistant.text.years import RECENT_YEAR

_SOFTWARE_TITLE = re.compile(
    r"(?i)^(microsoft (word|powerpoint|excel) - |untitled\b|\((?:anonymous|unspecified)\)$|document ?\d*$|slide \d+$|layout \d+$"
    r"|(?:microsoft )?(?:powerpoint )?presentation\d*$|(?:pdf|new microsoft word) document$|blank page$|\(?no title\)?$"
    r"|(?:(?:a4|blank|document|new|report|word) ){1,3}(?:document|template)\b|(?:insert |your )?"
    r"(?:document |report )?title(?: here)?$)"
)
_FILE_TITLE = re.compile(r"(?i)\.(pdf|docx?|pptx?|xlsx?|indd|qxd|tex|dvi|rtf|odt|html?)$")
_SITE = re.compile(r"\s+[|–—·-]\s+")


def own_title(value: str, name: str) -> str | None:
    """Return a title from the metadata unless a program's or a template's: a file name, a number, "Microsoft Word - x.doc"."""
    words = " ".join(value.replace(SOFT_HYPHEN, "").split())
    is_name = _FILE_TITLE.search(words) or words.casefold() == PurePath(name).stem.casefold()
    is_code = " " not in words and (re.search(r"[\d_]", words) or len(words) < 3)
    if _SOFTWARE_TITLE.search(words) or is_name or is_code or not re.search(r"[^\W\d_]{2}", words):
        return None
    return words


def without_site(title: str | None, shown: str | None) -> str | None:
    """Return the title of a web page that was printed without the name of its site: "Our year | Northbridge", over "Our year"."""
    return shown if title and shown and _SITE.split(title)[0].casefold() == shown.casefold() else title


def is_left_over(declared: str, printed: str, text: str) -> bool:
    """Tell whether a declared title is that of the file which this one was made from, beside the title that is printed in it.

    Programs keep the title of a file that is saved under another name and written anew. It names another year than the one in
    print, or it has no word of that, and most of its words stand nowhere in the text.
    """
    said, shown = content_stems(declared), content_stems(printed)
    years, printed_years = (frozenset(re.findall(rf"(?<!\d){RECENT_YEAR}(?!\d)", title)) for title in (declared, printed))
    if years and printed_years and not years & printed_years:
        return True
    everywhere = text.casefold()
    return bool(said and shown) and not said & shown and 2 * sum(stem not in everywhere for stem in said) > len(said)
