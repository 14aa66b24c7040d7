"""The order of the Tab key: as the form is read, also where lines came later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def set_tab_order(*parts: QWidget) -> None:
    """Chain the controls in widgets, one widget after the other, each as its layouts set them;
    hidden ones too.

    Qt puts a line that is added to a form at the end of the window's chain, and moves the
    control there to its place but not the field around it.
    """
    controls = [control for part in parts for control in _controls(part)]
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)
    for field in (field for part in parts for field in part.findChildren(QWidget)):
        if (control := field.focusProxy()) is not None:
            _bring_beside(field, control)


def _bring_beside(field: QWidget, control: QWidget) -> None:
    """Qt takes Tab from wherever a field stands to its control, past all that lies between."""
    field.setFocusProxy(None)  # type: ignore[arg-type]
    field.setFocusProxy(control)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from _controls(inside)
    elif layout is not None:
        yield from _in_layout(layout)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _controls(widget)
        elif inner is not None:
            yield from _in_layout(inner)
