"""Two records of one client: held side by side, chosen from by keys, made one with one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic_desk.clients.joining import Difference
from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from tests.ui.calendar.at_desk import RUTH, on
from tests.ui.clients.standing_desk import ANNA, Hands, anna, clinic, hands
from ui.clients.merging.view import MergeView
from ui.clients.merging.wording import taken_words, value_words
from ui.kit.labels import PlainLabel

__all__ = ["anna", "clinic", "hands"]
REED = replace(
    ANNA,
    family="Reed",
    address="4 The Green\nEly",
    phones=(PhoneDetails("07700 900316", discreet=True), PhoneDetails("01632 960001")),
    alerts=(AlertDetails("flag", "Faints"),),
)


@pytest.fixture
def reed(clinic: Clinic) -> int:
    """The same client under a married name."""
    return clinic.clients.add(REED, RUTH).id


def view_of(hands: Hands) -> MergeView:
    return hands.shown.page.merging


def compare(hands: Hands, anna: int, typed: str = "reed") -> MergeView:
    """From the client's page to both side by side, by keys alone."""
    hands.as_nurse()
    hands.open(anna)
    hands.more("Make one record of two")
    hands.type(typed)
    hands.press("Return")
    return view_of(hands)


def joined_words(view: MergeView) -> dict[str, str]:
    return {line.difference.field: line.joined.text() for line in view.lines}


def test_two_are_found_held_side_by_side_and_made_one_by_keys(
    hands: Hands, anna: int, reed: int
) -> None:
    hands.book("BTX", anna, on(8, 10))
    hands.book("MN", reed, on(4, 10))
    view = compare(hands, anna)
    assert joined_words(view) == {
        "family": "Kowalska",
        "phones": "07700 900316 · discreet\n01632 960001",
        "address": "4 The Green\nEly",
        "alerts": "Allergy: Latex\nFaints",
    }
    assert [visit.refused for visit in view.against.visits] == [True, True]
    assert view.cautions.text() == "Two records that were made one cannot be parted again."
    hands.press("Ctrl+Return")
    page = hands.shown.page
    assert page.record.client_id == anna
    assert page.record.tabs.now == "appointments"
    listed = [link.accessibleName() for link in page.record.appointments.against.links]
    assert listed == [
        "Refused: Fri 4 Dec 10:00 · Needling with Amira Khan. Show on the calendar",
        "Refused: Tue 8 Dec 10:00 · Botulinum toxin with Ruth Holt. Show on the calendar",
    ]
    assert "2 booked visits to look at" in hands.chips
    page.record.appointments.against.links[0].setFocus()
    hands.press("Return")
    assert hands.shown.pages[-1][0] == "calendar"
    assert hands.clinic.clients.get(reed, RUTH).id == anna


def test_where_they_differ_either_is_chosen_by_keys(hands: Hands, anna: int, reed: int) -> None:
    view = compare(hands, anna)
    assert hands.focused() == "Kowalska, Kept"
    hands.press("Tab")
    assert hands.focused() == "Reed"
    hands.press("Return")
    assert hands.focused() == "Reed, Kept"
    assert joined_words(view)["family"] == "Reed"
    hands.press("Ctrl+Return")
    details = hands.clinic.clients.get(anna, RUTH).details
    assert (details.family, details.known_as) == ("Reed", "Anna Kowalska")


def test_the_other_one_may_stay_instead(hands: Hands, anna: int, reed: int) -> None:
    view = compare(hands, anna)
    hands.press("Ctrl+Shift+S")
    assert joined_words(view)["family"] == "Reed"
    hands.press("Ctrl+Return")
    assert hands.clinic.clients.get(anna, RUTH).id == reed


def test_two_dates_of_birth_are_a_warning_and_nothing_is_done_before_it_is_ticked(
    hands: Hands, clinic: Clinic, anna: int
) -> None:
    clinic.clients.add(replace(REED, born_on=date(1986, 4, 3)), RUTH)
    view = compare(hands, anna)
    assert view.warning.isVisible()
    assert "3 April 1985 and 3 April 1986" in view.doubt.text()
    hands.press("Ctrl+Return")
    assert view.isVisible()
    hands.go_to("I have checked: both records are of one person")
    hands.press("Space", "Ctrl+Return")
    assert hands.shown.page.record.client_id == anna
    assert not view.isVisible()


def test_a_birth_date_that_is_chosen_is_judged_before_the_act(
    hands: Hands, clinic: Clinic, anna: int
) -> None:
    clinic.clients.add(replace(REED, born_on=date(2009, 1, 1)), RUTH)
    hands.book("BTX", anna, on(8, 10))
    view = compare(hands, anna)
    assert view.against.visits == ()
    hands.go_to("1 January 2009")
    hands.press("Return")
    (visit,) = view.against.visits
    assert visit.refused


def test_what_is_in_the_way_is_said_and_the_act_waits(hands: Hands, anna: int, reed: int) -> None:
    hands.book("CONSULT", anna, on(1, 10))
    hands.book("MN", reed, on(1, 10))
    view = compare(hands, anna)
    (stop,) = view.stops.findChildren(PlainLabel)
    assert stop.text().startswith("Both have a visit at the same time")
    assert not view.can_make_one()
    hands.press("Ctrl+Return")
    assert hands.clinic.clients.get(reed, RUTH).id == reed


def test_the_same_record_is_refused_and_another_can_be_typed(
    hands: Hands, anna: int, reed: int
) -> None:
    view = compare(hands, anna, "kowalska")
    assert "the same record" in view.trouble.words.text()
    assert view.finder.isVisible()


def test_the_record_itself_is_not_offered_beside_others(hands: Hands, anna: int, reed: int) -> None:
    view = compare(hands, anna, "anna")
    assert view.held is not None
    assert view.held.preview.other.id == reed


def test_esc_leads_back_to_the_client_and_changes_nothing(
    hands: Hands, anna: int, reed: int
) -> None:
    compare(hands, anna)
    hands.press("Esc")
    assert hands.shown.page.record.client_id == anna
    assert hands.shown.page.record.isVisible()
    assert hands.clinic.clients.get(reed, RUTH).id == reed


def test_whoever_may_not_read_it_finds_the_client_s_page_instead(
    hands: Hands, anna: int, reed: int
) -> None:
    view = compare(hands, anna)
    hands.as_reception()
    assert not view.isVisible()
    assert view.held is None
    assert hands.shown.page.record.isVisible()


def test_what_somebody_else_has_changed_is_seen_before_the_act(
    hands: Hands, anna: int, reed: int
) -> None:
    view = compare(hands, anna)
    hands.clinic.clients.change(reed, replace(REED, postcode="CB7 4AA"), 1, RUTH)
    hands.press("Ctrl+Return")
    assert "has been changed in the meantime" in view.trouble.words.text()
    assert joined_words(view)["postcode"] == "CB7 4AA"
    hands.press("Ctrl+Return")
    assert hands.clinic.clients.get(reed, RUTH).id == anna


def test_a_client_who_is_perhaps_on_file_twice_is_held_beside_the_other_with_one_key(
    hands: Hands, anna: int, reed: int
) -> None:
    hands.as_nurse()
    hands.open(anna, "details")
    box = hands.shown.page.details.maybe
    assert box.title.text() == "Perhaps on file twice, here and as:"
    hands.press("Ctrl+D")
    assert view_of(hands).isVisible()
    assert joined_words(view_of(hands))["family"] == "Kowalska"


def test_for_the_desk_the_same_key_opens_the_other(hands: Hands, anna: int, reed: int) -> None:
    hands.open(anna, "details")
    hands.press("Ctrl+D")
    assert hands.shown.page.record.client_id == reed


def test_a_mother_and_a_daughter_on_one_phone_are_no_duplicate(
    hands: Hands, clinic: Clinic, anna: int
) -> None:
    clinic.clients.add(replace(REED, given="Zofia", born_on=date(2001, 1, 1)), RUTH)
    hands.as_nurse()
    hands.open(anna, "details")
    assert hands.shown.page.details.maybe.found() == ()


def test_names_of_markup_and_of_a_thousand_letters_are_shown_as_typed(
    hands: Hands, clinic: Clinic, anna: int
) -> None:
    wild = "<b>Reed</b> & " + "Ø" * 1000
    clinic.clients.add(ClientDetails(given="Anna", family=wild, desk_note=wild * 3), RUTH)
    view = compare(hands, anna, "<b>reed")
    (choice, other) = view.lines[0].choices
    assert other.words().startswith("<b>Reed</b> &")
    assert choice.words() == "Kowalska"
    notes = joined_words(view)["desk_note"]
    assert notes.endswith("…")
    assert len(notes) < 700


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "—"),
        (None, "—"),
        ((), "—"),
        (True, "Yes"),
        (date(1985, 4, 3), "3 April 1985"),
        ((PhoneDetails("07700", voicemail=True),), "07700 · voicemail ok"),
        ((AlertDetails("allergy", "Latex"), AlertDetails("flag", "Faints")),
         "Allergy: Latex\nFaints"),
    ],
)  # fmt: skip
def test_a_value_is_said_in_words(value: object, words: str) -> None:
    assert value_words(value) == words


@pytest.mark.parametrize(
    ("field", "keep", "other", "taken", "words"),
    [
        ("alerts", (1,), (2,), "both", "both stay"),
        ("alerts", (), (2,), "both", "from the one that has it"),
        ("large_print", True, False, "both", "as one of them asks"),
        ("consult_on", date(2026, 9, 1), date(2026, 10, 1), "later", "the later day stands"),
    ],
)
def test_why_the_joined_record_has_it_is_said(
    field: str, keep: object, other: object, taken: str, words: str
) -> None:
    each = Difference(field, keep, other, taken, may_choose=False)  # type: ignore[arg-type]
    assert taken_words(each) == words


def test_whoever_leaves_while_two_become_one_is_not_brought_back(
    hands: Hands, anna: int, reed: int
) -> None:
    view = compare(hands, anna)
    view.make_one()
    view.go_back()
    hands.shown.page.show_list()
    hands.shown.settle()
    assert hands.shown.said[-1].startswith("The two records are one now.")
    assert hands.clinic.clients.get(reed, RUTH).id == anna
    assert hands.shown.page.finding.isVisible()


def test_that_they_are_two_people_is_said_with_one_key_and_neither_is_offered_again(
    hands: Hands, anna: int, reed: int
) -> None:
    hands.as_nurse()
    hands.open(anna, "details")
    hands.press("Ctrl+D")
    view = view_of(hands)
    hands.shown.bot.waitUntil(view.has_two)
    hands.press("Alt+T")
    box = hands.shown.page.details.maybe
    hands.shown.bot.waitUntil(lambda: box.isVisibleTo(hands.shown.page.details) is False)
    assert hands.shown.page.record.client_id == anna
    for client in (reed, anna):
        hands.open(client, "details")
        assert box.found() == ()
    hands.undo()
    hands.shown.bot.waitUntil(lambda: [each.hit.id for each in box.found()] == [reed])


def test_two_who_were_said_to_be_two_are_made_one_only_once_that_is_ticked(
    hands: Hands, anna: int, reed: int
) -> None:
    hands.clinic.merging.say_two_people(anna, reed, RUTH)
    view = compare(hands, anna)
    assert view.doubt.text() == "Ruth Holt said on 24 November 2026 that they are two people."
    assert not view.can_say_two()
    hands.press("Ctrl+Return")
    assert view.isVisible()
    hands.go_to("I have checked: both records are of one person")
    hands.press("Space", "Ctrl+Return")
    assert hands.clinic.clients.get(reed, RUTH).id == anna
