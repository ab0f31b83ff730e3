"""Numbers, money and times as people write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

__all__ = ["parse_number"]

_SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "grand": 1000, "million": 10**6, "mio": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12,
}  # fmt: skip
_NUMBER = re.compile(r"([-+]?)\s*(\d[\d,.' \u00a0\u202f]*\d|\d)\s*([a-zA-Z]*)")


def parse_number(text: str) -> Decimal | None:
    """The one number in `text`, or None when there is none or more than one."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    sign, digits, scale = found[0].groups()
    digits = re.sub(r"[,' \u00a0\u202f](?=\d{3}(?!\d))", "", digits)
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None
    return (-value if sign == "-" else value) * _SCALES.get(scale.lower(), 1)
