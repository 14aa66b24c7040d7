"""A client signs on the screen, takes it back, and signs anew; each is kept and noted."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PIL import Image

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.consent.consents import Consents
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import FOLDER_NAME, KeptFiles
from tests.core.consent.test_forms import FORMS
from tests.factories import add_client, add_person, events

TODAY = date(2026, 11, 24)
SIGNED = [[(0.1, 0.5), (0.2, 0.33333), (0.3, 0.5)], [(0.5, 0.5), (1.0, 0.0)]]


@dataclass(frozen=True)
class Kept:
    consents: Consents
    clock: FixedClock
    database: Database
    ruth: int
    anna: int

    def sign(self, scope: str = "BTX", **more: object) -> int:
        given = self.consents.give_on_screen
        return given(self.anna, scope, "Anna K.", SIGNED, self.ruth, **more).id  # type: ignore[arg-type]

    def state(self, scope: str = "BTX", day: date | None = None) -> str:
        return self.consents.standing(self.anna, self.ruth, day=day)[scope].state


@pytest.fixture
def kept(database: Database, clock: FixedClock) -> Kept:
    consents = Consents(database, clock, FORMS, KeptFiles(database))
    return Kept(consents, clock, database, add_person(database), add_client(database))


def test_a_form_signed_on_screen_stands_in_the_words_that_were_read(kept: Kept) -> None:
    assert kept.state() == "none"
    kept.sign(given_on=TODAY)
    (record,) = kept.consents.of_client(kept.anna, kept.ruth)
    form = kept.consents.form("BTX")
    assert (record.version, record.digest) == (form.head.version, form.digest)
    assert (record.given_on, record.how, record.signed_as) == (TODAY, "screen", "Anna K.")
    assert (record.taken_by, record.late, record.withdrawn_on) == ("Ruth Holt", False, None)
    assert (kept.state(), kept.state("MN")) == ("current", "none")
    assert kept.state(day=TODAY + timedelta(days=366)) == "outdated"
    assert {each.head.scope for each in kept.consents.forms()} == {"BTX", "MN", "photographs"}


def test_the_signature_comes_back_as_it_was_drawn_and_its_reading_is_noted(kept: Kept) -> None:
    opened = kept.consents.open(kept.sign(), kept.ruth)
    assert opened.strokes == (((0.1, 0.5), (0.2, 0.3333), (0.3, 0.5)), ((0.5, 0.5), (1.0, 0.0)))
    noted = events(kept.database)
    assert [event.act for event in noted] == ["consent.given", "consent.read"]
    assert {event.client_id for event in noted} == {kept.anna}


DOT = (0.5, 0.5)


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[], []],
        [[DOT] * 4],
        [[DOT] * 5 + [(1.0001, 0.5)]],
        [[DOT] * 5 + [(-0.1, 0.5)]],
        [[DOT] * 5 + [(math.nan, 0.5)]],
        [[DOT] * 5 + [(0.5, math.inf)]],
        [[DOT]] * 201,
        [[DOT] * 10_001],
    ],
)
def test_what_is_no_signature_is_not_kept(
    kept: Kept, strokes: Sequence[Sequence[tuple[float, float]]]
) -> None:
    with pytest.raises(BadInput) as refused:
        kept.consents.give_on_screen(kept.anna, "BTX", "Anna", strokes, kept.ruth)
    assert refused.value.field == "strokes"
    assert kept.consents.of_client(kept.anna, kept.ruth) == ()


@pytest.mark.parametrize(
    ("signed_as", "given_on", "field"),
    [
        (" ", TODAY, "signed_as"),
        ("A" * 201, TODAY, "signed_as"),
        ("Anna", TODAY + timedelta(days=1), "given_on"),
        ("Anna", date(1926, 11, 24), "given_on"),
    ],
)
def test_a_consent_needs_a_name_and_a_day_that_has_come(
    kept: Kept, signed_as: str, given_on: date, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        kept.consents.give_on_screen(kept.anna, "BTX", signed_as, SIGNED, kept.ruth, given_on)
    assert refused.value.field == field


def test_what_is_taken_back_stands_no_more_and_may_be_given_anew(kept: Kept) -> None:
    first = kept.sign(given_on=TODAY - timedelta(days=9))
    other, needling = kept.sign(), kept.sign("MN")
    kept.consents.withdraw(first, TODAY, " Has changed her mind. ", kept.ruth)
    assert (kept.state(), kept.state("MN")) == ("withdrawn", "current")
    assert kept.state(day=TODAY - timedelta(days=1)) == "current"
    by_id = {each.id: each for each in kept.consents.of_client(kept.anna, kept.ruth)}
    assert by_id[needling].withdrawn_on is None
    for gone in (by_id[first], by_id[other]):
        assert (gone.withdrawn_on, gone.withdrawn_by) == (TODAY, "Ruth Holt")
        assert gone.withdrawn_words == "Has changed her mind."
    kept.sign()
    assert kept.state() == "current"
    assert [each.act for each in events(kept.database)].count("consent.withdrawn") == 2


@pytest.mark.parametrize("days_before", [(9, 0), (0, 9), (0, 0)])
def test_taking_back_names_the_later_signature_in_whichever_order_they_were_kept(
    kept: Kept, days_before: tuple[int, int]
) -> None:
    for days in days_before:
        kept.sign(given_on=TODAY - timedelta(days=days))
    newest, *_older = kept.consents.of_client(kept.anna, kept.ruth)
    kept.consents.withdraw(newest.id, TODAY, "", kept.ruth)
    stands = kept.consents.standing(kept.anna, kept.ruth)["BTX"]
    assert (stands.state, stands.given_on, stands.withdrawn_on) == ("withdrawn", TODAY, TODAY)


def test_it_is_taken_back_once_and_not_before_it_was_given(kept: Kept) -> None:
    given = kept.sign()
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(BadInput):
            kept.consents.withdraw(given, day, "", kept.ruth)
    kept.consents.withdraw(given, TODAY, "", kept.ruth)
    with pytest.raises(NotAllowed, match="already"):
        kept.consents.withdraw(given, TODAY, "", kept.ruth)


def test_several_taken_back_and_given_again_on_one_day_end_with_the_last_word(kept: Kept) -> None:
    for _ in range(2):
        kept.consents.withdraw(kept.sign(), TODAY, "", kept.ruth)
        assert kept.state() == "withdrawn"
    kept.sign()
    assert kept.state() == "current"


def test_nobody_signs_who_is_not_on_file_and_no_form_that_is_not_there(kept: Kept) -> None:
    for client, scope in ((99, "BTX"), (kept.anna, "LASER")):
        with pytest.raises(NotFound):
            kept.consents.give_on_screen(client, scope, "Anna", SIGNED, kept.ruth)
    with pytest.raises(NotFound):
        kept.consents.open(99, kept.ruth)


def paper() -> bytes:
    """A page as a telephone takes it, lying on its side."""
    image = Image.new("RGB", (400, 300), "white")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone of Anna K."
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_signed_paper_is_kept_upright_and_sealed_with_the_words_on_it(kept: Kept) -> None:
    day = TODAY - timedelta(days=3)
    scanned = kept.consents.give_scanned
    given = scanned(kept.anna, "BTX", "Anna K.", paper(), day, kept.ruth).id
    opened = kept.consents.open(given, kept.ruth)
    assert opened.scan is not None
    assert Image.open(io.BytesIO(opened.scan)).size == (300, 400)
    assert b"Phone of Anna" not in opened.scan
    assert (opened.record.how, opened.record.given_on, opened.record.late) == ("scan", day, True)
    assert opened.record.digest == kept.consents.form("BTX").digest
    (file,) = (kept.database.path.parent / FOLDER_NAME).iterdir()
    assert opened.scan not in file.read_bytes()
    older = scanned(kept.anna, "MN", "Anna K.", paper(), day, kept.ruth, version="0").id
    assert kept.consents.open(older, kept.ruth).record.digest == ""
    assert (kept.state(), kept.state("MN")) == ("current", "outdated")


def test_what_is_no_picture_or_for_nobody_leaves_nothing_behind(kept: Kept) -> None:
    scanned = kept.consents.give_scanned
    with pytest.raises(BadInput) as refused:
        scanned(kept.anna, "BTX", "Anna", b"%PDF-1.7", TODAY, kept.ruth)
    assert refused.value.field == "picture"
    with pytest.raises(NotFound):
        scanned(99, "BTX", "Anna", paper(), TODAY, kept.ruth)
    KeptFiles(kept.database).sweep()
    assert list((kept.database.path.parent / FOLDER_NAME).iterdir()) == []
