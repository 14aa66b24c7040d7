"""What Qt itself keeps of texts, put aside: documents, lines, lists and whatever it calls a text.

Each widget is emptied by its kind, and each step that empties it knows the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QMetaType, QObject
from PySide6.QtGui import QPixmap, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextDocumentLayout,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.kit.undoing import steps_of, take_steps_again

Restore = Callable[[], object]
NO_TEXT_OF_A_RECORD = frozenset(("objectName", "styleSheet", "inputMask", "windowIconText", "html"))
"""Properties that are strings and yet nothing that a person typed or reads."""


def emptied(widget: QWidget, keeper: QObject) -> Iterator[Restore]:
    """Take the texts out of one widget; each step that puts one back."""
    was_blocked = widget.blockSignals(True)
    try:
        yield from _kind(widget, keeper)
        yield from without_words(widget)
    finally:
        widget.blockSignals(was_blocked)


def _kind(widget: QWidget, keeper: QObject) -> Iterator[Restore]:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield _without_document(widget, keeper)
    elif isinstance(widget, QLineEdit):
        yield _without_line(widget)
    elif isinstance(widget, QComboBox):
        yield _without_choices(widget, keeper)
    elif isinstance(widget, QAbstractItemView):
        if not _is_of_a_combo(widget) and widget.model() is not None:
            yield _without_rows(widget, keeper)
    elif isinstance(widget, QLabel) and not widget.pixmap().isNull():
        picture = widget.pixmap()
        widget.setPixmap(QPixmap())
        yield lambda: widget.setPixmap(picture)


def _without_document(widget: QPlainTextEdit | QTextEdit, keeper: QObject) -> Restore:
    """The document is put aside whole: its cursor, and what can be undone in it, live on."""
    document, cursor = widget.document(), widget.textCursor()
    parent = document.parent()
    document.setParent(keeper)
    empty = QTextDocument(widget)
    if isinstance(widget, QPlainTextEdit):
        empty.setDocumentLayout(QPlainTextDocumentLayout(empty))
    widget.setDocument(empty)

    def restore() -> None:
        was_blocked = widget.blockSignals(True)
        widget.setDocument(document)
        widget.setTextCursor(cursor)
        document.setParent(parent)
        empty.deleteLater()
        widget.blockSignals(was_blocked)

    return restore


def _without_line(line: QLineEdit) -> Restore:
    at, modified = line.cursorPosition(), line.isModified()
    start, length = line.selectionStart(), line.selectionLength()
    steps = steps_of(line)
    line.setText("")

    def restore() -> None:
        was_blocked = line.blockSignals(True)
        take_steps_again(line, steps)
        line.setModified(modified)
        line.setCursorPosition(at)
        if start >= 0:
            # The cursor stands at the end that it was drawn to.
            backwards = at == start
            line.setSelection(
                start + length if backwards else start, -length if backwards else length
            )
        line.blockSignals(was_blocked)

    return restore


def _without_choices(combo: QComboBox, keeper: QObject) -> Restore:
    model, chosen, words = combo.model(), combo.currentIndex(), combo.placeholderText()
    parent = model.parent()
    model.setParent(keeper)
    empty = QStandardItemModel(combo)
    combo.setModel(empty)
    combo.setPlaceholderText("")

    def restore() -> None:
        was_blocked = combo.blockSignals(True)
        combo.setModel(model)
        model.setParent(parent)
        combo.setCurrentIndex(chosen)
        combo.setPlaceholderText(words)
        combo.blockSignals(was_blocked)

    return restore


def _without_rows(view: QAbstractItemView, keeper: QObject) -> Restore:
    """The list is put aside with its choice of rows, and who listens to that choice."""
    model: QAbstractItemModel = view.model()
    chosen, parent = view.selectionModel(), model.parent()
    chosen_parent = chosen.parent()
    model.setParent(keeper)
    chosen.setParent(keeper)
    view.setModel(None)

    def restore() -> None:
        view.setModel(model)
        passing = view.selectionModel()
        view.setSelectionModel(chosen)
        passing.deleteLater()
        model.setParent(parent)
        chosen.setParent(chosen_parent)
        view.doItemsLayout()

    return restore


def _is_of_a_combo(view: QWidget) -> bool:
    around = view.parentWidget()
    return around is not None and isinstance(around.parentWidget(), QComboBox)


def without_words(owner: QObject) -> Iterator[Restore]:
    """Every text that Qt keeps as a property: names, tips, titles, what is spoken."""
    was_blocked = owner.blockSignals(True)
    for name in _text_properties(owner.metaObject().className(), owner):
        words = owner.property(name)
        if words:
            owner.setProperty(name, "")
            yield _words_back(owner, name, words)
    owner.blockSignals(was_blocked)


def _words_back(owner: QObject, name: str, words: str) -> Restore:
    def restore() -> None:
        was_blocked = owner.blockSignals(True)
        owner.setProperty(name, words)
        owner.blockSignals(was_blocked)

    return restore


_NAMES: dict[str, tuple[str, ...]] = {}


def _text_properties(kind: str, owner: QObject) -> tuple[str, ...]:
    if kind not in _NAMES:
        meta = owner.metaObject()
        found = [meta.property(at) for at in range(meta.propertyCount())]
        _NAMES[kind] = tuple(
            name
            for name, each in ((str(each.name()), each) for each in found)
            if each.isWritable()
            and each.metaType().id() == QMetaType.Type.QString.value
            and name not in NO_TEXT_OF_A_RECORD
        )
    return _NAMES[kind]
