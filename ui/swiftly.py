"""What only slows a start, laid aside before the modules are read."""

from __future__ import annotations

import builtins
import gc
import importlib.util
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType
from typing import Any

KEPT = Path(importlib.util.cache_from_source(str(Path(__file__).with_name("qt_support.py"))))
"""Beside this program's own compiled modules, and named for this Python as they are."""


def start_swiftly() -> None:
    """Read modules without looking for garbage, and PySide6 without what it does at every start:
    compile a part of itself, and read the source of all that comes after it.

    To be called before the program's own modules are imported; `tidying` looks for garbage
    again once the window has settled.
    """
    # Modules and mappings are made to stay, so each search among them finds nothing.
    gc.disable()
    with compiled_once(KEPT), long_patterns_later():
        import PySide6.QtCore  # noqa: F401
    # PySide6 reads the source of whatever is imported after it, and keeps it all, to learn
    # whether it might ask for `__feature__`; nothing here does.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def compiled_once(file: Path) -> Iterator[None]:
    """Meanwhile what is compiled of a source is looked for in `file` first, and kept there.

    PySide6 brings its own Python modules as sources inside a library, so that Python has no
    place to keep them compiled: a sixth of a bare window's time, at every start.
    """
    kept, compile_now = _read(file), builtins.compile
    had = len(kept)

    def compile_once(source: Any, *how: Any, **more: Any) -> Any:
        if not isinstance(source, bytes) or more:
            return compile_now(source, *how, **more)
        known = (importlib.util.source_hash(source), *how)
        if known not in kept:
            # Not with the `from __future__` of this module, which the built-in would take over.
            kept[known] = compile_now(source, *how, dont_inherit=True)
        return kept[known]

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = compile_now
    if len(kept) > had and not sys.dont_write_bytecode:
        _write(file, kept)


LONG = 3000
"""Letters of a pattern that takes milliseconds to compile."""


@contextmanager
def long_patterns_later() -> Iterator[None]:
    """Meanwhile a regular expression that takes long is compiled only when it is first asked.

    PySide6 has two, with which it reads the signatures of its own methods where an argument does
    not fit them.
    """
    compile_now = re.compile

    def compile_later(pattern: Any, flags: Any = 0) -> Any:
        if isinstance(pattern, str) and len(pattern) > LONG:
            return _Later(lambda: compile_now(pattern, flags))
        return compile_now(pattern, flags)

    re.compile = compile_later
    try:
        yield
    finally:
        re.compile = compile_now


class _Later:
    """Passes on every call to what is made at the first one."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            self._made = self._made or self._make()
            return getattr(self._made, name)(*args, **more)

        return call


def _read(file: Path) -> dict[tuple[Any, ...], CodeType]:
    """What was kept by this very Python; nothing where there is none or it is not whole."""
    try:
        written = file.read_bytes()
    except OSError:
        return {}
    seal, kept = written[:_SEAL], written[_SEAL:]
    return marshal.loads(kept) if kept and seal == _sealed(kept) else {}


def _write(file: Path, compiled: dict[tuple[Any, ...], CodeType]) -> None:
    """All of it or nothing; a folder that may not be written to keeps nothing."""
    kept = marshal.dumps(compiled)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f"{file.name}.{os.getpid()}")
        unfinished.write_bytes(_sealed(kept) + kept)
        unfinished.replace(file)


def _sealed(kept: bytes) -> bytes:
    """Code that lost a bit would bring the interpreter down, and so would another Python's."""
    return importlib.util.MAGIC_NUMBER + importlib.util.source_hash(kept)


_SEAL = len(_sealed(b""))
