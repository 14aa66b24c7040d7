"""Texts kept for good, and a leaflet printed again in the words it had."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotFound
from clinic_desk.base.folders import RESOURCES
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.leaflets.models import LeafletText
from clinic_desk.leaflets.orders import drawn
from clinic_desk.leaflets.plain_text import text_of
from tests.factories import add_appointment, add_person, events, new_clinic
from tests.kept import copy_kept

TOXIN = "botulinum-toxin"
AT = datetime(2026, 11, 26, 9, 45, tzinfo=UTC)


def _made(folder: Path) -> None:
    clinic = new_clinic(folder)
    add_person(clinic.database, role="manager", treats=True)
    clinic.database.close()


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """A clinic with Ruth Holt, a client, and a folder of its own texts."""
    copy_kept(_made, tmp_path / "clinic")
    opened = open_clinic(tmp_path / "clinic", clock=clock)
    opened.clients.add(ClientDetails(given="Grace", family="Okoro"), by=1)
    own(opened).mkdir(parents=True)
    yield opened
    opened.database.close()


def own(clinic: Clinic) -> Path:
    return clinic.folder / "leaflets" / "en"


def edit(clinic: Clinic, old: str, new: str, name: str = TOXIN) -> None:
    """Change the clinic's own text, which begins as the shipped one."""
    path = own(clinic) / f"{name}.md"
    if not path.exists():
        shutil.copy(RESOURCES / "leaflets" / "en" / path.name, path)
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def kept(clinic: Clinic, name: str = TOXIN) -> list[LeafletText]:
    with clinic.database.read() as session:
        rows = session.scalars(select(LeafletText).where(LeafletText.name == name))
        return list(rows)


def shipped_version(clinic: Clinic, name: str = TOXIN) -> int:
    return clinic.press.shelf(1).leaflets[name].head.version


def test_every_text_is_kept_before_it_is_printed_and_the_audit_says_so(clinic: Clinic) -> None:
    shelf = clinic.press.shelf(1)
    assert shelf.refused == ()
    assert all(each.text_id for each in shelf.editions.values())
    acts = [event.act for event in events(clinic.database)]
    assert acts.count("leaflet.text_kept") == len(shelf.editions)
    commits = clinic.database.commits
    assert clinic.press.shelf(1) is shelf
    assert clinic.database.commits == commits


def test_an_edited_text_is_the_next_version_and_the_one_before_stays(clinic: Clinic) -> None:
    version = shipped_version(clinic)
    edit(clinic, "Lines start to soften.", "Lines begin to soften.")
    shelf = clinic.press.shelf(1)
    assert shelf.refused == ()
    assert shelf.leaflets[TOXIN].head.version == version + 1
    first, second = kept(clinic)
    assert "Lines start to soften." in first.text
    assert "Lines begin to soften." in second.text
    assert clinic.press.order(TOXIN, by=1).text_id == second.id


def test_a_head_that_counts_further_is_taken_at_its_word(clinic: Clinic) -> None:
    version = shipped_version(clinic)
    edit(clinic, f"version = {version}", f"version = {version + 6}")
    assert shipped_version(clinic) == version + 6


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("Lines start to soften. It is safe.", "'safe' gives an assurance"),
        ("Lines start to soften {nothing}.", "nothing is known to fill '{nothing}'"),
        ("Lines <b>start</b> to soften.", "line"),
    ],
)
def test_a_text_with_faults_is_refused_by_name_and_the_version_before_goes_on(
    clinic: Clinic, new: str, fault: str
) -> None:
    before = clinic.press.shelf(1).leaflets[TOXIN]
    edit(clinic, "Lines start to soften.", new)
    shelf = clinic.press.shelf(1)
    (refused,) = shelf.refused
    assert refused.name == TOXIN
    assert fault in " ".join(refused.faults)
    assert shelf.leaflets[TOXIN] == before
    assert len(kept(clinic)) == 1
    assert drawn(clinic.press.order(TOXIN, by=1)).version == str(before.head.version)


def test_a_bad_text_that_was_there_before_any_was_kept_leaves_the_shipped_one(
    clinic: Clinic,
) -> None:
    edit(clinic, "Lines start to soften.", "Lines start to soften. It is safe.")
    shelf = clinic.press.shelf(1)
    (refused,) = shelf.refused
    assert (refused.name, refused.shipped) == (TOXIN, True)
    assert "It is safe" not in shelf.leaflets[TOXIN].source
    (row,) = kept(clinic)
    assert clinic.press.order(TOXIN, by=1).text_id == row.id
    edit(clinic, "It is safe.", "It is the best.")
    assert clinic.press.shelf(1).refused[0].shipped
    edit(clinic, "It is the best.", "")
    assert clinic.press.shelf(1).refused == ()
    assert len(kept(clinic)) == 2


def test_a_text_that_asks_for_what_is_not_set_is_printed_once_it_is(clinic: Clinic) -> None:
    edit(clinic, "{phone}", "{phone} or {out_of_hours}")
    (refused,) = clinic.press.shelf(1).refused
    assert "'{out_of_hours}'" in refused.faults[0]
    clinic.practice.save(replace(clinic.practice.read(), out_of_hours="NHS 111"), 1)
    assert clinic.press.shelf(1).refused == ()


def test_a_kept_text_that_is_read_no_longer_gives_way_and_hinders_no_other(
    clinic: Clinic,
) -> None:
    printed = drawn(clinic.press.order(TOXIN, 1, by=1))
    edit(clinic, "Lines start to soften.", "Lines begin to soften.")
    edit(clinic, "reviewed = ", "wrong = ")
    source = (own(clinic) / f"{TOXIN}.md").read_text(encoding="utf-8")
    old = LeafletText(
        language="en", name=TOXIN, version=99, approver="Ruth Holt", digest="0" * 64, text=source,
        kept_at=AT, kept_by=1,
    )  # fmt: skip
    with clinic.database.write(audited=False) as session:
        session.add(old)
        session.flush()
        text_id = old.id
    clinic.press.note_given(replace(printed, text_id=text_id), "printed", 1)
    shelf = clinic.press.shelf(1)
    (refused,) = shelf.refused
    assert (refused.name, refused.shipped) == (TOXIN, True)
    head = shelf.leaflets[TOXIN].head
    assert (head.version, head.approved) == (100, False)
    assert len(shelf.editions) > 1
    assert clinic.press.changed_since(1, 1) == {}
    with pytest.raises(NotFound, match="no longer reads them"):
        clinic.press.order_again(clinic.leaflets.of_client(1, 1)[0].id, 1)


def test_a_file_that_goes_by_another_name_is_refused(clinic: Clinic) -> None:
    shutil.copy(RESOURCES / "leaflets" / "en" / f"{TOXIN}.md", own(clinic) / "mine.md")
    (refused,) = clinic.press.shelf(1).refused
    assert refused.faults == (f"mine.md: the file of this leaflet is called {TOXIN}.md.",)
    assert clinic.press.shelf(1).nowhere == (refused,)


def test_words_changed_under_an_approval_are_a_draft_again(clinic: Clinic) -> None:
    edit(clinic, 'approver = ""', 'approver = "Ruth Holt"')
    assert clinic.press.shelf(1).leaflets[TOXIN].head.approver == "Ruth Holt"
    edit(clinic, "Lines start to soften.", "Lines begin to soften.")
    assert clinic.press.shelf(1).leaflets[TOXIN].head.approver == ""
    head = clinic.press.shelf(1).leaflets[TOXIN].head
    edit(
        clinic,
        f"reviewed = {head.reviewed}",
        f"reviewed = {head.reviewed + timedelta(days=1)}",
    )
    assert clinic.press.shelf(1).leaflets[TOXIN].head.approver == "Ruth Holt"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE leaflet_text SET text = 'x'", "UPDATE leaflet_text SET approver = 'x'",
     "DELETE FROM leaflet_text"],
)  # fmt: skip
def test_the_database_lets_nobody_change_a_kept_text(clinic: Clinic, statement: str) -> None:
    clinic.press.shelf(1)
    with (
        pytest.raises(DatabaseError, match="kept leaflet cannot be changed"),
        clinic.database.write() as session,
    ):
        session.execute(text(statement))


def give(clinic: Clinic, large: bool = False) -> int:
    """Print one for Grace; gives the line that says so."""
    printed = drawn(clinic.press.order(TOXIN, 1, by=1, large_print=large))
    clinic.press.note_given(printed, "printed", 1)
    return clinic.leaflets.of_client(1, 1)[0].id


@pytest.mark.parametrize("large", [False, True])
def test_a_reprint_is_the_same_to_the_byte_whatever_has_changed_since(
    clinic: Clinic, clock: FixedClock, large: bool
) -> None:
    add_appointment(clinic.database, 1, 1, AT, AT + timedelta(minutes=30))
    line = clinic.leaflets.line(give(clinic, large), 1)
    edit(clinic, "Lines start to soften.", "Lines begin to soften.")
    practice = clinic.practice.read()
    clinic.practice.save(
        replace(practice, phone="01223 000000", protocol_settings={"challenge_age": 30}), 1
    )
    record = clinic.clients.get(1, 1)
    clinic.clients.change(1, replace(record.details, family="Adeyemi"), record.version, 1)
    clock.advance(days=400)
    assert drawn(clinic.press.order(TOXIN, 1, by=1)).digest != line.digest
    again = drawn(clinic.press.order_again(line.id, 1))
    assert again.digest == line.digest
    assert (again.version, again.large_print, again.again) == (line.version, large, True)
    clinic.press.note_given(again, "printed", 1)
    newest = clinic.leaflets.of_client(1, 1)[0]
    assert (newest.digest, newest.filled, newest.text_id) == (
        line.digest,
        line.filled,
        line.text_id,
    )


def test_one_given_before_texts_were_kept_cannot_be_printed_again(clinic: Clinic) -> None:
    with clinic.database.write(audited=False) as session:
        session.execute(
            text(
                "INSERT INTO leaflet_given (client_id, leaflet, language, version, large_print,"
                " how, outcome, to_whom, filled, digest, sent_digest, given_by, given_at)"
                " VALUES (1, 'botulinum-toxin', 'en', '1', 0, 'printed', 'given', '', '', '', '',"
                " 1, 0)"
            )
        )
    (line,) = clinic.leaflets.of_client(1, 1)
    assert not line.can_be_repeated
    with pytest.raises(NotFound, match="not on file"):
        clinic.press.order_again(line.id, 1)
    assert clinic.press.changed_since(1, 1) == {}


def test_what_changed_since_is_told_of_the_text_and_of_the_protocol(clinic: Clinic) -> None:
    give(clinic)
    assert clinic.press.changed_since(1, 1) == {}
    edit(clinic, "Lines start to soften.", "Lines begin to soften.")
    said = clinic.press.changed_since(1, 1)
    assert list(said) == [TOXIN]
    assert "now “2 to 7 days, Lines begin to soften.”" in said[TOXIN][0]
    give(clinic)
    assert clinic.press.changed_since(1, 1) == {}


def test_declined_read_aloud_and_a_carer_are_on_file(clinic: Clinic) -> None:
    printed = drawn(clinic.press.order(TOXIN, 1, by=1))
    clinic.press.note_declined(printed, 1)
    clinic.press.note_given(printed, "read_aloud", 1)
    clinic.press.note_given(printed, "printed", 1, to_whom="Ada Marsh")
    said = [line.how_words for line in clinic.leaflets.of_client(1, 1)]
    assert said == ["printed, taken by Ada Marsh", "read aloud", "declined"]
    with pytest.raises(NotFound):
        clinic.press.note_declined(drawn(clinic.press.order(TOXIN, by=1)), 1)


def test_anonymised_the_line_stays_without_name_or_words(clinic: Clinic) -> None:
    line = give(clinic)
    printed = drawn(clinic.press.order(TOXIN, 1, by=1))
    clinic.press.note_given(printed, "printed", 1, to_whom="Ada Marsh")
    clinic.clients.anonymise(1, 1)
    carer, first = clinic.leaflets.of_client(1, 1)
    assert (carer.to_whom, carer.filled, first.filled, first.id) == ("Removed", "", "", line)
    with clinic.database.read() as session:
        rows = session.execute(text("SELECT * FROM leaflet_given")).all()
    assert "Okoro" not in repr(rows)
    assert "Marsh" not in repr(rows)


def test_a_posted_leaflet_is_prepared_for_the_client_and_an_unnamed_one_for_nobody(
    clinic: Clinic,
) -> None:
    record = clinic.clients.get(1, 1)
    details = replace(record.details, consult_on=date(2026, 11, 19))
    clinic.clients.change(1, details, record.version, 1)
    given = clinic.press.order(TOXIN, 1, by=1).addressee
    posted = clinic.press.order(TOXIN, 1, by=1, posted=True).addressee
    assert given is not None
    assert posted is not None
    assert given.given_at_consultation_on == date(2026, 11, 19)
    assert posted.given_at_consultation_on is None
    assert clinic.press.order(TOXIN, 1, by=1, named=False).addressee is None
    assert clinic.press.order(TOXIN, 1, by=1, named=False).client_id == 1


def test_a_date_of_birth_is_on_paper_only_where_the_clinics_text_asks_for_it(
    clinic: Clinic,
) -> None:
    record = clinic.clients.get(1, 1)
    details = replace(record.details, born_on=date(1984, 3, 7))
    clinic.clients.change(1, details, record.version, 1)
    assert "1984" not in clinic.press.order(TOXIN, 1, by=1).filled
    edit(clinic, "- name: Name\n", "- name: Name\n- born_on: Date of birth\n")
    order = clinic.press.order(TOXIN, 1, by=1)
    assert order.addressee is not None
    assert order.addressee.personal["born_on"] == "7 March 1984"
    assert "Date of birth: 7 March 1984" in text_of(order)
    assert "Date of birth" in text_of(clinic.press.order(TOXIN, by=1))
