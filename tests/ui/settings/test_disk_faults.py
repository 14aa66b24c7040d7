"""A disk that fails while a page of Settings is kept: it is said, and what was typed stands."""

from __future__ import annotations

import pytest

from tests.ui.failing_disk import NAMES, fail_writes
from tests.ui.settings.conftest import Settings
from ui.settings.clinic import ClinicSection


@pytest.mark.parametrize("name", NAMES)
def test_what_was_typed_stands_and_is_kept_once_the_disk_takes_it(
    settings: Settings, name: str
) -> None:
    section = settings.show("clinic")
    assert isinstance(section, ClinicSection)
    line = section.fields()["name"]
    settings.type_into(line.control, "Mill Road Clinic")
    with pytest.MonkeyPatch.context() as disk:
        what = fail_writes(disk, name)
        settings.save()
        assert what in section.trouble.words.text()
        assert "what you typed is still here" in section.trouble.words.text()
        assert section.waits
    settings.save()
    assert not section.waits
    assert settings.clinic.practice.read().name == "Mill Road Clinic"
