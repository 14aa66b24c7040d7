"""The leaflets that ship: what the document says of them, and their review on that day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from clinic_desk.base.words import LONG_MONTHS
from clinic_desk.leaflets.elements import KINDS, NEVER, Element
from clinic_desk.leaflets.library import load_leaflets
from main import main
from tests.house.sources import ROOT

DOCUMENT = (ROOT / "docs" / "leaflets.md").read_text(encoding="utf-8")
LEAFLETS = load_leaflets(ROOT / "resources" / "leaflets" / "en")
FIGURE = re.compile(
    r"(?<![{\w])(\d+(?: to \d+)? (?:minute|hour|day|week|month|year)s?\b"
    r"|day \d+ to \d+|1 in [\d,]+|SPF \d+(?: to \d+)?)"
)


def released() -> date:
    """The day of the newest version that has a number."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \d+\.\d+\.\d+, [^\n]*?, (\d+ \w+ \d{4})$", changes, re.MULTILINE)
    first = re.search(r"^## \d+\.\d+\.\d+.*$", changes, re.MULTILINE)
    assert newest is not None
    assert first is not None
    assert newest[0] == first[0], f"'{first[0]}' does not end with the day of its release."
    day, month, year = newest[1].split()
    return date(int(year), LONG_MONTHS.index(month) + 1, int(day))


@pytest.mark.parametrize("name", LEAFLETS)
def test_no_leaflet_ships_with_its_review_overdue(name: str) -> None:
    assert not LEAFLETS[name].head.is_overdue(released())


def test_the_document_gives_the_measures_that_the_lint_takes(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("nowhere")))
    main(["leaflet", "lint"])
    told = capsys.readouterr().out.splitlines()[:-1]
    measured = [line for line in told if line.startswith("|") or line.startswith("COMPARE: ")]
    assert len(measured) == 10
    assert [line for line in measured if line not in DOCUMENT] == []
    # By today's date a review may be overdue; by the day of release it is not, which is tested.
    assert [line for line in told if line not in measured and "review was due" not in line] == []


def test_the_document_says_who_carries_what() -> None:
    assert [row for row in _rows() if row not in DOCUMENT] == []


def _rows() -> Iterator[str]:
    elements = dict.fromkeys(each for kind in KINDS.values() for each in kind.carries)
    for element in elements:
        yield f"| {element.name} | {' | '.join(_held(element, kind) for kind in KINDS)} |"
    for what in ("words", "sides"):
        limits = (getattr(kind, what) for kind in KINDS.values())
        cells = (f"{low} to {high}" if low < high else f"{low}" for low, high in limits)
        yield f" | {' | '.join(cells)} |"


def _held(element: Element, kind: str) -> str:
    if element in KINDS[kind].carries:
        return "yes"
    return "never" if element in NEVER.get(kind, ()) else "-"


@pytest.mark.parametrize("name", LEAFLETS)
def test_every_figure_that_is_typed_in_a_text_has_its_source_in_the_document(name: str) -> None:
    known = re.findall(r"^\| ([^|]*\d[^|]*) \| [^|]+ \| [^|]+ \| [^|]+ \|$", DOCUMENT, re.MULTILINE)
    assert len(known) > 10
    assert set(FIGURE.findall(LEAFLETS[name].body)) <= set(known)


def test_the_document_claims_no_test_with_people() -> None:
    assert "**No user test has been done.**" in DOCUMENT
