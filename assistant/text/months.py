"""The months and days by their English names, and dates said by them: no locale of the machine has a say in them."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH = f"(?:{'|'.join(MONTHS)})"
"""A pattern of them."""
NUMBERS = {month[:long].lower(): n for n, month in enumerate(MONTHS, 1) for long in (None, 3)} | {"sept": 9}
"""The number of each by its name or its short form, in small letters."""
SHORT_MONTH = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
"""A pattern of their short forms, which a full stop may follow; "May" has none."""
PERIOD = "(?:minute|hour|day|week|month|year)"
"""A pattern of what time is measured in."""
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A pattern of the days of the week."""


def date_in_words(iso: str | None) -> str:
    """Say an ISO date as exactly as it is known: "3 May 2011", "May 2011", "2011"; "" for none, other text as it is."""
    if not iso:
        return ""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return iso
    year, *rest = parts
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{month} {year}" if len(rest) == 1 else f"{int(rest[1])} {month} {year}"
