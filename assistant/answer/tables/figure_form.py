"""How a question wants its figure: rounded to so many decimals, in per cent, in thousands, millions or billions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from assistant.answer.tables.arithmetic import written
from assistant.answer.tables.row_figures import scale_of
from assistant.text.money import CURRENCY
from assistant.text.numerals import SUFFIXES, cardinals, scale_word
from assistant.text.patterns import any_case

DIGITS = 3  # that a figure below 1 is given with
_COUNTS = {"no": 0} | cardinals(0, 4)
_DECIMALS = any_case(rf"\b(?P<n>{'|'.join(_COUNTS)}|[0-4]) (?:decimals?|decimal places?|d\.?p\.?)\b")
_WHOLE = any_case(r"\b(?:nearest|to a) (?:whole|full)\b|\bwhole number")
_PER_CENT = any_case(r"%|\bper ?cents?\b|\bpercentages?\b")
_MANY = r"(?P<many>thousands?|millions?|billions?|mn|bn|m|k)"
_UNIT = any_case(
    rf"\b(?:in|of)(?: units of)? (?:{CURRENCY} ?)?{_MANY}\b(?! (?:people|years|homes|households))"
    r"|\bin (?P<plain>pounds|dollars|euros)\b(?! ?(?:thousand|million|billion))"
)


def decimals(question: str) -> int | None:
    """Return to how many decimals a question wants its figure rounded; ``None`` where it does not say."""
    if found := _DECIMALS.search(question):
        return _COUNTS.get(found["n"].lower(), 0) if found["n"].isalpha() else int(found["n"])
    return 0 if _WHOLE.search(question) else None


def wants_per_cent(question: str) -> bool:
    """Say whether a question wants its figure in per cent."""
    return bool(_PER_CENT.search(question))


def rounded(number: Decimal, places: int | None, usual: int = 2) -> str:
    """Write a number rounded to ``places``, else to the usual number of decimals; one near 0 to three digits."""
    small = places is None and 0 < abs(number) < Decimal("0.1")
    kept = (DIGITS - 1 - number.adjusted()) if small else usual if places is None else places
    return written(number.quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP))


def bare(number: Decimal) -> str:
    """Write a number with as many decimals as it has, and no more than two."""
    text = rounded(number, 2)
    return text.rstrip("0").rstrip(".") if "." in text and number == number.quantize(Decimal("0.01")) else text


def unit_asked(question: str) -> tuple[str, Decimal] | None:
    """Return the unit that a question wants its figure in, "billion", and what that is; ``None`` where it names none."""
    found = _UNIT.search(question)
    if found is None:
        return None
    if found["plain"]:
        return found["plain"].lower(), Decimal(1)
    scale = Decimal(SUFFIXES[found["many"].lower().rstrip("s")])
    return scale_word(scale), scale


def converted(question: str, cell: Decimal, unit: str) -> str:
    """Say what a cell under a unit comes to in the unit that a question asks for; "" where that is the same, or not known."""
    asked, scale = unit_asked(question), scale_of(unit)
    if asked is None or scale is None or asked[1] == scale:
        return ""
    word, many = asked
    figure = cell * scale / many
    places = decimals(question)
    shown = written(figure.normalize()) if figure == figure.to_integral_value() and places is None else _near(figure, places)
    return f"in {word}s that is {shown}" if many > 1 else f"in {word} that is {shown}"


def _near(figure: Decimal, places: int | None) -> str:
    if places is None and 0 < abs(figure) < 1:
        return written(figure.quantize(Decimal(1).scaleb(figure.adjusted() - DIGITS + 1), ROUND_HALF_UP).normalize())
    return bare(figure) if places is None else rounded(figure, places)
