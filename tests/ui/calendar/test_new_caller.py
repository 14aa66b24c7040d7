"""A caller who is not on file: taken down in place, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, AtDesk, add_client, on

HARD_NAMES = (
    "<img src=/etc/passwd>",
    "<b>Bold</b> & Co",
    "../../etc/passwd",
    "Zoë 🦋 Wong",
    "نادية كلارك",
    "Q" * 5000,
)


def new_caller(at_desk: AtDesk, name: str, phone: str = "07700 900777") -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type(name)
    at_desk.hand.press("Return")
    at_desk.hand.type(phone)


def test_a_name_and_a_phone_are_booked_with_four_keys_beside_the_text(at_desk: AtDesk) -> None:
    at_desk.hand.begin_count()
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.hand.press("Alt+1", "Ctrl+Return")
    assert at_desk.hand.keys == 4
    found = at_desk.clinic.clients.search("Tilda Brightwell", MAYA)
    assert [hit.phone for hit in found] == ["07700 900777"]
    assert [visit.treatment for visit in at_desk.visits(found[0].id)] == ["CONSULT"]
    assert at_desk.page.grid.hasFocus()


def test_enter_right_after_the_name_waits_for_what_is_found(at_desk: AtDesk, nadia: int) -> None:
    at_desk.hand.press("F4")
    for letter in "Nadia Clarke":
        at_desk.hand._strike(letter)
    at_desk.hand.press("Return")
    assert at_desk.panel.call.client is not None
    assert at_desk.panel.call.client.id == nadia


def test_a_number_typed_first_is_the_phone_and_the_name_is_asked(at_desk: AtDesk) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("07700 900123")
    at_desk.hand.press("Return")
    assert at_desk.parts.who.new.phone.text() == "07700 900123"
    assert at_desk.focused() == "Name"


def test_a_phone_of_letters_is_told_below_its_field_and_nothing_is_lost(at_desk: AtDesk) -> None:
    new_caller(at_desk, "Tilda Brightwell", "ring her at work")
    at_desk.hand.press("Ctrl+Return")
    new = at_desk.parts.who.new
    assert new.phone.trouble()
    assert at_desk.focused() == "Phone"
    assert (new.name.text(), new.phone.text()) == ("Tilda Brightwell", "ring her at work")
    assert at_desk.rows("SELECT count(*) FROM client") == [(0,)]
    at_desk.hand.press("Ctrl+A")
    at_desk.hand.type("07700 900777")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.rows("SELECT count(*) FROM client, appointment") == [(1,)]


@pytest.mark.parametrize("typed", ["31/2/85", "tomorrow", "3/4/2077"])
def test_a_birth_date_that_cannot_be_is_told_below_its_field(at_desk: AtDesk, typed: str) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.hand.press("Tab")
    at_desk.hand.type(typed)
    at_desk.hand.press("Tab")
    assert at_desk.parts.who.new.born.trouble()
    assert at_desk.parts.who.new.born.text() == typed
    assert at_desk.parts.who.new.phone.text() == "07700 900777"


@pytest.mark.parametrize("name", HARD_NAMES, ids=lambda name: name[:12])
def test_a_hard_name_is_kept_and_shown_as_typed(at_desk: AtDesk, name: str) -> None:
    at_desk.hand.press("F4")
    at_desk.parts.who.begin_new(name)
    at_desk.hand.settle()
    at_desk.type_in("Phone", "07700 900777")
    assert at_desk.parts.who.new.name.text() == name
    at_desk.hand.press("Ctrl+Return")
    kept = at_desk.rows("SELECT trim(given || ' ' || family) FROM client")
    assert kept == [(name,)]
    visit = at_desk.page.days.now.visits[-1]
    at_desk.page.open_visit(visit.id)
    at_desk.hand.settle()
    assert at_desk.page.visit.title.text() == name
    assert at_desk.page.visit.width() == at_desk.panel.width()
    at_desk.page.grab()


def test_a_likely_duplicate_opens_with_one_key(at_desk: AtDesk, nadia: int) -> None:
    at_desk.hand.press("F4")
    at_desk.hand.type("Nadja Clark")
    at_desk.hand.press("Up", "Return")
    at_desk.hand.type("07700 900316")
    at_desk.hand.press("Ctrl+D")
    assert at_desk.panel.call.client is not None
    assert at_desk.panel.call.client.id == nadia
    assert at_desk.panel.call.new is None


def test_toxin_for_a_new_caller_asks_the_birth_date_before_all_else(at_desk: AtDesk) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.go_to("Treatment")
    at_desk.hand.type("b")
    assert at_desk.foot.words == "Date of birth needed"
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.focused() == "Date of birth"
    assert at_desk.rows("SELECT count(*) FROM client") == [(0,)]


def test_a_new_caller_is_pencilled_where_the_nurse_must_decide(at_desk: AtDesk) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.hand.press("Tab")
    at_desk.hand.type("3/4/85")
    at_desk.go_to("Treatment")
    at_desk.hand.type("b")
    assert "CONSULT-MISSING" in at_desk.findings()
    assert at_desk.foot.main.deed == "pencil"
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.rows("SELECT status FROM appointment") == [("pencilled",)]


def test_two_presses_save_once(at_desk: AtDesk) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.panel.acting.main()
    at_desk.panel.acting.main()
    at_desk.panel.acting._do(at_desk.foot.main)
    at_desk.panel.acting._do(at_desk.foot.main)
    at_desk.hand.settle()
    assert at_desk.rows("SELECT count(*) FROM client, appointment") == [(1,)]


def test_a_caller_who_was_kept_while_the_time_went_is_not_kept_twice(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [add_client(at_desk.clinic, given, "Other") for given in ("Quick", "Quicker")]
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.hand.press("Alt+1")
    start = at_desk.panel.call.starts_at
    assert start is not None
    clients = at_desk.clinic.clients
    add = clients.add

    def somebody_is_quicker(details: object, by: int) -> object:
        monkeypatch.undo()
        for client_id, person_id in zip(others, (RUTH, AMIRA), strict=True):
            at_desk.book("CONSULT", client_id, start, person_id=person_id)
        return add(details, by)  # type: ignore[arg-type]

    monkeypatch.setattr(type(clients), "add", lambda _self, details, by: somebody_is_quicker(
        details, by))  # fmt: skip
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.panel.call.client is not None
    assert at_desk.panel.call.client.shown_name == "Tilda Brightwell"
    at_desk.hand.press("Alt+1", "Ctrl+Return")
    assert at_desk.rows("SELECT count(*) FROM client WHERE family = 'Brightwell'") == [(1,)]
    assert at_desk.rows("SELECT count(*) FROM appointment") == [(3,)]


def test_a_client_found_later_takes_the_place_of_a_new_caller(at_desk: AtDesk, nadia: int) -> None:
    new_caller(at_desk, "Someone New")
    at_desk.parts.who.ask()
    at_desk.hand.settle()
    at_desk.hand.type("Nadia")
    at_desk.hand.press("Return")
    call = at_desk.panel.call
    assert call.new is None
    assert call.client is not None
    assert call.client.id == nadia


def test_nothing_on_file_is_asked_and_the_verdict_never_says_fits(at_desk: AtDesk) -> None:
    client = add_client(
        at_desk.clinic, "Nora", "New", consult_on=None, questionnaire_on=None, id_seen_on=None
    )
    at_desk.call_from("Nora New", "m")
    assert at_desk.parts.answer.question.isVisible()
    assert "Fits" not in at_desk.foot.words
    at_desk.hand.press("F7")
    assert not at_desk.parts.answer.question.isVisible()
    assert at_desk.clinic.clients.get(client, MAYA).history_asked_on == date(2026, 11, 24)


def test_f7_writes_nothing_for_a_client_with_a_history(at_desk: AtDesk, nadia: int) -> None:
    at_desk.call_from("Nadia Clarke", "b")
    at_desk.hand.press("F7")
    assert at_desk.clinic.clients.get(nadia, MAYA).history_asked_on is None


def test_what_was_had_elsewhere_is_written_down_and_judged_at_once(at_desk: AtDesk) -> None:
    client = add_client(at_desk.clinic, "Nora", "New", consult_on=None, questionnaire_on=None)
    at_desk.call_from("Nora New", "b")
    at_desk.parts.answer.question.some.click()
    at_desk.hand.settle()
    assert at_desk.focused() == "What"
    elsewhere = at_desk.parts.elsewhere
    elsewhere.what.set_value("MN")
    at_desk.type_in("When", "20 nov")
    at_desk.hand.press("Tab")
    elsewhere.keep.click()
    at_desk.hand.settle()
    assert len(at_desk.clinic.elsewhere.of_client(client, MAYA)) == 1
    preview = at_desk.panel.current.preview
    assert preview is not None
    assert preview.assessment.span is not None
    assert preview.assessment.span.starts_at >= on(4, 0)
    assert not at_desk.parts.answer.question.isVisible()


def test_a_new_caller_with_a_treatment_elsewhere_is_kept_only_with_a_birth_date(
    at_desk: AtDesk,
) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.go_to("Treatment")
    at_desk.hand.type("b")
    at_desk.panel.learning._had_elsewhere()
    at_desk.hand.settle()
    assert at_desk.parts.who.new.born.trouble()
    assert at_desk.rows("SELECT count(*) FROM client") == [(0,)]
    at_desk.hand.type("3/4/85")
    at_desk.hand.press("Tab")
    at_desk.panel.learning._had_elsewhere()
    at_desk.hand.settle()
    assert at_desk.parts.elsewhere.isVisible()
    assert at_desk.panel.call.client is not None


def test_the_person_who_answers_signs_what_is_written(at_desk: AtDesk) -> None:
    new_caller(at_desk, "Tilda Brightwell")
    at_desk.hand.press("Ctrl+Return")
    assert at_desk.rows("SELECT booked_by FROM appointment") == [(MAYA,)]
    assert on(24, 9, month=11) == at_desk.clinic.clock.now()
