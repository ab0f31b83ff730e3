"""Every regular expression of the package, and texts on which one takes long if its work is more than its length."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as code
    from re import _parser as parser

import quizzer

METHODS = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")
RUNS = (" ", "a", "A", "1", "(", "[", "<", "'", '"', ",", "\n", ".", "-", "a ", "A. ", "(a) ")


def patterns() -> Iterator[tuple[str, re.Pattern[str], frozenset[str]]]:
    """Where each pattern stands, the pattern, and the methods by which it is called there; all, where that is not told.

    Found are those that a module holds, by itself or in tables, and those that are written where they are called.
    """
    seen = set()
    for module in pkgutil.walk_packages(quizzer.__path__, "quizzer."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        source = Path(str(loaded.__file__)).read_text(encoding="utf-8")
        for name, value in list(vars(loaded).items()):
            for pattern in _within(value):
                called = frozenset(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source)) & set(METHODS)
                if (pattern, called) not in seen and (called or not _imported(loaded, name, source)):
                    seen.add((pattern, called))
                    yield f"{module.name}.{name}", pattern, called or frozenset(METHODS)
        for call in ast.walk(ast.parse(source)):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id == "re"
                and call.func.attr in METHODS
                and isinstance(call.args[0], ast.Constant)
            ):
                named = re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(call))
                flags = sum((getattr(re, flag) for flag in named), start=re.NOFLAG)
                yield f"{module.name}:{call.lineno}", re.compile(call.args[0].value, flags), frozenset([call.func.attr])


def _imported(module: Any, name: str, source: str) -> bool:
    return re.search(rf"^_?{re.escape(name)}\b.*=", source, re.MULTILINE) is None


def _within(value: Any, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif hasattr(value, "cache_info") and not inspect.signature(value).parameters:
        yield from _within(value(), depth)
    elif depth and isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _within(part, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _within(part, depth - 1)


def texts(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Runs that one may take long on: what leads to a repeat of the pattern, what is said over and over, and an end on
    which the repeat fails."""
    leads, bodies = _leads(pattern)
    for lead in leads:
        for run in dict.fromkeys((*bodies, *RUNS)):
            for end in ("", "\0"):
                yield lead, run, end


@cache
def _leads(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may stand before each repeat of a pattern, and one round of each."""
    told = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if not isinstance(pattern.pattern, str) else pattern.flags
    leads, bodies = {"": None}, {}
    whole = _follow(parser.parse(told, flags), "", leads, bodies)
    bodies[whole[:-1]] = None  # all that it wants but its end
    return tuple(leads)[:12], tuple(body for body in bodies if 0 < len(body) < 16)[:12]


def _follow(parts: Any, before: str, leads: dict[str, None], bodies: dict[str, None]) -> str:
    """What the parts match, at its shortest, behind `before`."""
    said = before
    for kind, value in parts:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, inner = value
            if most > 8:
                leads[said] = None
                bodies[_follow(inner, said, leads, bodies)[len(said) :]] = None
            once = _follow(inner, said, leads, bodies)
            said += (once[len(said) :]) * min(least, 10)
        elif kind is code.SUBPATTERN:
            said = _follow(value[3], said, leads, bodies)
        elif kind is code.ATOMIC_GROUP:
            said = _follow(value, said, leads, bodies)
        elif kind is code.BRANCH:
            ways = [_follow(way, said, leads, bodies) for way in value[1]]
            said = ways[0]
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            _follow(value[1], said, leads, bodies)
        else:
            said += _one(kind, value)
    return said


def _one(kind: Any, value: Any) -> str:
    if kind is code.LITERAL:
        return chr(value)
    if kind is code.IN:
        return _of_class(value)
    return "a" if kind in (code.ANY, code.NOT_LITERAL) else ""


_EXAMPLES = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a", code.CATEGORY_NOT_DIGIT: "a",
             code.CATEGORY_NOT_SPACE: "a", code.CATEGORY_NOT_WORD: " "}  # fmt: skip


def _of_class(members: Any) -> str:
    if members[0][0] is code.NEGATE:
        for character in "ab1 .,(x":
            if not _in(members[1:], character):
                return character
        return "z"
    kind, value = members[0]
    if kind is code.LITERAL:
        return chr(value)
    return chr(value[0]) if kind is code.RANGE else _EXAMPLES.get(value, "a")


def _in(members: Any, character: str) -> bool:
    for kind, value in members:
        if kind is code.LITERAL and chr(value) == character:
            return True
        if kind is code.RANGE and value[0] <= ord(character) <= value[1]:
            return True
        if (
            kind is code.CATEGORY
            and _EXAMPLES.get(value)
            and re.match(
                {code.CATEGORY_DIGIT: r"\d", code.CATEGORY_SPACE: r"\s", code.CATEGORY_WORD: r"\w"}.get(value, r"(?!)"),
                character,
            )
        ):
            return True
    return False
