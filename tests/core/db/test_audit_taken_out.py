"""A clinic's file without its audit is refused in a sentence, with the way back to a copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from clinic_desk.db.engine import connect
from clinic_desk.db.steps import Damaged, Step
from tests.core.db.made import Made, refused

pytestmark = pytest.mark.usefixtures("quick_passphrases")


@pytest.mark.parametrize("table", ["audit_event", "audit_value"])
def test_a_table_of_the_audit_that_is_gone_is_damage_to_be_restored(
    tmp_path: Path, table: str
) -> None:
    made = Made(tmp_path / "clinic")
    with closing(connect(made.path, made.keys.data)) as driver:
        driver.execute(f"DROP TABLE {table}")
    trouble = refused(made, Damaged)
    assert "The audit was taken out of" in trouble.what
    assert "Tue 24 Nov, 14:00" in trouble.next_step
    assert trouble.steps[0] == Step.RESTORE
