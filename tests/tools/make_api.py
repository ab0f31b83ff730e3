"""Makes quizzer/API.md: every public name of every package, with its docstring, its fields and its methods.

`python tests/tools/make_api.py` writes the file; a test compares it with what this makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).resolve().parents[2]
API = ROOT / "quizzer" / "API.md"
PACKAGES = ("quizzer", "grading", "facts", "banks", "formats", "session", "records", "driver", "games", "rooms")
HEAD = """# Every public name

Made from the docstrings by `tests/tools/make_api.py`: change those.
[EMBEDDING.md](EMBEDDING.md) tells what to use when.
"""


def api() -> str:
    """The text of API.md."""
    whole = griffe.load("quizzer", search_paths=[ROOT], resolve_aliases=True)
    parts = [HEAD]
    for name in PACKAGES:
        package = whole if name == "quizzer" else whole[name]
        parts.append(f"## {name if name == 'quizzer' else f'quizzer.{name}'}\n")
        parts.append(f"{_said(package)}\n")
        parts += [text for one in sorted(map(str, package.exports or ())) for text in _entry(name, package[one])]
    return "\n".join(parts)


def _entry(package: str, named: griffe.Object | griffe.Alias) -> Iterator[str]:
    """What is said of one name. What another package tells of already is only pointed to."""
    one = named.final_target if isinstance(named, griffe.Alias) else named
    home = one.path.split(".")[1] if "." in one.path else "quizzer"
    if package == "quizzer" and home in PACKAGES:
        yield f"### `{named.name}`\n\nSee [quizzer.{home}](#quizzer{home}).\n"
        return
    if named.name.startswith("__"):
        return
    yield f"### `{_shown(one, named.name)}`\n"
    yield f"{_said(one)}\n"
    if isinstance(one, griffe.Class):
        members = {**_inherited(one), **one.members}
        told = [line for name, member in members.items() if name[0] != "_" for line in _member(member)]
        yield "\n".join(told) + "\n" if told else ""


def _inherited(one: griffe.Class) -> dict[str, griffe.Object | griffe.Alias]:
    """The members that come from bases which are private to quizzer."""
    found: dict[str, griffe.Object | griffe.Alias] = {}
    for base in one.resolved_bases:
        if isinstance(base, griffe.Class) and base.path.startswith("quizzer."):
            found = {**_inherited(base), **base.members, **found}
    return found


def _member(member: griffe.Object | griffe.Alias) -> Iterator[str]:
    if isinstance(member, griffe.Alias) or "cached" in member.labels:
        return
    said = " ".join(_said(member).split())
    if isinstance(member, griffe.Function):
        yield f"- `{_shown(member, member.name)}`: {said}" if said else f"- `{_shown(member, member.name)}`"
    elif isinstance(member, griffe.Attribute):
        typed = f": {member.annotation}" if member.annotation is not None else ""
        is_short = member.value is not None and "field(" not in str(member.value) and "class-attribute" in member.labels
        default = f" = {member.value}" if is_short else ""
        yield f"- `{member.name}{typed}{default}`" + (f": {said}" if said else "")


def _shown(one: griffe.Object, name: str) -> str:
    if isinstance(one, griffe.Function):
        return one.signature(name=name).replace("\n", " ")
    if isinstance(one, griffe.Class) and isinstance(begin := one.members.get("__init__"), griffe.Function):
        return begin.signature(name=name, return_type=False).replace("\n", " ")
    return name


def _said(one: griffe.Object | griffe.Alias) -> str:
    return one.docstring.value if one.docstring is not None else ""


if __name__ == "__main__":
    API.write_text(api(), encoding="utf-8")
