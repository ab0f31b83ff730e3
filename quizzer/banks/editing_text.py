"""Values as a bank file has them: plain where that is safe, quoted where it is not, in one line."""

from __future__ import annotations

import re
from typing import TypeAlias

__all__ = ["Value", "is_plain", "written"]

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What can be written: a text, a list, or a mapping from texts."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`="
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text may stand without quotes; `flow` inside brackets."""
    if not text or text != text.strip() or text[0] in _INDICATORS or text in ("...", "---", "~"):
        return False
    if ": " in text or " #" in text or text.endswith(":") or (flow and re.search(r"[,\[\]{}:#?]", text)):
        return False
    return _BLANKS.sub("", text).replace(" ", "").isprintable()


def written(value: Value, *, flow: bool = False) -> str:
    """A value in one line; a list and a mapping in brackets."""
    if isinstance(value, str):
        return value if is_plain(value, flow=flow) else _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(written(one, flow=True) for one in value)}]"
    return f"{{{', '.join(f'{written(key, flow=True)}: {written(one, flow=True)}' for key, one in value.items())}}}"


def _quoted(text: str) -> str:
    if "'" not in text and text.replace(" ", "").isprintable():
        return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'
    return f'"{"".join(_escaped(mark) for mark in text)}"'


def _escaped(mark: str) -> str:
    if mark in _ESCAPES:
        return _ESCAPES[mark]
    if mark == " " or mark.isprintable():
        return mark
    code = ord(mark)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
