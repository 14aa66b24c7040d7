"""The sign at the upper left."""

from __future__ import annotations

import pytest

from ui.frame.clinic_mark import ClinicMark
from ui.kit.theme import Theme


@pytest.mark.parametrize(
    ("name", "letter"),
    [("", "C"), ("The", "C"), ("The Body Work Clinic", "B"), ("élan", "É"), ("  rose ", "R")],
)
def test_the_sign_is_never_without_a_letter(theme: Theme, name: str, letter: str) -> None:
    mark = ClinicMark()
    assert mark.letter == "C"
    mark.show_clinic(name)
    assert mark.letter == letter
