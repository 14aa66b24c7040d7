"""The frame: pages, search, who is at the desk, undo, privacy, letters, faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import CannotOpen, ClinicError, Stale
from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.frame.fault_notice import FaultNotice
from ui.frame.faults import FaultReports, describe
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Surface
from ui.kit.pages import PageEntry
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import Scroll
from ui.kit.tasks import Lane
from ui.kit.theme import Theme
from ui.kit.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[Lane], None]


class NotedPage(Surface):
    """A page that notes what happens to it."""

    def __init__(self, _workplace: Workplace) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def receive(self, **what: object) -> None:
        self.seen.append(what)

    def arrive(self) -> None:
        self.seen.append("arrived")

    def leave(self) -> None:
        self.seen.append("left")


PAGES = (
    PageEntry("calendar", "calendar", "Calendar", "F5", NotedPage),
    PageEntry("clients", "clients", "Clients", "F6", NotedPage),
)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, clinic: Clinic, client_id: int) -> ClinicDesk:
    program = ClinicDesk(
        qapp, clinic.folder, clinic.clock, PAGES, None, who=Credentials(1, PASSWORD)
    )
    qtbot.addWidget(program.window, before_close_func=lambda _window: program.close())
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    return program


def page(desk: ClinicDesk, name: str) -> NotedPage:
    made = desk.window.stack.page(name)
    assert isinstance(made, NotedPage)
    return made


def press(qtbot: QtBot, desk: ClinicDesk, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or desk.window, key, *modifiers)


def test_the_frame_stands_before_the_clinic(qapp: QApplication, qtbot: QtBot) -> None:
    program = ClinicDesk(qapp, Path("nowhere"), pages=PAGES, start=None)
    qtbot.addWidget(program.window)
    program.window.show()
    assert program.work is None
    program.close()


def test_the_first_page_is_shown_with_a_receptionist_at_the_desk(desk: ClinicDesk) -> None:
    assert desk.window.stack.now == "calendar"
    assert page(desk, "calendar").seen == ["arrived", {}]
    assert desk.work is not None
    assert desk.work.person is not None
    assert desk.work.person.name == "Maya Patel"


def test_the_banner_says_what_the_clinic_is_not_yet(desk: ClinicDesk) -> None:
    words = desk.window.banner.words.text()
    assert "Demo" in words
    assert "Trial" not in words
    assert "Draft protocol, not signed" in words


def test_a_key_shows_a_page_and_the_rail_marks_it(desk: ClinicDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_F6)
    assert desk.window.stack.now == "clients"
    assert page(desk, "calendar").seen[-1] == "left"
    assert page(desk, "clients").seen == ["arrived", {}]


def test_a_client_is_found_by_keys_alone(
    desk: ClinicDesk, qtbot: QtBot, client_id: int, settle: Settle
) -> None:
    press(qtbot, desk, Qt.Key.Key_K, CTRL)
    search = desk.window.top.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "clar")
    settle(desk.desk)
    assert desk.window.search.hits.isVisible()
    press(qtbot, desk, Qt.Key.Key_Return)
    assert page(desk, "clients").seen[-1] == {"client_id": client_id}
    assert search.text() == ""


def test_enter_pressed_before_the_answer_opens_the_first_hit(
    desk: ClinicDesk, qtbot: QtBot, client_id: int, settle: Settle
) -> None:
    press(qtbot, desk, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(desk.window.top.search, "316")
    press(qtbot, desk, Qt.Key.Key_Return)
    settle(desk.desk)
    assert page(desk, "clients").seen[-1] == {"client_id": client_id}


def test_a_search_that_finds_nobody_says_so_in_plain_text(
    desk: ClinicDesk, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, desk, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(desk.window.top.search, "<b>zz")
    settle(desk.desk)
    told = desk.window.search.hits.findChildren(PlainLabel)
    assert [label.text() for label in told] == ["Nobody is found for “<b>zz”."]
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk.window.search.hits.isVisible()


def test_hits_show_initials_only_while_names_are_hidden(
    desk: ClinicDesk, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, desk, Qt.Key.Key_F9)
    press(qtbot, desk, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(desk.window.top.search, "nadia")
    settle(desk.desk)
    rows = desk.window.search.hits.findChildren(ChoiceRow)
    assert [row.words() for row in rows] == ["NC"]


def test_the_nurse_sits_down_with_her_pin(desk: ClinicDesk, qtbot: QtBot, settle: Settle) -> None:
    picker = desk.window.picker
    assert picker is not None
    assert desk.work is not None
    press(qtbot, desk, Qt.Key.Key_F2)
    press(qtbot, desk, Qt.Key.Key_Tab)
    press(qtbot, desk, Qt.Key.Key_Return)
    qtbot.keyClicks(picker.pin.line, "1111")
    press(qtbot, desk, Qt.Key.Key_Return)
    settle(desk.desk)
    assert desk.work.person is not None
    assert desk.work.person.name == "Maya Patel"
    qtbot.keyClicks(picker.pin.line, "2468")
    press(qtbot, desk, Qt.Key.Key_Return)
    settle(desk.desk)
    assert desk.work.person.name == "Ruth Holt"
    assert not picker.isVisible()


def test_ctrl_z_takes_back_the_last_announced_act_once(desk: ClinicDesk, qtbot: QtBot) -> None:
    undone: list[int] = []
    assert desk.work is not None
    desk.work.announce("Booked Anna K., Tue 10:00.", lambda: undone.append(1))
    assert desk.window.status.said.text() == "Booked Anna K., Tue 10:00."
    press(qtbot, desk, Qt.Key.Key_Z, CTRL)
    assert desk.window.status.said.text() == "Taken back: Booked Anna K., Tue 10:00."
    press(qtbot, desk, Qt.Key.Key_Z, CTRL)
    assert undone == [1]


def test_what_has_left_the_line_is_said_again_before_ctrl_z_takes_it_back(
    desk: ClinicDesk, qtbot: QtBot
) -> None:
    undone: list[int] = []
    assert desk.work is not None
    status, words = desk.window.status, "Booked Anna K., Tue 10:00."
    for leave in (
        status._standing.timeout.emit,
        lambda: desk.window.warn(ClinicError("No paper.")),
    ):
        desk.work.announce(words, lambda: undone.append(1))
        leave()
        assert not status.undo_button.isVisible()
        press(qtbot, desk, Qt.Key.Key_Z, CTRL)
        assert status.said.text() == words
        assert status.undo_button.isVisible()
        assert undone == []
        press(qtbot, desk, Qt.Key.Key_Z, CTRL)
        assert undone.pop() == 1


def test_nobody_takes_back_what_another_did(desk: ClinicDesk, qtbot: QtBot) -> None:
    undone: list[int] = []
    assert desk.work is not None
    maya, ruth = desk.work.clinic.staff.people()[:2]
    desk.work.announce("Anna K.: attended, not treated", lambda: undone.append(1))
    desk.work.seat.sit_down(maya)
    assert desk.window.status.can_undo()
    desk.work.seat.sit_down(ruth)
    press(qtbot, desk, Qt.Key.Key_Z, CTRL)
    assert undone == []
    assert desk.window.status.said.text() == ""


def test_names_are_hidden_by_key_and_by_idling(desk: ClinicDesk, qtbot: QtBot) -> None:
    assert desk.work is not None
    press(qtbot, desk, Qt.Key.Key_F9)
    assert desk.work.private
    press(qtbot, desk, Qt.Key.Key_F9)
    assert not desk.work.private
    desk.window.idle.fell_idle.emit()
    assert desk.work.private
    assert desk.window.status.privacy_button.isVisible()


def test_larger_letters_are_kept_with_the_clinic(
    desk: ClinicDesk, qtbot: QtBot, clinic: Clinic, theme: Theme, settle: Settle
) -> None:
    press(qtbot, desk, Qt.Key.Key_Plus, CTRL)
    assert theme.percent == 110
    desk.window._keep_size.now()
    settle(desk.desk)
    assert clinic.practice.read().text_percent == 110


def test_hidden_names_are_hidden_in_the_status_line_too(desk: ClinicDesk, qtbot: QtBot) -> None:
    assert desk.work is not None
    said = desk.window.status.said
    desk.work.announce("Booked Anna K., Tue 1 Dec 10:00", lambda: None)
    press(qtbot, desk, Qt.Key.Key_F9)
    assert "Anna" not in said.text() + said.accessibleName()
    assert desk.window.status.can_undo()
    desk.work.announce("Moved Anna K., Tue 1 Dec 11:00", lambda: None)
    assert "Anna" not in said.text() + said.accessibleName()
    press(qtbot, desk, Qt.Key.Key_F9)
    assert said.text() == "Moved Anna K., Tue 1 Dec 11:00"


def test_the_key_sheet_opens_and_closes_by_key(desk: ClinicDesk, qtbot: QtBot) -> None:
    press(qtbot, desk, Qt.Key.Key_F1)
    assert desk.window.keys is not None
    assert desk.window.keys.isVisible()
    texts = {label.text() for label in desk.window.keys.findChildren(PlainLabel)}
    assert {command.text for command in desk.commands if command.key} <= texts
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk.window.keys.isVisible()


def test_the_key_sheet_is_written_anew_and_leaves_nothing_behind(
    desk: ClinicDesk, qtbot: QtBot
) -> None:
    for _ in range(3):
        press(qtbot, desk, Qt.Key.Key_F1)
    assert desk.window.keys is not None
    shown = [label for label in desk.window.keys.findChildren(FieldLabel) if label.isVisible()]
    assert len(shown) == len(desk.commands.key_sheet())


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 100), ((1366, 768), 200)])
def test_the_key_sheet_can_be_read_to_its_end_by_keys(
    desk: ClinicDesk, qtbot: QtBot, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    theme.set_percent(percent)
    desk.window.resize(*size)
    press(qtbot, desk, Qt.Key.Key_F1)
    assert desk.window.keys is not None
    bar = desk.window.keys.findChild(Scroll).verticalScrollBar()
    press(qtbot, desk, Qt.Key.Key_End)
    assert desk.window.keys.isVisible()
    assert bar.value() == bar.maximum()


def test_a_write_tells_every_view_what_it_touched(
    desk: ClinicDesk, qtbot: QtBot, settle: Settle
) -> None:
    assert desk.work is not None
    told: list[object] = []
    desk.work.changed.connect(lambda changes, who: told.append((changes, who)))
    desk.work.write(lambda: Changes(clients=frozenset({3})), initiator=desk)
    settle(desk.desk)
    assert told == [(Changes(clients=frozenset({3})), desk)]


def test_an_error_nobody_hears_stands_in_the_status_line(desk: ClinicDesk, settle: Settle) -> None:
    def refuse() -> None:
        raise Stale("Someone else saved this client first.")

    desk.desk.write(refuse)
    settle(desk.desk)
    assert desk.window.status.said.text() == "Someone else saved this client first."


def test_a_fault_is_reported_without_what_was_typed(
    desk: ClinicDesk, clinic: Clinic, settle: Settle, capfd: pytest.CaptureFixture[str]
) -> None:
    def stumble() -> None:
        raise ValueError("Nadia Clarke, 07700 900316")

    desk.desk.write(stumble)
    settle(desk.desk)
    (report,) = (clinic.folder / "reports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "stumble" in text
    assert "Nadia" not in text + capfd.readouterr().err
    notice = desk.window.findChild(FaultNotice)
    assert notice.isVisible()


def test_a_report_that_cannot_be_written_is_told_too(tmp_path: Path, clock: FixedClock) -> None:
    told: list[Path | None] = []
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    FaultReports(clock, in_the_way / "reports", told.append).report(ValueError("x"))
    assert told == [None]


def test_a_report_names_what_caused_what() -> None:
    try:
        try:
            raise KeyError("Nadia")
        except KeyError as cause:
            raise ValueError("Clarke") from cause
    except ValueError as error:
        text = describe(error)
    assert text.index("ValueError") < text.index("caused by") < text.index("KeyError")
    assert "Nadia" not in text


def test_a_clinic_that_does_not_open_says_why_and_asks_for_its_key(
    desk: ClinicDesk, qtbot: QtBot
) -> None:
    desk.folder.joinpath("clinic.key").touch()
    desk._did_not_open(CannotOpen("The key is not in this computer's key store."))
    assert desk.door is not None
    assert desk.door.isVisible()
    assert "key store" in desk.door.what.text()
    assert desk.door.secret.isVisible()


def test_the_bar_folds_and_nothing_is_lost_at_twice_the_size(
    desk: ClinicDesk, theme: Theme, qtbot: QtBot
) -> None:
    desk.window.resize(1366, 768)
    assert desk.window.top.clinic.isVisible()
    theme.set_percent(200)
    qtbot.waitUntil(lambda: not desk.window.top.clinic.isVisible())
    assert desk.window.top.seat.isVisible()
    assert desk.window.width() == 1366
    desk.window.status.announce("Booked Nadia C., Tue 8 Dec 09:30.", lambda: None)
    desk.window.toggle_privacy()
    status = desk.window.status
    assert status.time.text() == "Tue 24 Nov, 09:00"
    assert status.time.geometry().right() <= status.width()
