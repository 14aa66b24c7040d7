"""What is typed is never lost: two versions, a full disk, another record, a locked desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.contents import Point, ReviewContent, Vial
from clinic_desk.records.record import Record
from tests.factories import PASSWORD
from tests.ui.frame.marked import marked_widgets, texts
from tests.ui.records.at_work import AMIRA, MAYA, RUTH, AtWork


@pytest.fixture
def review(at_work: AtWork, nadia: int) -> int:
    """The visit of a review whose draft is in sight."""
    visit = at_work.visit(nadia, "BTX_REVIEW")
    at_work.open(visit)
    return visit


def kept(at_work: AtWork, visit: int) -> Record:
    return at_work.records_of(visit)[0]


def content(at_work: AtWork, visit: int) -> Any:
    return kept(at_work, visit).content


def written_by_another(at_work: AtWork, visit: int, **parts: str) -> None:
    """Amira writes in the draft, at her own desk."""
    record = kept(at_work, visit)
    assert record.content is not None
    changed = replace(record.content, **parts)
    at_work.clinic.records.save_draft(record.id, record.version, changed, AMIRA)


def test_two_versions_are_shown_and_nothing_typed_is_lost(at_work: AtWork, review: int) -> None:
    written_by_another(at_work, review, found="Hers", advised="Rest")
    at_work.type_in("What was found", "Mine")
    view = at_work.page.draft
    assert not view.versions.isHidden()
    assert view.form is not None
    assert view.form.content() == ReviewContent(found="Mine", advised="Rest")
    assert content(at_work, review).found == "Hers"
    assert view.head.state.text() == "Not kept: two versions"
    at_work.type_in("Note", "And more")
    assert content(at_work, review).note == ""
    at_work.click(view.versions.go_on)
    assert content(at_work, review) == ReviewContent(found="Mine", advised="Rest", note="And more")
    assert view.versions.isHidden()


def test_what_another_wrote_can_be_taken_instead(at_work: AtWork, review: int) -> None:
    written_by_another(at_work, review, found="Hers")
    at_work.type_in("What was found", "Mine")
    at_work.go_to("Use what was written: Found")
    at_work.hand.press("Space")
    assert at_work.form.found.text() == "Hers"
    at_work.click(at_work.page.draft.versions.go_on)
    assert content(at_work, review).found == "Hers"


def test_it_is_not_signed_over_a_version_that_nobody_has_looked_at(
    at_work: AtWork, review: int
) -> None:
    written_by_another(at_work, review, found="Hers")
    at_work.type_in("What was found", "Mine")
    at_work.hand.press("Ctrl+Return")
    assert not kept(at_work, review).signed
    assert at_work.focused() == "Keep what is in the form"
    at_work.hand.press("Return", "Ctrl+Return")
    assert kept(at_work, review).signed
    assert content(at_work, review).found == "Mine"


def test_what_another_wrote_is_shown_while_nothing_is_typed_here(
    at_work: AtWork, review: int
) -> None:
    written_by_another(at_work, review, found="Hers")
    at_work.program.window.show_page("calendar", {})
    at_work.open(review)
    assert at_work.form.found.text() == "Hers"


def test_what_the_disk_refused_stays_typed_and_is_kept_later(
    at_work: AtWork, review: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = type(at_work.clinic.records).save_draft

    def full(*_given: Any, **_named: Any) -> Any:
        raise ClinicError("The disk is full.", kept="What you typed is still here.")

    monkeypatch.setattr(type(at_work.clinic.records), "save_draft", full)
    at_work.type_in("What was found", "Symmetrical")
    view = at_work.page.draft
    assert view.trouble.words.text().startswith("The disk is full.")
    assert view.head.state.text() == "Not kept yet"
    assert at_work.program.window.status.saved.text() == "Not saved: the record"
    monkeypatch.setattr(type(at_work.clinic.records), "save_draft", whole)
    at_work.hand.press("Ctrl+S")
    assert content(at_work, review).found == "Symmetrical"
    assert view.trouble.isHidden()
    assert at_work.program.window.status.saved.text() == "All changes saved"


def test_what_cannot_be_read_waits_for_its_record(at_work: AtWork, nadia: int) -> None:
    talk, other = at_work.visit(nadia, "CONSULT"), at_work.visit(nadia, "BTX_REVIEW")
    at_work.open(talk)
    at_work.type_in("To think until", "some day")
    at_work.hand.press("Tab")
    assert "is not a day" in at_work.form.think_until.trouble()
    at_work.open(other)
    at_work.open(talk)
    assert at_work.form.think_until.text() == "some day"
    assert any("is not a day" in each for each in at_work.lacks())


def test_leaving_the_page_keeps_what_was_typed_at_once(at_work: AtWork, review: int) -> None:
    at_work.go_to("What was found")
    for letter in "Level":
        at_work.hand._strike(letter)
    assert content(at_work, review).found == ""
    at_work.program.window.show_page("calendar", {})
    at_work.program.desk.idle.connect(lambda: None)
    at_work.hand.until(lambda: at_work.program.desk.pending == 0)
    assert content(at_work, review).found == "Level"


def test_a_locked_desk_shows_nothing_of_it_and_it_goes_on_after(at_work: AtWork) -> None:
    client = at_work.client("Zqxgiven", "Zqxfamily")
    at_work.consent(client, "BTX")
    at_work.vial(at_work.batch("Bocouture", "Zqx1"))
    visit = at_work.visit(client)
    at_work.open(visit)
    at_work.hand.press("Space")
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    at_work.go_to("Note")
    for letter in "zqx half a":
        at_work.hand._strike(letter)
    assert marked_widgets()
    at_work.hand.press("Ctrl+L")
    assert at_work.program.window.is_locked
    assert marked_widgets() == {}
    assert content(at_work, visit).note in ("", "zqx half a")
    at_work.hand.type(PASSWORD)
    at_work.hand.press("Return")
    assert not at_work.program.window.is_locked
    assert at_work.form.note.text() == "zqx half a"
    assert at_work.focused() == "Note"
    at_work.hand.type(" note")
    kept_now = content(at_work, visit)
    assert kept_now.note == "zqx half a note"
    assert [point.hundredths for point in kept_now.points] == [400]
    assert [each.number for each in kept_now.vials] == ["Zqx1"]


def test_a_draft_that_was_thrown_away_can_be_taken_back(at_work: AtWork, review: int) -> None:
    at_work.type_in("What was found", "Symmetrical")
    at_work.hand.settle()
    at_work.page.draft.throw.click()
    at_work.hand.settle()
    assert at_work.records_of(review) == ()
    assert at_work.now == "calendar"
    at_work.hand.press("Ctrl+Z")
    assert content(at_work, review).found == "Symmetrical"


def test_a_map_of_two_windows_is_compared_in_words(at_work: AtWork, nadia: int) -> None:
    vial = at_work.vial(at_work.batch())
    visit = at_work.visit(nadia)
    at_work.open(visit)
    record = kept(at_work, visit)
    point = Point("face_front", 0.42, 0.24, 400, "forehead")
    theirs = replace(record.content, vials=(Vial(vial),), points=(point,))  # type: ignore[arg-type,type-var]
    at_work.clinic.records.save_draft(record.id, record.version, theirs, AMIRA)
    at_work.type_in("Note", "Mine")
    view = at_work.page.draft
    shown = {label.text() for label in view.versions.findChildren(type(view.head.state))}
    assert "1 point, 4 Bocouture U" in shown
    assert at_work.form.note.text() == "Mine"
    assert len(at_work.form.content().points) == 1
    assert QApplication.focusWidget() is not None


def test_what_was_refused_after_another_record_was_opened_waits_for_its_return(
    at_work: AtWork, review: int, nadia: int
) -> None:
    other = at_work.visit(nadia, "CONSULT")
    at_work.go_to("What was found")
    for letter in "Mine":
        at_work.hand._strike(letter)
    written_by_another(at_work, review, advised="Rest")
    at_work.open(other)
    assert any("What you typed waits in that record." in each for each in at_work.said)
    at_work.open(review)
    assert (at_work.form.found.text(), at_work.form.advised.text()) == ("Mine", "Rest")
    assert content(at_work, review) == ReviewContent(found="Mine", advised="Rest")


def test_who_typed_it_is_named_for_it_though_the_desk_has_changed_hands(
    at_work: AtWork, review: int
) -> None:
    at_work.go_to("What was found")
    for letter in "Level":
        at_work.hand._strike(letter)
    at_work.sit(AMIRA)
    assert content(at_work, review).found == "Level"
    at_work.type_in("Note", "Seen too")
    saved = at_work.rows(
        "SELECT person_id FROM audit_event WHERE act = 'record.draft_saved' ORDER BY id"
    )
    assert [who for (who,) in saved] == [RUTH, RUTH, AMIRA]


def test_the_desk_takes_over_and_sees_nothing_of_it(at_work: AtWork, review: int) -> None:
    at_work.go_to("What was found")
    for letter in "Level":
        at_work.hand._strike(letter)
    at_work.sit(MAYA)
    assert at_work.page.stack.currentWidget() is at_work.page.empty
    assert content(at_work, review).found == "Level"
    at_work.hand.settle()
    hidden = at_work.page.findChildren(QWidget)
    assert not any("Level" in text for widget in hidden for text in texts(widget))
    at_work.sit(RUTH)
    at_work.open(review)
    assert at_work.page.draft.content().found == "Level"
