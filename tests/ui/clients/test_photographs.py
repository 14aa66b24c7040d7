"""The photographs' tab, by real keys and mouse."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.errors import NotAllowed
from clinic_desk.clients.records import ClientDetails
from clinic_desk.photographs.framing import Frame
from clinic_desk.photographs.models import Photograph
from clinic_desk.staff.people import PersonDraft
from tests.drawn import jpeg
from tests.factories import NOW, add_appointment, events
from tests.ui.clients.desk import Shown
from ui.clients.photographs import reading
from ui.clients.photographs.adding import NO_PICTURE, Adding
from ui.clients.photographs.pane import Pane
from ui.clients.photographs.tab import NOTHING, PhotographsTab
from ui.clients.photographs.tile import Tile
from ui.kit.printing import Printer, use_file_printers
from ui.kit.surfaces import Scroll

SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]
TODAY = NOW.date()
Key = Qt.Key


class AtTab:
    """The tab in sight, with the nurse at the desk."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.clinic = shown, shown.clinic
        self.by = shown.nurse.id
        self.client = self.clinic.clients.add(ClientDetails("Ada", "Marsh"), self.by).id
        self.tab: PhotographsTab = shown.page.record.photographs

    def agree(self) -> int:
        return self.clinic.consents.give_on_screen(
            self.client, "photographs", "Ada Marsh", SIGNED, self.by
        ).id

    def add(
        self, hue: str = "#c98", view: str = "front", days: int = 0, moment: str = "before"
    ) -> int:
        taken_on = TODAY - timedelta(days=days)
        return self.clinic.photographs.add(
            self.client,
            jpeg(hue=hue),
            view,
            moment,
            taken_on,
            None,
            self.by,  # type: ignore[arg-type]
        ).id

    def show(self) -> None:
        self.shown.work.seat.sit_down(self.shown.nurse)
        self.shown.page.receive(client_id=self.client, tab="photographs")
        self.settle()

    def settle(self) -> None:
        lanes = (self.shown.work.desk, self.shown.work.background)
        throttles = (self.tab.thumbnails.soon, self.tab.frames._soon)

        def is_still() -> bool:
            return not any(lane.pending for lane in lanes) and not any(
                each.waiting for each in throttles
            )

        for _ in range(3):
            QApplication.processEvents()
            self.shown.bot.waitUntil(is_still)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            here = QApplication.focusWidget() or self.tab
            self.shown.bot.keyClick(here, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    @property
    def tiles(self) -> list[Tile]:
        return self.tab.sheet.tiles

    @property
    def in_sight(self) -> QWidget | None:
        return self.tab.stack.currentWidget()

    def acts(self) -> list[str]:
        return [event.act for event in events(self.clinic.database)]


@pytest.fixture
def at_tab(shown: Shown) -> AtTab:
    return AtTab(shown)


def test_pictures_stand_under_their_days_newest_first_with_their_thumbnails(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.add("#111", days=3)
    at_tab.add("#222", view="left")
    at_tab.add("#333")
    at_tab.show()
    assert [tile.words() for tile in at_tab.tiles] == [
        "Front, before",
        "Left, before",
        "Front, before",
    ]
    days = [label.text() for label, _ in at_tab.tab.sheet._days]
    assert days == ["Tue 24 Nov · 2 photographs", "Sat 21 Nov · 1 photograph"]
    assert all(tile.has_picture for tile in at_tab.tiles)
    assert at_tab.tiles[0].accessibleName() == "Front, before, 24 November 2026"
    assert at_tab.acts().count("photograph.read") == 1


def test_without_consent_it_says_so_and_leads_there(at_tab: AtTab) -> None:
    at_tab.show()
    line = at_tab.tab.consent_line
    assert line.isVisible()
    assert line.words.text() == "There is no consent to photographs on file."
    assert not at_tab.tab.add_button.isEnabled()
    assert at_tab.in_sight is at_tab.tab.nothing
    wanted: list[bool] = []
    at_tab.tab.consent_wanted.connect(lambda: wanted.append(True))
    line.to_consent.click()
    assert wanted


def test_with_consent_and_no_picture_it_says_how_to_add_one(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.show()
    assert not at_tab.tab.consent_line.isVisible()
    assert at_tab.tab.nothing.sentence.text() == NOTHING
    assert at_tab.tab.add_button.isEnabled()


def test_consent_taken_back_takes_them_out_of_sight(at_tab: AtTab) -> None:
    consent = at_tab.agree()
    at_tab.add()
    at_tab.show()
    at_tab.press(Key.Key_Return)
    assert at_tab.in_sight is at_tab.tab.viewer
    at_tab.clinic.consents.withdraw(consent, TODAY, "", at_tab.by)
    at_tab.tab.read()
    at_tab.settle()
    assert at_tab.tiles == []
    assert at_tab.in_sight is at_tab.tab.nothing
    assert "1 photograph is kept and not shown" in at_tab.tab.consent_line.words.text()
    assert at_tab.tab.consent_line.remove_all.isVisible()


def test_reception_has_no_such_tab_and_no_key_for_it(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.add()
    at_tab.show()
    record = at_tab.shown.page.record
    assert record.tabs.tabs["photographs"].isVisible()
    at_tab.shown.work.seat.sit_down(at_tab.shown.reception)
    at_tab.settle()
    assert not record.tabs.tabs["photographs"].isVisible()
    assert record.tabs.now == "history"
    assert at_tab.tiles == []
    assert not at_tab.shown.page.has_tab("photographs")
    at_tab.shown.page.show_tab("photographs")
    at_tab.settle()
    assert record.tabs.now == "history"


def test_arrows_go_along_the_sheet_and_enter_opens(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.add("#111", days=3)
    at_tab.add("#222")
    at_tab.add("#333", view="left")
    at_tab.show()
    assert at_tab.tiles[0].hasFocus()
    at_tab.press(Key.Key_Right)
    assert at_tab.tiles[1].hasFocus()
    at_tab.press(Key.Key_Down)
    assert at_tab.tiles[2].hasFocus()
    at_tab.press(Key.Key_Up, Key.Key_Left)
    assert at_tab.tiles[0].hasFocus()
    at_tab.press(Key.Key_Return)
    (shown,) = at_tab.tab.viewer.shown
    assert shown.record.id == at_tab.tiles[0].record.id
    assert shown.images[0].width() == 300
    assert at_tab.acts()[-1] == "photograph.read"
    at_tab.press(Key.Key_Escape)
    assert at_tab.in_sight is at_tab.tab.rolled
    assert at_tab.tab.viewer.shown == ()


def two_in_sight(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.add("#111", days=30)
    at_tab.add("#222", moment="after")
    at_tab.show()
    at_tab.press(Key.Key_Space, Key.Key_Right, Key.Key_Space, Key.Key_Return)


def test_two_that_are_marked_are_compared(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    viewer = at_tab.tab.viewer
    assert [each.record.moment for each in viewer.shown] == ["after", "before"]
    assert viewer.first.isVisible()
    assert viewer.second.isVisible()
    assert "Front, after" in viewer.first.pane.accessibleName()
    at_tab.press(Key.Key_Escape)
    assert [tile.number for tile in at_tab.tiles] == [1, 2]


def test_what_is_in_sight_is_printed_and_each_is_noted(at_tab: AtTab, tmp_path: Path) -> None:
    use_file_printers(Printer("Desk printer", is_default=True, folder=tmp_path))
    alt = Qt.KeyboardModifier.AltModifier
    two_in_sight(at_tab)
    at_tab.press(Key.Key_P, modifier=alt)
    at_tab.settle()
    assert at_tab.acts()[-2:] == ["paper.photograph_printed"] * 2
    assert [each.name for each in tmp_path.glob("*.pdf")] == ["photographs.pdf"]
    at_tab.press(Key.Key_Escape)
    at_tab.press(Key.Key_P, modifier=alt)
    at_tab.settle()
    assert at_tab.acts().count("paper.photograph_printed") == 2
    use_file_printers()


def test_a_picture_is_as_high_as_there_is_room_and_no_page_rolls(at_tab: AtTab) -> None:
    at_tab.shown.page.resize(1300, 700)
    two_in_sight(at_tab)
    pane = at_tab.tab.viewer.first.pane
    foot = pane.mapTo(at_tab.shown.page, QPoint(0, pane.height())).y()
    assert pane.height() >= pane.minimumSizeHint().height()
    assert foot <= at_tab.shown.page.height()


def test_a_third_mark_takes_the_place_of_the_first(at_tab: AtTab) -> None:
    at_tab.agree()
    for hue in ("#111", "#222", "#333"):
        at_tab.add(hue)
    at_tab.show()
    for tile in at_tab.tiles:
        at_tab.shown.bot.mouseClick(
            tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
        )
    assert [tile.number for tile in at_tab.tiles] == [0, 1, 2]
    at_tab.shown.bot.mouseDClick(at_tab.tiles[0], Qt.MouseButton.LeftButton)
    at_tab.settle()
    assert len(at_tab.tab.viewer.shown) == 2


def test_the_divider_moves_by_keys_and_by_mouse(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    viewer = at_tab.tab.viewer
    viewer.way.setFocus()
    at_tab.press(Key.Key_Right)
    assert viewer.over.isVisible()
    assert not viewer.first.isVisible()
    viewer.over.setFocus()
    at_tab.press(Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert viewer.over.divider == pytest.approx(0.52)
    assert "The divider is at 52 %" in viewer.over.accessibleDescription()
    window = viewer.over.window_place
    grip = QPoint(round(viewer.over._divider_x()), round(window.center().y()))
    goal = QPoint(round(window.left() + window.width() * 0.25), grip.y())
    bot = at_tab.shown.bot
    bot.mousePress(viewer.over, Qt.MouseButton.LeftButton, pos=grip)
    bot.mouseMove(viewer.over, goal)
    bot.mouseRelease(viewer.over, Qt.MouseButton.LeftButton, pos=goal)
    assert viewer.over.divider == pytest.approx(0.25, abs=0.01)
    for _ in range(60):
        bot.keyClick(viewer.over, Key.Key_Left)
    assert viewer.over.divider == 0


def colours_at(widget: QWidget, *spots: QPointF) -> list[str]:
    picture = widget.grab().toImage()
    return [picture.pixelColor(spot.toPoint()).name() for spot in spots]


def test_left_of_the_divider_is_the_first_picture_and_right_of_it_the_second(
    at_tab: AtTab,
) -> None:
    two_in_sight(at_tab)
    viewer = at_tab.tab.viewer
    viewer.way._choose(1)
    window = viewer.over.window_place
    edge = QPointF(window.left() + window.width() * 0.8, window.top() + 6)
    viewer.over.set_divider(1)
    (after,) = colours_at(viewer.over, edge)
    viewer.over.set_divider(0)
    (before,) = colours_at(viewer.over, edge)
    assert (after, before) == ("#222222", "#111111")


def test_over_each_other_it_says_which_day_is_left_and_which_right(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    viewer = at_tab.tab.viewer
    assert not viewer.sides.isVisible()
    viewer.way._choose(1)
    assert viewer.sides.isVisible()
    said = [viewer.sides.left.text(), viewer.sides.right.text()]
    assert said == ["Front, after · 24 November 2026", "Front, before · 25 October 2026"]


@pytest.mark.parametrize("way", [0, 1])
def test_two_pictures_fit_below_the_head_of_a_small_screen(at_tab: AtTab, way: int) -> None:
    at_tab.shown.page.resize(1290, 658)
    two_in_sight(at_tab)
    at_tab.tab.viewer.way._choose(way)
    at_tab.settle()
    (whole,) = (each for each in at_tab.shown.page.record.findChildren(Scroll)
                if each.isAncestorOf(at_tab.shown.page.record.head))  # fmt: skip
    assert whole.verticalScrollBar().maximum() == 0
    place, page = at_tab.tab.viewer.help, at_tab.shown.page
    assert page.rect().contains(place.mapTo(page, place.rect().bottomRight()))


def drag(at_tab: AtTab, pane: Pane, by: QPoint) -> None:
    start = pane.window_place.center().toPoint()
    bot = at_tab.shown.bot
    bot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    bot.mouseMove(pane, start + by)
    bot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=start + by)


def test_a_frame_set_by_mouse_wheel_and_keys_is_kept(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    viewer = at_tab.tab.viewer
    pane = viewer.second.pane
    pane.setFocus()
    at_tab.press(*[Key.Key_Plus] * 5)
    drag(at_tab, pane, QPoint(-30, -20))
    at = pane.window_place.center()
    turned = QWheelEvent(
        at,
        pane.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, turned)
    at_tab.settle()
    set_by_hand = viewer.shown[1].frame
    assert set_by_hand.width < 0.6
    kept = {
        each.id: each.frame
        for each in at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs
    }
    assert kept[viewer.shown[1].record.id] == pytest.approx(set_by_hand)
    assert kept[viewer.shown[0].record.id] == Frame(0, 0, 1)
    assert at_tab.acts().count("photograph.changed") <= 3
    viewer.first.pane.setFocus()
    viewer.alike.click()
    at_tab.settle()
    assert viewer.shown[1].frame == viewer.shown[0].frame
    at_tab.press(Key.Key_Home)


def test_the_manager_looks_and_changes_nothing(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    grace = at_tab.clinic.staff.save(PersonDraft("Grace Lam", "manager"), 0).id
    at_tab.shown.work.seat.sit_down(at_tab.clinic.staff.person(grace))
    at_tab.settle()
    at_tab.shown.page.show_tab("photographs")
    at_tab.settle()
    assert len(at_tab.tiles) == 2
    assert not at_tab.tab.add_button.isVisible()
    at_tab.press(Key.Key_Return)
    pane = at_tab.tab.viewer.first.pane
    assert not at_tab.tab.viewer.first.remove.isVisible()
    drag(at_tab, pane, QPoint(-30, -20))
    at_tab.settle()
    assert at_tab.tab.viewer.shown[0].frame == Frame(0, 0, 1)


def choose(at_tab: AtTab, *paths: Path) -> None:
    """The dialog of the computer, in which these are chosen."""
    at_tab.tab.adding._choose = lambda _parent, then: then([str(path) for path in paths])
    at_tab.press(Key.Key_O, modifier=Qt.KeyboardModifier.ControlModifier)


def keep(at_tab: AtTab) -> None:
    at_tab.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)


def test_a_picture_from_a_file_is_added_by_keys_alone(at_tab: AtTab, tmp_path: Path) -> None:
    at_tab.agree()
    visit = add_appointment(
        at_tab.clinic.database,
        at_tab.client,
        at_tab.by,
        NOW - timedelta(minutes=30),
        NOW,
        occupies=False,
        status="completed",
    )
    at_tab.show()
    path = tmp_path / "IMG 1.jpg"
    path.write_bytes(jpeg())
    choose(at_tab, path)
    form = at_tab.tab.form
    assert at_tab.in_sight is form
    assert form.view.hasFocus()
    assert (form.visit.value(), form.day.text()) == (visit, "24 November 2026")
    at_tab.press(Key.Key_Right, Key.Key_Tab, Key.Key_Right)
    keep(at_tab)
    (record,) = at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs
    assert (record.view, record.moment, record.appointment_id) == ("left", "after", visit)
    assert [tile.words() for tile in at_tab.tiles] == ["Left, after"]
    assert at_tab.shown.said[-1] == "Added the photograph."
    assert path.read_bytes() == jpeg()


def test_several_files_come_one_after_the_other_with_the_same_day(
    at_tab: AtTab, tmp_path: Path
) -> None:
    at_tab.agree()
    at_tab.show()
    paths = [tmp_path / f"{hue}.jpg" for hue in ("a", "b", "c")]
    for path, hue in zip(paths, ("#111", "#222", "#333"), strict=True):
        path.write_bytes(jpeg(hue=hue))
    paths[1].write_bytes(b"no picture")
    choose(at_tab, *paths)
    at_tab.tab.form.day.set_text("1 oct")
    keep(at_tab)
    at_tab.settle()
    assert at_tab.tab.form.title.text() == "Add c.jpg"
    assert at_tab.tab.trouble.isVisible()
    assert at_tab.tab.trouble.words.text().startswith("“b.jpg” was left out: That file")
    assert at_tab.tab.form.day.text() == "1 oct"
    keep(at_tab)
    records = at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs
    assert [str(each.taken_on) for each in records] == ["2026-10-01"] * 2


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"plain words", "no JPEG or PNG"), (jpeg()[:500], "cut short"), (None, "cannot be read")],
)
def test_what_is_no_picture_is_refused_in_a_sentence(
    at_tab: AtTab, tmp_path: Path, content: bytes | None, told: str
) -> None:
    at_tab.agree()
    at_tab.show()
    path = tmp_path / "file.jpg"
    if content is not None:
        path.write_bytes(content)
    choose(at_tab, path)
    assert told in at_tab.tab.trouble.words.text()
    assert at_tab.in_sight is at_tab.tab.nothing
    assert at_tab.tab.adding.may_add()


def test_each_of_several_files_that_is_left_out_is_named(at_tab: AtTab, tmp_path: Path) -> None:
    at_tab.agree()
    at_tab.show()
    paths = [tmp_path / name for name in ("a.jpg", "b.jpg", "c.jpg")]
    for path in paths[:2]:
        path.write_bytes(b"no picture")
    paths[2].write_bytes(jpeg())
    choose(at_tab, *paths)
    at_tab.settle()
    said = at_tab.tab.trouble.words.text()
    assert said.count("was left out") == 2
    assert "“a.jpg”" in said
    keep(at_tab)
    choose(at_tab, paths[2])
    assert not at_tab.tab.trouble.isVisible()


def test_a_clipboard_that_hands_out_nothing_is_told(
    at_tab: AtTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_tab.agree()
    at_tab.show()
    QGuiApplication.clipboard().clear()
    monkeypatch.setattr(type(QGuiApplication.clipboard()), "mimeData", lambda *_: None)
    at_tab.press(Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert at_tab.tab.trouble.words.text() == NO_PICTURE


def ready_while_another_is_changed(at_tab: AtTab, folder: Path) -> Adding:
    """A file chosen just before what is known of a kept picture is changed."""
    at_tab.agree()
    at_tab.add()
    (folder / "new.jpg").write_bytes(jpeg(hue="#57a"))
    at_tab.show()
    (record,) = at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs
    adding = at_tab.tab.adding
    adding.add_files([str(folder / "new.jpg")])
    adding.change(record, QImage())
    at_tab.settle()
    return adding


def test_a_picture_that_is_ready_while_another_is_changed_comes_after_it(
    at_tab: AtTab, tmp_path: Path
) -> None:
    adding = ready_while_another_is_changed(at_tab, tmp_path)
    assert adding.is_changing
    keep(at_tab)
    at_tab.settle()
    assert at_tab.tab.form.title.text() == "Add new.jpg"
    keep(at_tab)
    assert len(at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs) == 2


def test_what_is_ready_and_what_is_changed_both_wait_for_their_client(
    at_tab: AtTab, tmp_path: Path
) -> None:
    ben = at_tab.clinic.clients.add(ClientDetails("Ben", "Ode"), at_tab.by).id
    adding = ready_while_another_is_changed(at_tab, tmp_path)
    at_tab.shown.page.receive(client_id=ben, tab="photographs")
    at_tab.settle()
    assert not adding.may_keep()
    at_tab.show()
    assert adding.is_changing
    at_tab.tab.give_up()
    at_tab.settle()
    assert at_tab.tab.form.title.text() == "Add new.jpg"


def test_a_copied_picture_is_pasted(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.show()
    QGuiApplication.clipboard().setImage(QImage.fromData(jpeg()))
    at_tab.press(Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert at_tab.tab.form.title.text() == "Add the clipboard"
    keep(at_tab)
    assert len(at_tab.tiles) == 1
    QGuiApplication.clipboard().setText("words")
    at_tab.press(Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert at_tab.tab.trouble.words.text() == NO_PICTURE


def test_in_a_field_ctrl_v_pastes_words(at_tab: AtTab, tmp_path: Path) -> None:
    at_tab.agree()
    at_tab.show()
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())
    choose(at_tab, path)
    at_tab.tab.form.note.line.setFocus()
    QGuiApplication.clipboard().setText("at rest")
    at_tab.press(Key.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert at_tab.tab.form.note.text() == "at rest"
    at_tab.press(Key.Key_Escape)
    assert at_tab.in_sight is at_tab.tab.nothing


def test_the_same_picture_again_is_told_and_the_form_stays(at_tab: AtTab, tmp_path: Path) -> None:
    at_tab.agree()
    at_tab.add()
    at_tab.show()
    path = tmp_path / "again.jpg"
    path.write_bytes(jpeg())
    choose(at_tab, path)
    keep(at_tab)
    assert "on file, as of 24 November 2026" in at_tab.tab.form.trouble.words.text()
    assert at_tab.in_sight is at_tab.tab.form


def test_what_is_said_of_one_can_be_changed(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    at_tab.tab.viewer.second.change.click()
    form = at_tab.tab.form
    assert (form.moment.value(), form.day.text()) == ("before", "25 October 2026")
    form.view.set_value("right")
    keep(at_tab)
    assert sorted(tile.words() for tile in at_tab.tiles) == ["Front, after", "Right, before"]


def test_removing_asks_why_and_takes_it_out_of_sight(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    at_tab.tab.viewer.first.remove.click()
    card = at_tab.tab.removing.card
    assert card is not None
    assert card.why.line.hasFocus()
    at_tab.press(Key.Key_Return)
    assert "why" in card.why.trouble().lower()
    at_tab.shown.bot.keyClicks(card.why.line, "Of somebody else")
    at_tab.press(Key.Key_Return)
    assert [tile.words() for tile in at_tab.tiles] == ["Front, before"]
    assert at_tab.in_sight is at_tab.tab.rolled
    assert "photograph.removed" in at_tab.acts()


def test_a_lost_file_is_told_on_its_tile_and_in_its_window(at_tab: AtTab) -> None:
    at_tab.agree()
    at_tab.add()
    for path in (at_tab.clinic.folder / "photographs").iterdir():
        path.unlink()
    at_tab.show()
    assert "is missing" in at_tab.tiles[0].accessibleName()
    at_tab.press(Key.Key_Return)
    assert "is missing" in at_tab.tab.viewer.shown[0].trouble
    assert "is missing" in at_tab.tab.viewer.first.pane.accessibleName()


def test_another_client_shows_nothing_of_the_one_before(at_tab: AtTab) -> None:
    two_in_sight(at_tab)
    other = at_tab.clinic.clients.add(ClientDetails("Bea", "Lowe"), at_tab.by).id
    at_tab.shown.page.receive(client_id=other, tab="photographs")
    at_tab.settle()
    assert at_tab.tiles == []
    assert at_tab.tab.viewer.shown == ()
    assert at_tab.tab.consent_line.isVisible()


def test_a_chosen_picture_waits_for_its_client_and_for_who_chose_it(
    at_tab: AtTab, tmp_path: Path
) -> None:
    at_tab.agree()
    for name in ("one.jpg", "two.jpg"):
        (tmp_path / name).write_bytes(jpeg(hue="#7a5" if name == "one.jpg" else "#57a"))
    ben = at_tab.clinic.clients.add(ClientDetails("Ben", "Ode"), at_tab.by).id
    at_tab.show()
    at_tab.tab.adding.add_files([str(tmp_path / "one.jpg"), str(tmp_path / "two.jpg")])
    at_tab.settle()
    at_tab.tab.form.note.set_text("half a wor")
    at_tab.tab.form.view.set_value("left")
    at_tab.shown.page.receive(client_id=ben, tab="photographs")
    at_tab.settle()
    assert at_tab.in_sight is not at_tab.tab.form
    assert not at_tab.tab.adding.may_keep()
    at_tab.shown.sit(at_tab.shown.reception)
    at_tab.show()
    form = at_tab.tab.form
    assert at_tab.in_sight is form
    assert (form.note.text(), form.view.value()) == ("half a wor", "left")
    at_tab.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    at_tab.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs) == 2
    assert at_tab.clinic.photographs.of_client(ben, at_tab.by).photographs == ()


def test_a_picture_that_is_ready_after_another_client_is_shown_waits_for_its_own(
    at_tab: AtTab, tmp_path: Path
) -> None:
    at_tab.agree()
    (tmp_path / "one.jpg").write_bytes(jpeg())
    ben = at_tab.clinic.clients.add(ClientDetails("Ben", "Ode"), at_tab.by).id
    at_tab.show()
    at_tab.tab.adding.add_files([str(tmp_path / "one.jpg")])
    at_tab.shown.page.receive(client_id=ben, tab="photographs")
    at_tab.settle()
    assert not at_tab.tab.adding.may_keep()
    at_tab.show()
    assert at_tab.in_sight is at_tab.tab.form


def test_files_chosen_twice_in_a_moment_all_wait_though_another_client_is_shown(
    at_tab: AtTab, tmp_path: Path
) -> None:
    at_tab.agree()
    names = [tmp_path / name for name in ("one.jpg", "two.jpg")]
    for name, hue in zip(names, ("#7a5", "#57a"), strict=True):
        name.write_bytes(jpeg(hue=hue))
    ben = at_tab.clinic.clients.add(ClientDetails("Ben", "Ode"), at_tab.by).id
    at_tab.show()
    for name in names:
        at_tab.tab.adding.add_files([str(name)])
    at_tab.shown.page.receive(client_id=ben, tab="photographs")
    at_tab.settle()
    at_tab.show()
    for _ in names:
        at_tab.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(at_tab.clinic.photographs.of_client(at_tab.client, at_tab.by).photographs) == 2


def test_pictures_are_read_off_the_screens_own_thread(
    at_tab: AtTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()
    real: Callable[..., object] = reading._small

    def noted(*given: object) -> object:
        threads.add(threading.current_thread().name)
        return real(*given)

    monkeypatch.setattr(reading, "_small", noted)
    at_tab.agree()
    at_tab.add()
    at_tab.show()
    assert threads
    assert threading.main_thread().name not in threads


def test_the_room_refuses_what_the_screen_does_not_offer(at_tab: AtTab) -> None:
    with pytest.raises(NotAllowed):
        at_tab.add()


def test_of_two_hundred_photographs_only_those_near_are_held(at_tab: AtTab) -> None:
    at_tab.agree()
    one = at_tab.add()
    with at_tab.clinic.database.write(audited=False) as session:
        row = session.get_one(Photograph, one)
        kept = {column.name: getattr(row, column.name) for column in Photograph.__table__.columns}
        for day in range(199):
            taken_on = TODAY - timedelta(days=day // 8)
            session.add(Photograph(**(kept | {"id": None, "taken_on": taken_on})))
    at_tab.show()
    sheet, bar = at_tab.tab.sheet, at_tab.tab.rolled.verticalScrollBar()
    assert len(sheet.tiles) == 200

    def held() -> list[Tile]:
        return [tile for tile in sheet.tiles if tile.has_picture]

    for place in range(0, bar.maximum() + 1, max(1, bar.maximum() // 8)):
        bar.setValue(place)
        at_tab.settle()
        seen = [tile for tile in sheet.tiles if not tile.visibleRegion().isEmpty()]
        assert seen
        assert set(seen) <= set(held())
        assert sum(tile._image.sizeInBytes() for tile in held()) < 32 * 2**20
        assert len(held()) < 100
