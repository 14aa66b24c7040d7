"""Photographs are kept and shown only while consent to them stands."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.db.kept_files import KeptFiles, LostFile
from clinic_desk.db.kept_model import KeptFile
from clinic_desk.photographs.framing import Frame
from clinic_desk.photographs.models import Photograph
from tests.core.photographs.conftest import TODAY, Room
from tests.drawn import exif, jpeg, png
from tests.factories import events

WORDS = b"Zyxomark 51.5 North"


def noted(room: Room, since: int) -> list[str]:
    return [event.act for event in events(room.clinic.database)[since:]]


def test_a_picture_is_kept_upright_and_comes_back(room: Room) -> None:
    room.agrees()
    id = room.photographs.add(
        room.client, jpeg((400, 300), exif=exif(6)), "left", "after", TODAY, None, room.ruth, " a "
    ).id
    (record,) = room.photographs.of_client(room.client, room.ruth).photographs
    assert (record.id, record.view, record.moment, record.taken_on) == (id, "left", "after", TODAY)
    assert (record.width, record.height, record.frame) == (300, 400, Frame(0, 0, 1))
    assert (record.note, record.added_by) == ("a", "Ruth Holt")
    assert Image.open(io.BytesIO(room.photographs.picture(id, room.ruth))).size == (300, 400)
    assert Image.open(io.BytesIO(room.photographs.thumbnail(id, room.ruth))).size == (240, 320)


def test_nothing_a_telephone_wrote_beside_it_lies_in_the_clinics_folder(room: Room) -> None:
    room.agrees()
    raw = jpeg(exif=exif(words=WORDS * 4), comment=WORDS)
    id = room.photographs.add(room.client, raw, "front", "before", TODAY, None, room.ruth).id
    assert WORDS not in room.photographs.picture(id, room.ruth)
    for path in room.folder.iterdir():
        assert not path.read_bytes().startswith(b"\xff\xd8")
    assert len(room.files) == 2


def test_without_consent_nothing_is_added_or_shown(room: Room) -> None:
    with pytest.raises(NotAllowed, match="no consent to photographs on file"):
        room.add()
    assert not room.folder.exists()
    album = room.photographs.open(room.client, room.ruth)
    assert (album.photographs, album.may_add, album.hidden) == ((), False, 0)
    assert album.sentence == "There is no consent to photographs on file."


def test_consent_taken_back_hides_them_and_given_again_shows_them(room: Room) -> None:
    consent = room.agrees()
    id = room.add()
    room.takes_back(consent)
    album = room.photographs.open(room.client, room.ruth)
    assert (album.photographs, album.hidden) == ((), 1)
    assert album.sentence == (
        "Consent to photographs was taken back on 24 November 2026. "
        "1 photograph is kept and not shown."
    )
    for asked in (room.photographs.picture, room.photographs.thumbnail):
        with pytest.raises(NotAllowed, match="taken back"):
            asked(id, room.ruth)
    with pytest.raises(NotAllowed):
        room.photographs.frame(id, 0, 0, 1, room.ruth)
    with pytest.raises(NotAllowed):
        room.photographs.change(id, "left", "after", TODAY, None, room.ruth)
    room.agrees()
    assert len(room.photographs.open(room.client, room.ruth).photographs) == 1


def test_consent_that_grew_old_lets_them_be_seen_and_none_be_added(room: Room) -> None:
    room.agrees(given_on=TODAY - timedelta(days=3650))
    with pytest.raises(NotAllowed, match="out of date"):
        room.add()
    album = room.photographs.open(room.client, room.ruth)
    assert album.consent.state == "outdated"
    assert not album.may_add


def test_of_two_days_the_newer_comes_first_and_after_before_before(room: Room) -> None:
    room.agrees()
    day = timedelta(days=1)
    old = room.add("#111", taken_on=TODAY - day)
    right = room.add("#222", view="right")
    before = room.add("#333")
    after = room.add("#444", moment="after")
    shown = room.photographs.of_client(room.client, room.ruth).photographs
    assert [each.id for each in shown] == [before, after, right, old]


def test_opening_is_noted_once_and_each_picture_looked_at(room: Room) -> None:
    room.agrees()
    id = room.add()
    since = len(events(room.clinic.database))
    room.photographs.open(room.client, room.ruth)
    room.photographs.of_client(room.client, room.ruth)
    room.photographs.thumbnail(id, room.ruth)
    room.photographs.picture(id, room.ruth)
    found = events(room.clinic.database)[since:]
    assert [(each.act, each.subject_id) for each in found] == [
        ("photograph.read", None),
        ("photograph.read", id),
    ]


def test_an_album_with_nothing_to_see_is_not_noted(room: Room) -> None:
    room.agrees()
    since = len(events(room.clinic.database))
    room.photographs.open(room.client, room.ruth)
    assert noted(room, since) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"view": "above"}, "view"),
        ({"moment": "during"}, "moment"),
        ({"taken_on": TODAY + timedelta(days=1)}, "taken_on"),
        ({"taken_on": date(1812, 1, 1)}, "taken_on"),
        ({"appointment_id": 999}, "appointment_id"),
        ({"picture": b"no picture"}, "picture"),
        ({"note": "a\0b"}, "note"),
    ],
)
def test_what_cannot_be_kept_is_named_by_its_field(
    room: Room, said: dict[str, object], field: str
) -> None:
    room.agrees()
    given: dict[str, object] = {
        "picture": jpeg(),
        "view": "front",
        "moment": "before",
        "taken_on": TODAY,
        "appointment_id": None,
    }
    with pytest.raises(BadInput) as refused:
        room.photographs.add(room.client, by=room.ruth, **{**given, **said})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not room.folder.exists()


def test_a_visit_of_somebody_else_is_refused(room: Room) -> None:
    room.agrees()
    with pytest.raises(BadInput, match="no visit of this client"):
        room.add(visit=room.visit(room.another()))
    assert room.add(visit=room.visit())


def test_the_same_picture_is_on_file_once_for_a_client(room: Room) -> None:
    room.agrees()
    room.add()
    with pytest.raises(BadInput, match="on file, as of 24 November 2026"):
        room.photographs.add(room.client, jpeg(), "left", "after", TODAY, None, room.ruth)
    assert len(room.files) == 2


def test_what_is_said_of_a_picture_can_be_put_right_and_is_noted(room: Room) -> None:
    room.agrees()
    id = room.add()
    room.photographs.change(id, "right", "before", TODAY, None, room.ruth)
    last = events(room.clinic.database)[-1]
    assert (last.act, last.fields, last.before) == (
        "photograph.changed",
        ("view",),
        {"view": "front"},
    )
    since = len(events(room.clinic.database))
    room.photographs.change(id, "right", "before", TODAY, None, room.ruth)
    assert noted(room, since) == []


def test_the_frame_is_kept(room: Room) -> None:
    room.agrees()
    id = room.add()
    room.photographs.frame(id, 0.25, -0.5, 0.5, room.ruth)
    (record,) = room.photographs.of_client(room.client, room.ruth).photographs
    assert record.frame == Frame(0.25, -0.5, 0.5)
    with pytest.raises(BadInput):
        room.photographs.frame(id, 0, 0, 0, room.ruth)


def test_a_removed_picture_is_gone_with_its_key_and_its_file(room: Room) -> None:
    room.agrees()
    id = room.add()
    room.photographs.remove(id, "Of somebody else", room.ruth)
    assert room.files == []
    with room.clinic.database.read() as session:
        assert list(session.scalars(select(KeptFile.name))) == []
        row = session.get_one(Photograph, id)
        assert (row.removed_why, row.removed_by, row.file) == ("Of somebody else", room.ruth, None)
    assert room.photographs.of_client(room.client, room.ruth).photographs == ()
    last = events(room.clinic.database)[-1]
    assert (last.act, last.subject_id) == ("photograph.removed", id)
    assert last.before["view"] == "front"
    for asked in (room.photographs.picture, room.photographs.thumbnail):
        with pytest.raises(NotFound):
            asked(id, room.ruth)


def test_a_removed_picture_can_be_added_again(room: Room) -> None:
    room.agrees()
    room.photographs.remove(room.add(), "By mistake", room.ruth)
    again = room.add()
    assert room.photographs.picture(again, room.ruth)


def test_a_picture_that_another_client_has_too_keeps_its_file(room: Room) -> None:
    other = room.another()
    room.agrees()
    room.agrees(other)
    mine, theirs = room.add(), room.add(client=other)
    assert len(room.files) == 2
    room.photographs.remove(mine, "Wrong client", room.ruth)
    assert room.photographs.picture(theirs, room.ruth)


def test_removing_asks_for_a_reason(room: Room) -> None:
    room.agrees()
    id = room.add()
    with pytest.raises(BadInput) as refused:
        room.photographs.remove(id, "  ", room.ruth)
    assert refused.value.field == "why"


def test_all_can_be_removed_for_one_who_took_consent_back(room: Room) -> None:
    consent = room.agrees()
    room.add("#111")
    room.add("#222")
    room.takes_back(consent)
    room.photographs.remove_all(room.client, "Asked by the client", room.ruth)
    assert room.files == []
    assert room.photographs.of_client(room.client, room.ruth).hidden == 0
    with pytest.raises(NotFound):
        room.photographs.remove_all(room.client, "Again", room.ruth)


def test_the_end_of_a_retention_period_takes_them(room: Room) -> None:
    other = room.another()
    room.agrees()
    room.agrees(other)
    room.add("#111")
    theirs = room.add("#222", client=other)
    room.clinic.clients.anonymise(room.client, room.grace)
    KeptFiles(room.clinic.database).sweep()
    assert len(room.files) == 2
    assert room.photographs.picture(theirs, room.ruth)
    with room.clinic.database.read() as session:
        assert [row.client_id for row in session.scalars(select(Photograph))] == [other]


@pytest.mark.parametrize("spoil", ["missing", "damaged"])
def test_a_lost_file_is_a_sentence_and_the_rest_is_shown(room: Room, spoil: str) -> None:
    room.agrees()
    id, other = room.add("#111"), room.add("#222")
    with room.clinic.database.read() as session:
        name = session.get_one(Photograph, id).file
    assert name is not None
    if spoil == "missing":
        (room.folder / name).unlink()
    else:
        (room.folder / name).write_bytes(b"spoilt")
    with pytest.raises(LostFile, match=f"is {spoil}"):
        room.photographs.picture(id, room.ruth)
    assert room.photographs.picture(other, room.ruth)
    assert room.photographs.thumbnail(id, room.ruth)


def test_it_can_be_asked_beside_the_desk(room: Room) -> None:
    room.agrees()
    with room.photographs.aside() as aside:
        id = aside.add(room.client, png(), "front", "before", TODAY, None, room.ruth).id
        assert aside.thumbnail(id, room.ruth)
    assert room.photographs.picture(id, room.ruth)


def test_reception_is_shown_none(room: Room) -> None:
    room.agrees()
    id = room.add()
    for asked in (
        lambda: room.photographs.open(room.client, room.maya),
        lambda: room.photographs.of_client(room.client, room.maya),
        lambda: room.photographs.picture(id, room.maya),
        lambda: room.photographs.thumbnail(id, room.maya),
        lambda: room.photographs.remove(id, "why", room.maya),
    ):
        with pytest.raises(NotAllowed):
            asked()
