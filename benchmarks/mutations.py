"""Small changes to a module: boundaries, guards, order, limits, arguments, locks. One tree for each change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LEFT_OUT = {"order_by", "strip", "casefold", "distinct", "with_for_update", "desc"}
"""Methods of a chain that a change leaves out."""
_MESSAGES = {"debug", "info", "warning", "error", "exception", "log"}

_SMALL = 100
"""Numbers up to this one become one more, greater ones are doubled: nobody counts 16,385 bytes."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of one module."""

    path: Path
    line: int
    was: str
    becomes: str
    number: int
    """Which of the places of the module that may be changed."""
    choice: int
    """Which of the changes of this place."""
    function: int | None
    """First line of the outermost function around the change, with its decorators. None in a module's own code."""

    def tree(self, source: str) -> ast.Module:
        """Return the module with the change."""
        tree = ast.parse(source)
        for number, (node, _) in enumerate(_changeable(tree, None, in_class=False)):
            if number == self.number:
                return _replace(tree, node, list(_changes(node))[self.choice])
        raise LookupError(f"{self} is not in the module")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was}  ->  {self.becomes}"


def mutations(path: Path, source: str) -> Iterator[Mutation]:
    """Yield every change of one module. Types, messages, decorators and class bodies stay as they are."""
    tree = ast.parse(source)
    for number, (node, function) in enumerate(_changeable(tree, None, in_class=False)):
        for choice, changed in enumerate(_changes(node)):
            yield Mutation(path, node.lineno, _short(node), _short(changed), number, choice, function)


def _changeable(
    node: ast.AST, function: int | None, *, in_class: bool
) -> Iterator[tuple[ast.expr | ast.stmt, int | None]]:
    """Yield the expressions and statements below ``node`` that may be changed, each with its function's first line."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            within, inside_class = function, in_class
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and function is None:
                within = min((d.lineno for d in child.decorator_list), default=child.lineno)
            elif isinstance(child, ast.ClassDef):
                inside_class = True
            if isinstance(child, ast.expr | ast.stmt) and (within is not None or not inside_class):
                yield child, within
            yield from _changeable(child, within, in_class=inside_class)


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift):
        return True  # the size of a buffer
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Constant):
        return True
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _MESSAGES


def _changes(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    match node:
        case ast.Compare(left, [operator], comparators):
            yield ast.Compare(left, [_COMPARISONS[type(operator)]()], comparators)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield ast.Call(ast.Name("bool", ast.Load()), [operand], [])
        case ast.If(ast.Name() | ast.Attribute() | ast.Call() as test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(ast.Name() | ast.Attribute() | ast.Call() as test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right) if not _is_text(left) and not _is_text(right):
            yield ast.BinOp(left, ast.Sub() if isinstance(operator, ast.Add) else ast.Add(), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as number):
            yield ast.Constant(number + 1 if number <= _SMALL else 2 * number)
        case ast.Continue() | ast.Break() | ast.Return(None) | ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.With(items, body) if all(item.optional_vars is None for item in items):
            yield ast.If(ast.Constant(True), body, [])
        case ast.Call(ast.Name(name), args, keywords) if name in _NAMES:
            yield ast.Call(ast.Name(_NAMES[name], ast.Load()), args, keywords)
        case ast.Call(ast.Attribute(value, name), _, _) if name in _LEFT_OUT:
            yield value
        case ast.Call(func, [ast.Name() as first, ast.Name() as second, *others], keywords) if first.id != second.id:
            yield ast.Call(func, [second, first, *others], keywords)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def _replace(tree: ast.Module, target: ast.AST, changed: ast.AST) -> ast.Module:
    class _Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(changed, node) if node is target else self.generic_visit(node)

    return ast.fix_missing_locations(cast("ast.Module", _Replace().visit(tree)))


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:110]
