"""No colour, size or font outside the token file, and no raw widget outside the kit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import Source, sources, strings

OUTSIDE = tuple(source for source in sources("ui") if not source.path.startswith("ui/kit/"))
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|rgba?\(.*|hsla?\(.*")
RAW = frozenset(
    "QLabel QPushButton QToolButton QRadioButton QCheckBox QComboBox QLineEdit QTextEdit "
    "QPlainTextEdit QTextBrowser QSpinBox QDateEdit QTimeEdit QMessageBox QInputDialog "
    "QPalette".split()
)
WRITTEN = ("QColor", "QFont")
"""May be copied outside the kit, and not written down."""
OBEYING = ("setHtml", "insertHtml")
SIZED = frozenset(
    "setFixedWidth setFixedHeight setFixedSize setMinimumWidth setMinimumHeight setMinimumSize "
    "setMaximumWidth setMaximumHeight setMaximumSize setSpacing setContentsMargins resize "
    "addSpacing setPixelSize setPointSize setIconSize QSize setHorizontalSpacing "
    "setVerticalSpacing".split()
)


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the name of what is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield node, name


def number(node: ast.expr) -> float:
    """The number a literal stands for, 0 for anything else."""
    if isinstance(node, ast.UnaryOp):
        return number(node.operand)
    value = node.value if isinstance(node, ast.Constant) else 0
    return float(value) if isinstance(value, int | float) else 0


@pytest.mark.parametrize("source", sources("ui"), ids=lambda source: source.path)
def test_no_colour_is_written_outside_the_token_file(source: Source) -> None:
    found = [text for _, text in strings(source.tree) if COLOUR.fullmatch(text)]
    assert found == []


@pytest.mark.parametrize("source", OUTSIDE, ids=lambda source: source.path)
def test_no_raw_widget_colour_or_font_is_made_outside_the_kit(source: Source) -> None:
    made = [f"{name}, line {call.lineno}" for call, name in calls(source) if name in RAW]
    made += [
        f"{name}, line {call.lineno}"
        for call, name in calls(source)
        if name in WRITTEN and any(isinstance(part, ast.Constant) for part in call.args)
    ]
    bases = [
        f"{base.id}, class {node.name}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in RAW
    ]
    assert made + bases == []


@pytest.mark.parametrize("source", OUTSIDE, ids=lambda source: source.path)
def test_no_size_is_written_outside_the_kit(source: Source) -> None:
    sized = [
        f"{name}, line {call.lineno}"
        for call, name in calls(source)
        if name in SIZED and any(number(argument) > 1 for argument in call.args)
    ]
    styled = [f"line {call.lineno}" for call, name in calls(source) if name == "setStyleSheet"]
    assert sized + styled == []


@pytest.mark.parametrize("source", sources("ui", "clinic_desk"), ids=lambda source: source.path)
def test_no_markup_paragraph_is_made_anywhere(source: Source) -> None:
    """ReportLab's own reads markup, as Qt's setHtml does: a client's name would be obeyed."""
    if not any(word in source.text for word in (*OBEYING, "reportlab")):
        return
    read = [call.lineno for call, name in calls(source) if name in OBEYING]
    read += [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("reportlab")
        for name in node.names
        if name.name in ("Paragraph", "ParagraphStyle")
    ]
    assert read == []
