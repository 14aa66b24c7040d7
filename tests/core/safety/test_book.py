"""Which protocol is in force, and what a signature covers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, CannotOpen, NotAllowed
from clinic_desk.base.folders import RESOURCES
from clinic_desk.db.database import Database
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.safety.models import SignedProtocol
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.practice import PracticeSettings
from tests.factories import NOW, add_person, add_receptionist, add_room

SHIPPED = RESOURCES / "protocol"


@pytest.fixture
def practice(database: Database) -> PracticeSettings:
    """What the clinic has set: nothing yet."""
    return PracticeSettings(database)


@pytest.fixture
def book(database: Database, practice: PracticeSettings, clock: FixedClock) -> ProtocolBook:
    """The shipped draft, unsigned."""
    return ProtocolBook(database, SHIPPED, practice, clock)


def change(practice: PracticeSettings, **changed: Any) -> None:
    """Keep other settings."""
    practice.save(replace(practice.read(), **changed), FOUNDING)


def test_unsigned_it_is_the_draft_that_is_shipped(book: ProtocolBook) -> None:
    assert book.signature() is None
    assert book.current().catalogue.treatment("BTX").enabled


def test_the_clinics_own_changes_are_in_force_at_once(
    book: ProtocolBook, practice: PracticeSettings
) -> None:
    assert book.current().catalogue.treatment("MN").minutes_first != 95
    change(practice, treatment_changes={"MN": {"minutes_first": 95, "enabled": False}})
    needling = book.current().catalogue.treatment("MN")
    assert (needling.minutes_first, needling.enabled) == (95, False)
    change(practice, treatment_changes={}, protocol_settings={"questionnaire_valid_days": 90})
    assert book.current().settings.questionnaire_valid_days == 90
    assert book.current().catalogue.treatment("MN").enabled


def test_a_change_to_a_treatment_that_is_no_more_says_nothing(
    book: ProtocolBook, practice: PracticeSettings
) -> None:
    change(practice, treatment_changes={"GONE": {"enabled": False}})
    assert book.current().catalogue.treatment("BTX").enabled


def test_a_signature_keeps_the_text_in_full(
    book: ProtocolBook, database: Database, clock: FixedClock
) -> None:
    by = add_person(database)
    before = book.current()
    assert book.sign(" Ruth Holt ", "NMC 12A3456E", by).setup
    signature = book.signature()
    assert signature is not None
    assert (signature.signed_by, signature.signed_at) == ("Ruth Holt", NOW)
    assert signature.covers_current
    with database.read() as session:
        assert session.scalars(select(SignedProtocol.text)).one() == before.text
    assert book.current().text == before.text


def test_what_is_signed_stays_in_force_when_another_draft_is_shipped(
    database: Database, practice: PracticeSettings, clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "protocol"
    shutil.copytree(SHIPPED, folder)
    ProtocolBook(database, folder, practice, clock).sign("Ruth Holt", "1", add_person(database))
    head = folder / "protocol.toml"
    head.write_text(head.read_text().replace("Cambridge", "Ely").replace("0.1.0", "9.9.9"))
    again = ProtocolBook(database, folder, practice, clock)
    assert again.current().meta.version != "9.9.9"
    assert again.signature() is not None


def test_a_change_after_signing_is_told(
    book: ProtocolBook, practice: PracticeSettings, database: Database
) -> None:
    by = add_person(database)
    book.sign("Ruth Holt", "1", by)
    change(practice, protocol_settings={"questionnaire_valid_days": 90})
    changed = book.signature()
    assert changed is not None
    assert not changed.covers_current
    book.sign("Ruth Holt", "1", by)
    signed_again = book.signature()
    assert signed_again is not None
    assert signed_again.covers_current
    assert book.current().settings.questionnaire_valid_days == 90


def test_only_a_prescriber_who_works_here_signs(book: ProtocolBook, database: Database) -> None:
    others = (
        add_receptionist(database),
        add_person(database, "Priya Nair", "practitioner"),
        add_person(database, "Gone Away", active=False),
        999,
    )
    for by in others:
        with pytest.raises(NotAllowed):
            book.sign("Ruth Holt", "1", by)
    assert book.signature() is None


@pytest.mark.parametrize(("name", "registration"), [(" ", "1"), ("Ruth Holt", "")])
def test_a_signature_needs_a_name_and_a_number(
    book: ProtocolBook, database: Database, name: str, registration: str
) -> None:
    with pytest.raises(BadInput):
        book.sign(name, registration, add_person(database))


def test_a_broken_draft_is_named(
    database: Database, practice: PracticeSettings, clock: FixedClock, tmp_path: Path
) -> None:
    shutil.copytree(SHIPPED, tmp_path / "protocol")
    (tmp_path / "protocol" / "spacing.toml").write_text("[[spacing]\n")
    with pytest.raises(CannotOpen, match=r"spacing\.toml"):
        ProtocolBook(database, tmp_path / "protocol", practice, clock).current()


def test_it_is_read_again_only_after_a_write_to_it(
    book: ProtocolBook, database: Database, practice: PracticeSettings
) -> None:
    seen: list[object] = []
    book.current()
    add_room(database)
    event.listen(database.engine, "before_cursor_execute", lambda *of_it: seen.append(of_it[2]))
    for _ in range(5):
        book.current()
    assert seen == []
    change(practice, address="1 Mill Road")
    seen.clear()
    first = book.current()
    assert len(seen) == 2
    assert book.current() is first


def test_what_was_read_ahead_is_not_read_again(
    database: Database, practice: PracticeSettings, clock: FixedClock, tmp_path: Path
) -> None:
    shutil.copytree(SHIPPED, tmp_path / "protocol")
    book = ProtocolBook(database, tmp_path / "protocol", practice, clock)
    book.read_ahead()
    shutil.rmtree(tmp_path / "protocol")
    assert book.current().catalogue.treatment("BTX").enabled


def test_a_broken_draft_that_was_read_ahead_is_told_to_whoever_asks_for_it(
    database: Database, practice: PracticeSettings, clock: FixedClock, tmp_path: Path
) -> None:
    book = ProtocolBook(database, tmp_path / "gone", practice, clock)
    book.read_ahead()
    with pytest.raises(CannotOpen, match="gone"):
        book.current()
