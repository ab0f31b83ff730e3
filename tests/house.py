"""What stands in `quizzer/`: each module with its lines, classes, imports and texts, read without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "quizzer"


@dataclass(frozen=True)
class Module:
    """A module of the package.

    `uses` are the modules that it imports, `needs` those of them that it imports when it runs and not only for types.
    `texts` are its string constants: with them a table lists modules that load when they are first used.
    """

    name: str
    path: Path
    lines: int
    classes: frozenset[str]
    uses: frozenset[str]
    needs: frozenset[str]
    texts: frozenset[str]

    @property
    def stem(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    @property
    def room(self) -> str:
        """The package that it is in."""
        return self.name.rpartition(".")[0]

    @property
    def is_package(self) -> bool:
        """True for an `__init__.py`."""
        return self.path.name == "__init__.py"


@cache
def modules() -> Mapping[str, Module]:
    """All modules of the package by their dotted names."""
    paths = {_dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {name: _read(name, path, frozenset(paths)) for name, path in paths.items()}


def users_of(name: str) -> set[str]:
    """The modules that import a module, in any way."""
    return {other.name for other in modules().values() if name in other.uses}


def is_in_a_table(name: str) -> bool:
    """True if a module of the package names this one in a text: by its dotted name, or by its stem in its own room; or
    if a word list of its room has it as a key."""
    one = modules()[name]
    keys = {
        line.partition(" = ")[0]
        for file in one.path.parent.glob("words/*.txt")
        for line in file.read_text("utf-8").splitlines()
    }
    return one.stem in keys or any(
        name in other.texts or (one.stem in other.texts and other.name.startswith(one.room))
        for other in modules().values()
        if other is not one
    )


def circles() -> list[set[str]]:
    """Modules that need each other when they run, each circle once."""
    reached = {name: set(_reached_from(name)) for name in modules()}
    found: list[set[str]] = []
    for name, others in reached.items():
        circle = {other for other in others if name in reached[other]}
        if circle and circle not in found:
            found.append(circle)
    return found


def _reached_from(name: str) -> Iterator[str]:
    """The modules that a module needs, and those that they need, itself only if it is one of them."""
    seen: set[str] = set()
    to_visit = list(modules()[name].needs)
    while to_visit:
        one = to_visit.pop()
        if one not in seen:
            seen.add(one)
            to_visit.extend(modules()[one].needs)
            yield one


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(name: str, path: Path, known: frozenset[str]) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for node in ast.walk(statement)
    }
    imports = [(node, one) for node in ast.walk(tree) for one in _imported(node, known) if one != name]
    return Module(
        name=name,
        path=path,
        lines=len(text.splitlines()),
        classes=frozenset(one.name for one in tree.body if isinstance(one, ast.ClassDef)),
        uses=frozenset(one for _, one in imports),
        needs=frozenset(one for node, one in imports if id(node) not in for_types),
        texts=frozenset(
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ),
    )


def _imported(node: ast.AST, known: frozenset[str]) -> Iterator[str]:
    """The modules of the package that a statement imports; the package's imports are all absolute."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom) and node.module in known:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in known else str(node.module)
