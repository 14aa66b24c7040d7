"""The leaflets of a consultation: what was made out is offered, what was given is kept."""

from __future__ import annotations

import pytest

from clinic_desk.leaflets.given import Handed
from clinic_desk.records.contents import ConsultationContent
from tests.ui.records.at_work import RUTH, AtWork

MADE_OUT = "Botulinum toxin: what to expect (version 1)"


@pytest.fixture
def talk(at_work: AtWork, nadia: int) -> int:
    """The draft of a consultation, for whose client a leaflet was printed."""
    handed = Handed("botulinum-toxin", "1", False, "printed", "0" * 64)
    at_work.clinic.leaflets.note(nadia, handed, RUTH)
    visit = at_work.visit(nadia, "CONSULT")
    at_work.open(visit)
    return visit


def kept(at_work: AtWork, visit: int) -> tuple[str, ...]:
    at_work.hand.press("Ctrl+S")
    content = at_work.records_of(visit)[0].content
    assert isinstance(content, ConsultationContent)
    return content.leaflets


def test_what_was_printed_for_the_client_is_offered_and_not_taken_for_given(
    at_work: AtWork, talk: int
) -> None:
    part = at_work.form.leaflets
    assert list(part.ticks) == [MADE_OUT]
    assert part.ticks[MADE_OUT].accessibleDescription().startswith("Printed for this client")
    assert kept(at_work, talk) == ()
    at_work.go_to(MADE_OUT)
    at_work.hand.press("Space")
    assert kept(at_work, talk) == (MADE_OUT,)


def test_another_of_the_clinics_is_ticked_and_one_of_another_house_typed(
    at_work: AtWork, talk: int
) -> None:
    part, library = at_work.form.leaflets, at_work.clinic.press.shelf(RUTH).leaflets.values()
    current = [f"{each.head.title} (version {each.head.version})" for each in library]
    at_work.go_to("The clinic's other leaflets")
    at_work.hand.press("Space")
    assert list(part.ticks) == list(dict.fromkeys((MADE_OUT, *current)))
    first = next(name for name in current if name != MADE_OUT)
    assert at_work.focused() == first
    at_work.hand.press("Space")
    at_work.type_in("Add another one", "Patient leaflet of the maker")
    at_work.hand.press("Return")
    assert kept(at_work, talk) == (first, "Patient leaflet of the maker")
    assert part.other.text() == ""
    at_work.click(part.ticks[first])
    assert kept(at_work, talk) == ("Patient leaflet of the maker",)


def test_a_name_that_is_still_being_typed_is_kept(at_work: AtWork, talk: int) -> None:
    at_work.type_in("Add another one", "Numbing cream")
    assert kept(at_work, talk) == ("Numbing cream",)


def test_what_was_kept_stands_when_the_clinic_has_another_version(
    at_work: AtWork, talk: int
) -> None:
    old = "Botulinum toxin, what to expect (version 0)"
    record = at_work.records_of(talk)[0]
    content = ConsultationContent(leaflets=(old,))
    at_work.clinic.records.save_draft(record.id, record.version, content, RUTH)
    at_work.program.window.show_page("calendar", {})
    at_work.open(talk)
    assert at_work.form.leaflets.ticks[old].isChecked()
    assert at_work.form.leaflets.value() == (old,)


def test_a_leaflet_that_was_declined_is_not_offered_as_given(at_work: AtWork, nadia: int) -> None:
    handed = Handed("botulinum-toxin", "1", False, "", "0" * 64, outcome="declined")
    at_work.clinic.leaflets.note(nadia, handed, RUTH)
    at_work.open(at_work.visit(nadia, "CONSULT"))
    assert at_work.form.leaflets.ticks == {}
