"""The running window: every act has its text and key, every control says its name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from ui.application import ClinicDesk
from ui.kit.commands import clash, is_bare_letter


@pytest.fixture
def whole(desk: ClinicDesk) -> ClinicDesk:
    """The window with every page made."""
    while desk.window.stack.make_next():
        pass
    return desk


def test_every_act_has_a_text_and_no_bare_letter(whole: ClinicDesk) -> None:
    for command in whole.commands:
        assert command.text, command.id
        assert command.group, command.id
        assert not any(is_bare_letter(key) for key in (command.key, *command.also)), command.id


def test_no_key_could_mean_two_acts(whole: ClinicDesk) -> None:
    acts = list(whole.commands)
    clashes = [
        (one.id, other.id)
        for at, one in enumerate(acts)
        for other in acts[at + 1 :]
        if clash(one, other)
    ]
    assert clashes == []


def test_every_control_says_its_name(whole: ClinicDesk) -> None:
    nameless = [
        f"{type(control).__name__} in {_place(control)}"
        for control in whole.window.findChildren(QWidget)
        if _is_control(control) and not control.accessibleName()
    ]
    assert nameless == []


def _is_control(widget: QWidget) -> bool:
    """Whether the keyboard stops at it; Qt's own inner parts speak through their owners."""
    parent = widget.parentWidget()
    inner = isinstance(parent, QAbstractScrollArea) or widget.objectName().startswith("qt_")
    if isinstance(widget, QScrollBar) or inner:
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _place(widget: QWidget) -> str:
    names = []
    parent = widget.parentWidget()
    while parent is not None:
        names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(names[:4])
