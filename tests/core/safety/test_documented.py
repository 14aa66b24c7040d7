"""The example in docs/protocol.md is one that runs."""

from __future__ import annotations

import re
from pathlib import Path

from clinic_desk.base.folders import RESOURCES
from clinic_desk.safety.loading import load_protocol
from clinic_desk.safety.worked_examples import check

DOCUMENT = Path(__file__).parents[3] / "docs" / "protocol.md"


def test_the_documented_example_runs_and_agrees(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    assert found
    file = tmp_path / "example.toml"
    file.write_text(found[1], encoding="utf-8")
    results = check(load_protocol(RESOURCES / "protocol"), file)
    assert [result.agrees for result in results] == [True]
