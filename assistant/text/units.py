"""What the figures of a table count, as it is printed over them: "in millions, except per share data", "£000", "€ million"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.text.cells import is_row
from assistant.text.figures import figures
from assistant.text.money import CURRENCY
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.types import Document

NEAR = 8  # blocks over the heads of a table, and UNDER them, in which its unit may stand
UNDER = 2
LONGEST = 160  # characters of such a block

_SCALES = (
    (1_000, any_case(r"\bthousands?\b|(?<![\d,])000s?\b|[£$€]k\b")),
    (1_000_000, any_case(r"\bmillions?\b|[£$€] ?mn?\b")),
    (1_000_000_000, any_case(r"\bbillions?\b|[£$€] ?bn\b")),
)
_MANY = r"(?:thousand|million|billion)s?"
_UNIT = any_case(
    rf"(?:(?:all )?(?:tabular |dollar |share |other )?(?:amounts?|figures|dollars|values)(?: are| stated| expressed| presented)? )?"
    rf"(?:in )?(?:{CURRENCY} ?)?(?:in )?\b{_MANY}\b(?:(?: of)?(?: US)? (?:{CURRENCY}|[a-z]+(?=$|[.)])))?"
    r"(?:,? (?:except|unless|other than)[^()|]{3,80})?"
    r"|[£$€]['’]?000s?|[£$€](?:m|bn|k)\b"
)
_DAY = any_case(rf"\b{MONTH} \d{{1,2}},?")
_OF_ITSELF = any_case(r"%|\bper\b|\bnumber\b|\bratio\b|\bemployees\b|\bcents?\b|\bpence\b|\bdays\b|\bshares outstanding\b")


def unit_over(document: Document, first: int, last: int, row: int, label: str) -> str:
    """Return the unit printed over a row, its heads in the blocks ``first`` to ``last``; "" for none, or where it says its own."""
    if _OF_ITSELF.search(label):
        return ""
    return next((unit for text in _around(document, first, last, row) if (unit := unit_in(text))), "")


def unit_in(text: str) -> str:
    """Return the unit that a line over a table names; "" where it names none."""
    found = _UNIT.search(" ".join(text.split()))
    return found[0].strip(" .,;:") if found else ""


def scale_in(text: str) -> int | None:
    """Return what figures are to be multiplied by under a line that counts them in thousands, millions or billions."""
    return next((scale for scale, form in _SCALES if form.search(text)), None)


def without_unit(text: str) -> str:
    """Return what stands over a table without its unit: "except per share data" makes no row one of shares."""
    return _UNIT.sub(" ", " ".join(text.split()))


def _around(document: Document, first: int, last: int, row: int) -> Iterator[str]:
    """Yield what stands in and under the heads, then what stands over them on their page up to a heading, the nearest first."""
    segments = document.segments
    headed = False
    page = segments[first].place.page
    for n in (*range(first, last + 1), *range(last + 1, min(last + 1 + UNDER, row))):
        yield reading(document, *segments[n].span)
    for n in range(first - 1, max(first - 1 - NEAR, -1), -1):
        text = reading(document, *segments[n].span)
        of_another = segments[n].role == "row" and (figures(_DAY.sub("", text)) or is_row(text))
        if segments[n].place.page != page or of_another or (headed and segments[n].role != "heading"):
            return
        headed = segments[n].role == "heading"
        if len(text) <= LONGEST:
            yield text
