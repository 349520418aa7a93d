"""What the cover of a company's filing says of itself: whose it is, on which form, for which time.

Such covers all begin alike, with the name of the authority in the largest print, and their files seldom have a title.
"""

from __future__ import annotations

import re

_AUTHORITY = re.compile(r"(?i)securities and exchange commission")
_FORM = re.compile(r"(?i)\bform (10-[kq]|20-f|40-f|8-k|6-k|11-k)(?:/a)?\b")
_COMPANY = re.compile(
    r"(?i)commission file (?:number|no\.?)s?:? *(?:\d[\d-]+)? *_*\s*(.{2,80}?)\s*_*\s*"
    r"(?:\( ?exact name|state (?:or other jurisdiction )?of incorporation)"
)
_PERIOD = re.compile(r"(?i)\b((?:fiscal )?year|quarterly period|transition period|quarter|period) ended:? (\w+ \d{1,2}, \d{4})")
_COVER = 5000  # characters of the first sheet that are looked at


def is_filing(cover: str) -> bool:
    """Tell from the text of the first sheet whether it is the cover of a filing."""
    return bool(_AUTHORITY.search(_flat(cover)))


def filing_title(cover: str) -> str | None:
    """Return "ACME INC., Form 10-K, fiscal year ended December 31, 2022" from the cover; nothing where it says less."""
    words = _flat(cover)
    form, company, period = _FORM.search(words), _COMPANY.search(words), _PERIOD.search(words)
    if not _AUTHORITY.search(words) or not form or not company:
        return None
    told = [company[1].strip(" _"), f"Form {form[1].upper()}"]
    return ", ".join([*told, f"{period[1].lower()} ended {period[2]}"] if period else told)


def _flat(cover: str) -> str:
    return " ".join(cover[:_COVER].split())
