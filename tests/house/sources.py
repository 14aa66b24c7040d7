"""The project's own files, read once for the house tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str

    @property
    def text(self) -> str:
        """What stands in the file."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed by the process that asks for it."""
        return ast.parse(self.text)


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file under these folders."""
    return tuple(
        Source(str(file.relative_to(ROOT)))
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
    )


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string a person might read, with its line: constants that are no docstring."""
    told = {id(node.value) for node in ast.walk(tree) if _is_bare_string(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def _is_bare_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
