"""What docs/protocol.md shows is what runs."""

from __future__ import annotations

import re
import shutil
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


def test_the_documented_treatment_is_one_new_file(tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(r"```toml\n(\[\[treatment\]\]\n.*?)```", text, re.S)
    assert found
    folder = Path(shutil.copytree(RESOURCES / "protocol", tmp_path / "protocol"))
    (folder / "treatments" / "peel.toml").write_text(found[1], encoding="utf-8")
    protocol = load_protocol(folder)
    assert protocol.catalogue.bookable[-1].code == "PEEL"
    assert "SP-PEEL-BTX" in {rule.id for rule in protocol.spacing}
