"""Texts that break programs, through every field that keeps one and everything that shows it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.folders import RESOURCES
from clinic_desk.base.printing import one_line
from clinic_desk.calendar.visit_rows import VisitToCall
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from clinic_desk.db.verifying import verify
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.library import load_leaflets
from clinic_desk.leaflets.pdf import draw_pdf
from clinic_desk.leaflets.printable import printable, unprintable
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.paper.day_list import day_list
from clinic_desk.paper.slip import slip
from clinic_desk.safety.loading import load_protocol
from clinic_desk.staff.people import PersonDraft
from clinic_desk.staff.sign_in import SignIn
from clinic_desk.staff.tries import WrongSecret
from main import main
from tests.core.paper.test_paper import visit
from tests.factories import NOW, events
from tests.faults.conftest import HowOften
from tests.faults.reading import addresses, interpreted, letters_of, read
from tests.faults.strings import OURS, REFUSED, naughty
from tests.faults.typed import GRACE, MAYA, RUTH, WAYS, Kept, make_clinic, whole_client

EVERYTHING = 10_000
"""More strings than there are."""
MUST_BE_A = {"client_phone", "client_email", "speakers_phone"}
"""Fields that take only what looks like a number or an address."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic that all of them go through, one after another."""
    made = make_clinic(tmp_path_factory.mktemp("naughty"))
    yield made
    made.database.close()


@pytest.fixture
def chosen(how_often: HowOften) -> list[str]:
    """A sample, or with `--long` all of them."""
    often = how_often(short=30, long=EVERYTHING)
    return naughty(None if often == EVERYTHING else often)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_field_gives_back_exactly_what_was_typed(
    busy: Clinic, chosen: list[str], way: Callable[[Clinic, str], Kept]
) -> None:
    for text in chosen:
        try:
            for kept in way(busy, text):
                assert kept in (text, text.strip(), text.rstrip(), text.lstrip()), text
        except ClinicError as refused:
            too_long = len(text) > 1_900
            needed = not text.strip()
            if not (way.__name__ in MUST_BE_A or too_long or needed):
                raise AssertionError(f"{way.__name__} refused {text!a}") from refused


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_no_file_can_hold_is_refused_in_a_sentence(
    busy: Clinic, way: Callable[[Clinic, str], Kept], text: str
) -> None:
    before = busy.database.commits
    with pytest.raises(BadInput) as refused:
        list(way(busy, text))
    assert text[:20] not in str(refused.value)
    assert busy.database.commits == before


def test_old_values_are_kept_exactly_and_the_chain_is_whole(
    busy: Clinic, chosen: list[str]
) -> None:
    for text in chosen:
        if len(text) > 19_000:
            continue
        made = busy.clients.add(ClientDetails(given="G", desk_note=text), MAYA).id
        version = busy.clients.get(made, MAYA).version
        busy.clients.change(made, ClientDetails(given="G", desk_note="other"), version, MAYA)
        newest = events(busy.database)[-1] if len(chosen) < 60 else None
        if newest is not None and text != "other":
            assert newest.before["desk_note"] == text
            assert json.loads(json.dumps(newest.before)) == newest.before
    with busy.database.read() as session:
        driver = session.connection().connection.driver_connection
        verdict = verify(driver, busy.database.chain_key, busy.database.anchors)
    assert verdict.troubles == ()


def test_the_search_finds_it_and_never_stumbles(busy: Clinic, chosen: list[str]) -> None:
    for text in chosen:
        name = text[:200]
        is_name = sum(sign.isalpha() for sign in name) >= 3
        is_name &= not any(sign.isdecimal() for sign in name)
        made = busy.clients.add(ClientDetails(given=name, family="Quist"), MAYA).id
        hits = busy.clients.search(text, MAYA)
        busy.clients.possible_duplicates(ClientDetails(given=name, family=name), MAYA)
        if is_name and len(text) <= 60:
            by_name = busy.clients.search(f"{name} quist", MAYA)
            found = {hit.id for hit in (*hits, *by_name)}
            assert made in found or len(hits) >= 10 or len(by_name) >= 10, ascii(text)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:20]))
def test_what_cannot_be_kept_can_be_searched_for(busy: Clinic, text: str) -> None:
    busy.clients.search(text, MAYA)
    busy.clients.possible_duplicates(ClientDetails(given=text, family=text), MAYA)


def test_no_password_and_no_pin_is_a_fault(
    busy: Clinic, chosen: list[str], quick_hashing: None
) -> None:
    for number, text in enumerate([*chosen, *REFUSED]):
        with pytest.raises(WrongSecret):
            busy.sign_in.sign_in(RUTH, text)
        with pytest.raises((WrongSecret, ClinicError)):
            busy.staff.set_pin(MAYA, text, GRACE) if not text.isdecimal() else _wrong()
        if number % 4 == 3:
            # Five in a row would have to wait.
            _begin_again(busy.sign_in)


def _wrong() -> None:
    raise WrongSecret("a PIN may be figures")


def _begin_again(sign_in: SignIn) -> None:
    from clinic_desk.demo.cast import DEMO_PASSWORD

    sign_in.sign_in(RUTH, DEMO_PASSWORD)


# ---- paper

CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "")
CATALOGUE = load_protocol(RESOURCES / "protocol").catalogue


def test_the_days_list_and_the_slip_obey_no_text(chosen: list[str]) -> None:
    visits = [
        VisitToCall(
            visit(client_name=text[:400], desk_note=text[:400], person_name=text[:80]),
            (PhoneDetails(text[:40]),),
        )
        for text in chosen
    ]
    pdf = day_list((NOW.date(),), visits, {"BTX": "Botulinum toxin"}, chosen[0][:80], NOW)
    assert interpreted(pdf) == set()
    letters = read(pdf)
    for text in chosen:
        assert letters_of(printable(text[:400]))[:30] in letters, ascii(text)
    for text in chosen:
        clinic = ClinicDetails(text[:200], text[:40], text[:200], text[:200])
        sheet = slip(visit(client_name=text[:2000]), CATALOGUE, clinic, text, large_print=False)
        assert interpreted(sheet) == set(), ascii(text)


def test_a_leaflet_obeys_no_name(how_often: HowOften) -> None:
    leaflets = load_leaflets(RESOURCES / "leaflets" / "en")
    protocol, moment = load_protocol(RESOURCES / "protocol"), datetime(2026, 11, 26, 9, tzinfo=UTC)
    often = how_often(short=8, long=EVERYTHING)
    for text in naughty(None if often == EVERYTHING else often, seed=5):
        clinic = ClinicDetails(f"N{text[:200]}", f"1{text[:40]}", f"C{text[:200]}", text[:300])
        whom = Addressee(text, date(2026, 11, 19), moment, text[:100])
        values = protocol_values(protocol, clinic)
        leaflet = random.Random(text).choice(sorted(leaflets))
        pdf = draw_pdf(leaflets[leaflet], values, clinic, whom, large_print=False, today=NOW.date())
        assert interpreted(pdf) <= {"URI"}, ascii(text)
        assert addresses(pdf) <= {"https://yellowcard.mhra.gov.uk"}, ascii(text)
        assert letters_of(printable(text))[:20] in read(pdf), ascii(text)
        for letter in unprintable(text):
            assert one_line(letter)


# ---- the terminal

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def test_no_line_for_the_terminal_steers_it() -> None:
    for text in (*naughty(), *REFUSED):
        line = one_line(text)
        assert not STEERS.search(line), ascii(text)
        assert len(line.splitlines()) <= 1, ascii(text)


def test_no_command_lets_a_name_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = make_clinic(tmp_path)
    evil = "\x1b]0;owned\x07\x1b[2J\u202eRuth\x9b31m\nHolt"
    ruth = clinic.staff.person(RUTH)
    draft = PersonDraft(evil, ruth.role, RUTH, registration=ruth.registration, prescriber=True,
                        treats=True, treatments=ruth.treatments)  # fmt: skip
    clinic.staff.save(draft, GRACE)
    client = clinic.clients.add(whole_client(evil), RUTH).id
    clinic.database.close()
    place = ["--clinic", str(clinic.folder)]
    assert main(["free-times", "CONSULT", "--client", str(client), "--limit", "3", *place]) == 0
    assert main(["leaflet", evil, "--out", str(tmp_path / "x.pdf"), *place]) == 2
    assert main(["free-times", evil, *place]) == 2
    main(["check", *place])
    said = capsys.readouterr()
    assert "Ruth" in said.out
    assert not STEERS.search(said.out + said.err)


def test_ours_can_all_be_kept_and_there_are_enough_of_them() -> None:
    assert len(naughty()) >= 530
    assert len(set(OURS)) == len(OURS)
