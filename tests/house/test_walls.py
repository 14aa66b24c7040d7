"""Imports go one way."""

from __future__ import annotations

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.sources import ROOT


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_imports_go_one_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    kept = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert kept == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_the_contracts_have_no_ignore_list() -> None:
    assert "ignore_imports" not in (ROOT / ".importlinter").read_text(encoding="utf-8")
