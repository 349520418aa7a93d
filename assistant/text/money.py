"""Money as texts write it: currencies, and sums in figures or in words."""

from __future__ import annotations

import re

from assistant.text.patterns import any_case

SIGN = re.compile(r"[£$€]")
CURRENCY = r"(?:[£$€¥]|US\$|U\.?S\.? dollars?|dollars?|pounds?|euros?|USD|EUR|GBP)"
"""A pattern of the names of currencies."""
SUM = any_case(r"[£$€¥]\s?\d|\b(?:pounds?|dollars?|euros?)\b")
"""A sum of money, or the word for one."""
