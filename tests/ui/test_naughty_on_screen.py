"""Texts that break programs, on the screen: shown as typed, and nothing in them is obeyed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import ClinicError
from clinic_desk.clinic import Clinic
from clinic_desk.staff.people import PersonDraft
from tests.core.calendar.desk import on
from tests.factories import add_appointment
from tests.faults.strings import REFUSED, naughty
from tests.faults.typed import whole_client
from ui.application import ClinicDesk
from ui.kit.buttons import LinkButton, PrimaryButton, QuietButton
from ui.kit.choices import CheckField, Segments, Switch
from ui.kit.entry_list import Entry, EntryList
from ui.kit.fields import ComboField, LineField, TextField
from ui.kit.findings import SayBox
from ui.kit.labels import (
    Avatar,
    Chip,
    ElidedLabel,
    FieldLabel,
    PlainLabel,
    SectionTitle,
    initials_of,
    set_plain_tip,
)
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import Busy, EmptyState, PageHead, TroubleLine
from ui.kit.tasks import Lane

LONGEST = 400
"""Letters shown of one: a name of 20,000 is tried with the client's page."""
SHOWERS: tuple[Callable[[str], QWidget], ...] = (
    PlainLabel,
    lambda text: PlainLabel(text, wrap=True),
    ElidedLabel,
    FieldLabel,
    SectionTitle,
    Chip,
    lambda text: Avatar(initials_of(text)),
    PrimaryButton,
    QuietButton,
    LinkButton,
    lambda text: ChoiceRow(text, text, tag=text[:20]),
    lambda text: PageHead(text),
    lambda text: EmptyState(text),
    Busy,
    LineField,
    TextField,
    lambda text: CheckField(text),
    lambda text: Switch(text),
    lambda text: Segments(text, (("a", text), ("b", "other"))),
)


@pytest.fixture
def chosen(request: pytest.FixtureRequest) -> list[str]:
    """A sample, or with `--long` all of them."""
    whole = request.config.getoption("--long")
    # Qt takes a first one of these for the mark of an encoding, and drops it.
    texts = naughty(None if whole else 24, seed=7)
    return [text[:LONGEST].lstrip("\ufeff\ufffe") for text in texts]


def parts(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all in it."""
    yield widget
    yield from widget.findChildren(QWidget)


def obeys_nothing(widget: QWidget) -> None:
    """No label reads markup, no button takes a letter of its words for a key."""
    for part in parts(widget):
        if isinstance(part, QLabel):
            assert part.textFormat() == Qt.TextFormat.PlainText, part.text()
        if isinstance(part, QAbstractButton):
            assert part.shortcut().isEmpty(), part.text()


@pytest.mark.parametrize("number", range(len(SHOWERS)))
def test_every_part_of_the_kit_shows_a_text_as_it_is(
    number: int, qtbot: QtBot, chosen: list[str]
) -> None:
    for text in chosen:
        widget = SHOWERS[number](text)
        qtbot.addWidget(widget)
        obeys_nothing(widget)
        widget.resize(300, 60)
        widget.grab()
        for label in widget.findChildren(QLabel):
            assert label.text() in (text, ""), ascii(text)
        if isinstance(widget, QLabel):
            assert widget.text() == text
        widget.deleteLater()


def test_markup_takes_as_much_room_as_its_letters(qtbot: QtBot) -> None:
    for text in ("<b>x</b>", '<img src="/etc/passwd"/>', "&amp;&File"):
        label = PlainLabel(text)
        qtbot.addWidget(label)
        assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(text)


def test_fields_give_back_what_was_put_into_them(qtbot: QtBot, chosen: list[str]) -> None:
    line, many, combo = LineField("Name"), TextField("Note"), ComboField("Who")
    for field in (line, many, combo):
        qtbot.addWidget(field)
    for text in chosen:
        many.set_text(text)
        assert as_lines(many.text()) == as_lines(text), ascii(text)
        line.set_text(text)
        assert "\n" not in text or line.text() != "", ascii(text)
        combo.set_choices([(text, text)])
        combo.set_value(text)
        assert combo.value() == text
        box = combo.findChild(QComboBox)
        assert box.itemText(0) == text


def as_lines(text: str) -> list[str]:
    """A text's lines, whichever sign ends them; what is not drawn at all may fall away."""
    return re.split("\r\n|[\r\n\u2028\u2029]", text)


def test_what_is_told_is_told_as_it_is(qtbot: QtBot, chosen: list[str]) -> None:
    trouble, say, entries = TroubleLine(), SayBox(), EntryList("Visits")
    tipped = PlainLabel("x")
    for widget in (trouble, say, entries, tipped):
        qtbot.addWidget(widget)
    for text in chosen:
        trouble.tell(ClinicError(text))
        assert trouble.words.text() == text
        entries.show_entries((Entry(text, detail=text, second=text, tag=text[:20]),))
        entries.grab()
        set_plain_tip(tipped, text)
        document = QTextDocument()
        document.setHtml(tipped.toolTip())
        assert seen(document.toPlainText()) == seen(text), ascii(text)


def seen(text: str) -> str:
    """What is left of a text where spaces, ends of lines and what has no shape do not count."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] not in "CZ")


@pytest.mark.parametrize(
    "text", ["<b>B</b> <img src=/etc/passwd> &File", "\u202eevil\x1b[2J\n{0}%s"]
)
def test_the_whole_window_shows_it_plainly(
    desk: ClinicDesk, clinic: Clinic, settle: Callable[[Lane], None], text: str
) -> None:
    client = clinic.clients.add(whole_client(text), 2).id
    ruth = clinic.staff.people()[1]
    draft = PersonDraft(text, ruth.role, 2, text, "12A3456E", True, True, position=1,
                        treatments=ruth.treatments)  # fmt: skip
    changes = clinic.staff.save(draft, 3).changes
    clinic.practice.save(replace(clinic.practice.read(), name=text), 3)
    starts = on(24, 10, month=11)
    add_appointment(clinic.database, client, 2, starts, on(24, 11, month=11), desk_note=text)
    work = desk.work
    assert work is not None
    work.seat.changed.emit(changes, None)
    work.announce(text, lambda: None)
    for page in ("calendar", "leaflets", "settings", "clients"):
        work.show_page(page, **({"client_id": client} if page == "clients" else {}))
        settle(desk.desk)
        settle(desk.background)
        desk.window.grab()
        obeys_nothing(desk.window)
    assert desk.window.windowTitle() == "Clinic Desk"
    assert desk.window.status.said.text() == text
    desk.window.toggle_privacy()
    desk.window.grab()


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:20]))
def test_what_cannot_be_kept_can_be_pasted(
    desk: ClinicDesk, settle: Callable[[Lane], None], text: str
) -> None:
    desk.window.top.search.setFocus()
    desk.window.top.search.setText(text)
    desk.window.top.search.textEdited.emit(text)
    settle(desk.desk)
    desk.window.grab()
