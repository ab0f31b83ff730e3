"""Makes quizzer/API.md, every public name of every package, and the tables of actions, events and rules in the guides.

`python tests/tools/make_api.py` writes them all from the docstrings; a test compares the files with what this makes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import griffe
import msgspec

from quizzer.session import PRESETS, Action, Event, Rules

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
    yield re.sub(r"^(\w+): (?=[\w\"])", r"- `\1`: ", _said(one), flags=re.MULTILINE) + "\n"
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


def tables(guide: str) -> str:
    """The text of a guide, with its tables made anew. Each stands between two comments, the first with its name."""
    session = griffe.load("quizzer", search_paths=[ROOT], resolve_aliases=True)["session"]

    def table(found: re.Match[str]) -> str:
        return f"{found[1]}\n\n" + "\n".join(TABLES[found[2]](session)) + f"\n\n{found[3]}"

    return re.sub(r"(<!-- made: (.+?) -->).*?(<!-- end -->)", table, guide, flags=re.DOTALL)


def _kinds(session: griffe.Object | griffe.Alias, union: Any) -> Iterator[tuple[type, str, str]]:
    """The structs of a union, each with its fields, defaults in italics, and the first sentence said of it."""
    for kind in get_args(union):
        fields = zip(kind.__struct_fields__, _defaults(kind), strict=True)
        own = [(name, has_default) for name, has_default in fields if name not in ("seq", "at")]
        told = ", ".join(f"*{name}*" if has_default else f"**{name}**" for name, has_default in own)
        text = " ".join(_said(session[kind.__name__].final_target).split())
        yield kind, told, re.split(r"(?<=[^.]\.) (?=[A-Z`])", text)[0].replace("|", "\\|")


def _defaults(kind: type) -> list[bool]:
    return [field.default is not msgspec.NODEFAULT for field in msgspec.structs.fields(kind)]


def _messages(session: griffe.Object | griffe.Alias, union: Any) -> Iterator[str]:
    yield "| `type` | class | fields | meaning |\n| --- | --- | --- | --- |"
    for kind, fields, meaning in _kinds(session, union):
        yield f"| `{kind.__struct_config__.tag}` | `{kind.__name__}` | {fields} | {meaning} |"


def _rules(session: griffe.Object | griffe.Alias) -> Iterator[str]:
    meanings = dict(re.findall(r"^(\w+): (.+)$", _said(session["Rules"].final_target), re.MULTILINE))
    yield "| setting | meaning | default | modes that set it |\n| --- | --- | --- | --- |"
    for field in msgspec.structs.fields(Rules):
        if field.name != "mode":
            modes = [f"{mode}: {rules[field.name]}" for mode, rules in PRESETS.items() if field.name in rules]
            yield f"| `{field.name}` | {meanings[field.name]} | `{field.default!r}` | {', '.join(modes)} |".replace(
                "  |", " |"
            )


TABLES: dict[str, Callable[[Any], Iterator[str]]] = {
    "actions": lambda session: _messages(session, Action),
    "events": lambda session: _messages(session, Event),
    "rules": _rules,
}
GUIDES = (ROOT / "quizzer" / "EMBEDDING.md", ROOT / "quizzer" / "driver" / "PROTOCOL.md")


if __name__ == "__main__":
    API.write_text(api(), encoding="utf-8")
    for path in GUIDES:
        path.write_text(tables(path.read_text(encoding="utf-8")), encoding="utf-8")
