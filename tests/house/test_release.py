"""What is released says which version it is, in one voice."""

from __future__ import annotations

import re
import tomllib

from tests.house.sources import ROOT


def test_the_changes_begin_with_the_version_that_is_built() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (\d+\.\d+\.\d+), ", changes, re.MULTILINE)
    assert re.findall(r"^## .*", changes, re.MULTILINE)[0].startswith("## " + sections[0])
    assert sections[0] == built["project"]["version"]
    assert sections == sorted(sections, reverse=True)
