"""The small mistakes that a mutant holds: one place of a module, changed as a tired hand would change it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_OTHER_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change in one module: which node of its tree, which of the changes possible there, and how it reads.
    `function` is the first line of the function that it is in, decorators included; None for what runs at import."""

    path: str
    node: int
    variant: int
    line: int
    column: int
    function: int | None
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {_short(self.before)}  →  {_short(self.after)}"


def mutants(path: str, source: str) -> list[Mutant]:
    """Every mutant of a module. What only declares is left alone: annotations, decorators, heads of classes."""
    tree = ast.parse(source)
    declared, functions = _declared(tree), _functions(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in declared:
            continue
        for variant, (shown, changed) in enumerate(_changes(node)):
            after = changed.test if isinstance(changed, ast.If | ast.While) else changed
            place = shown.lineno, shown.col_offset + 1, functions.get(id(node))
            found.append(Mutant(path, number, variant, *place, ast.unparse(shown), ast.unparse(after)))
    return found


def mutated(source: str, mutant: Mutant) -> str:
    """The module with that change; its comments and its layout are lost."""
    tree = ast.parse(source)
    target = list(ast.walk(tree))[mutant.node]
    _, changed = list(_changes(target))[mutant.variant]

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return changed if node is target else self.generic_visit(node)

    return ast.unparse(ast.fix_missing_locations(Swap().visit(tree)))


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
    """What a change of a node touches, and what may stand there instead of the node."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                yield node, _with(node, ops=[*node.ops[:place], _swapped(operator), *node.ops[place + 1 :]])
        case ast.BoolOp():
            yield node, _with(node, op=_swapped(node.op))
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _SWAPPED:
            yield node, _with(node, op=_swapped(node.op))
        case ast.UnaryOp(op=ast.Not()):
            yield node, node.operand
        case ast.Constant(value=bool()):
            yield node, ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield node, ast.Constant(node.value + 1)
            yield node, ast.Constant(node.value - 1)
        case ast.Call(func=ast.Name(id=name)) if name in _OTHER_NAMES:
            yield node, _with(node, func=ast.Name(_OTHER_NAMES[name], ast.Load()))
        case ast.If() | ast.While() if isinstance(node.test, ast.Name | ast.Attribute | ast.Call):
            yield node.test, _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.IfExp():
            yield node, _with(node, body=node.orelse, orelse=node.body)
        case ast.Return() if node.value is not None and not _is_nothing(node.value):
            yield node, ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.Delete():
            yield node, ast.Pass()
        case ast.Continue():
            yield node, ast.Break()
        case ast.Break():
            yield node, ast.Continue()
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript):
        yield node, ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield node, ast.Pass()


def _swapped(operator: ast.AST) -> ast.AST:
    return _SWAPPED[type(operator)]()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_nothing(value: ast.AST) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _declared(tree: ast.AST) -> set[int]:
    """The nodes below what says only which type or which kind of class something is."""
    heads: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                heads += [*node.decorator_list, *([node.returns] if node.returns else [])]
            case ast.ClassDef():
                heads += [*node.decorator_list, *node.keywords, *node.bases]
            case ast.arg(annotation=ast.AST() as annotation) | ast.AnnAssign(annotation=annotation):
                heads.append(annotation)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                heads.append(node)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(op=ast.BitOr())) if name[0].isupper():
                heads.append(node.value)  # a name for several types
    return {id(below) for head in heads for below in ast.walk(head)}


def _functions(tree: ast.AST) -> dict[int, int]:
    """The first line of the function that each node is in; defaults of arguments are made at import."""
    found: dict[int, int] = {}
    for node in ast.walk(tree):  # what is further in comes later
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found |= {id(below): first for statement in node.body for below in ast.walk(statement)}
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 70 else f"{text[:69]}…"
