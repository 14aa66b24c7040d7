"""What the clinic has set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.db.database import Database
from clinic_desk.db.settings_model import Setting
from clinic_desk.staff.practice import Practice, PracticeSettings
from tests.factories import add_person, add_receptionist, events


@pytest.fixture
def settings(database: Database) -> PracticeSettings:
    add_person(database, "Kim Ode", "manager", treats=False)
    return PracticeSettings(database)


def test_a_new_clinic_has_the_first_values(settings: PracticeSettings) -> None:
    practice = settings.read()
    assert practice == Practice()
    assert (practice.name, practice.phone) == ("The Body Work Clinic", "01223 455144")
    assert not practice.set_up


def test_everything_set_comes_back(settings: PracticeSettings) -> None:
    practice = Practice(
        name="Zoë's <b>Clinic</b>",
        phone="020 7946 0018",
        address="1 Mill Road\nCambridge",
        out_of_hours="Ring 111",
        contact="Zoë",
        closed_on_bank_holidays=False,
        hide_after_minutes=0,
        theme="dark",
        text_percent=150,
        demo=True,
        set_up=True,
        treatment_changes={"BTX": {"enabled": False, "minutes_first": 60}, "MN": {}},
        protocol_settings={"age_basis": "treatment_day", "consult_valid_days": 180},
    )
    assert settings.save(practice, 1).setup
    assert settings.read() == practice


def test_saving_again_replaces(settings: PracticeSettings) -> None:
    settings.save(Practice(theme="dark", treatment_changes={"MN": {"enabled": False}}), 1)
    settings.save(Practice(), 1)
    assert settings.read() == Practice()


def test_other_rooms_settings_are_left_alone(
    settings: PracticeSettings, database: Database
) -> None:
    with database.write(audited=False) as session:
        session.add(Setting(key="last_backup", value="0"))
    assert settings.read() == Practice()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "a" * 2001}, "name"),
        ({"contact": "a\0"}, "contact"),
        ({"phone": "ask"}, "phone"),
        ({"theme": "pink"}, "theme"),
        ({"text_percent": 79}, "text_percent"),
        ({"text_percent": 201}, "text_percent"),
        ({"hide_after_minutes": -1}, "hide_after_minutes"),
        ({"treatment_changes": {"BTX": {"minutes_first": 0}}}, "treatment_changes"),
        ({"treatment_changes": {"BTX": {"minutes_first": 481}}}, "treatment_changes"),
        ({"treatment_changes": {"BTX": {"minutes_repeat": True}}}, "treatment_changes"),
        ({"treatment_changes": {"BTX": {"enabled": 1}}}, "treatment_changes"),
        ({"treatment_changes": {"BTX": {"price": 1}}}, "treatment_changes"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is_written(
    settings: PracticeSettings, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        settings.save(replace(Practice(set_up=True), **change), 1)
    assert refused.value.field == field
    assert settings.read() == Practice()


def test_anyone_who_works_here_says_how_the_window_looks_and_nothing_else(
    settings: PracticeSettings, database: Database
) -> None:
    mia = add_receptionist(database)
    settings.save(Practice(hide_after_minutes=7), 1)
    assert settings.save_looks(mia, text_percent=120).setup
    assert settings.save_looks(mia, theme="dark").setup
    assert settings.read() == Practice(hide_after_minutes=7, text_percent=120, theme="dark")
    assert [each.act for each in events(database)[1:]] == ["practice.looks_changed"] * 2
    with pytest.raises(NotAllowed):
        settings.save(Practice(), mia)


def test_what_was_set_before_is_kept_with_the_event(
    settings: PracticeSettings, database: Database
) -> None:
    settings.save(Practice(phone="020 7946 0018"), 1)
    settings.save(Practice(phone="01632 960001", contact="Kim"), 1)
    settings.save(Practice(phone="01632 960001", contact="Kim"), 1)
    first, second = events(database)
    assert (first.act, first.person_id, first.fields, first.before) == (
        "practice.changed",
        1,
        ("phone",),
        {},
    )
    assert second.fields == ("phone", "contact")
    assert second.before == {"phone": "020 7946 0018"}
