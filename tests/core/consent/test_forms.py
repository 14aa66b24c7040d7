"""The forms that ship are plain, sourced and filled; a fault in one is named by file and line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from clinic_desk.base.errors import CannotOpen, NotFound
from clinic_desk.consent.forms import Form, Forms
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.markdown import blocks_of
from clinic_desk.leaflets.values import protocol_values
from tests.core.calendar.desk import shipped

FOLDER = Path(__file__).parents[3] / "resources" / "consent" / "en"
CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "Call 111")
FORBIDDEN = re.compile(
    r"\bsafe(ly|st|r|ty)?\b|\bplease\b|botox|azzalure|bocouture|!", re.IGNORECASE
)
FILES = {"BTX": "botulinum-toxin.md", "MN": "micro-needling.md", "photographs": "photographs.md"}


def values() -> dict[str, str]:
    return protocol_values(shipped(), CLINIC)


FORMS = Forms(FOLDER, values)


@pytest.fixture(params=list(FILES))
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS.form(request.param)


def test_each_form_says_what_where_it_comes_from_and_that_it_is_a_draft(form: Form) -> None:
    kinds = {part.kind for part in form.parts}
    assert kinds == {"heading", "paragraph", "point", "risk_head", "risk"}
    assert (form.head.is_draft, form.head.version, form.head.valid_days) == (True, "1", 365)
    assert form.head.sources
    assert "{" not in form.words
    assert form.digest == hashlib.sha256(form.words.encode()).hexdigest()


def test_each_form_is_in_plain_short_sentences_without_a_make(form: Form) -> None:
    assert not FORBIDDEN.search(form.words)
    sentences = [
        sentence
        for part in form.parts
        for text in (part.text, part.beside)
        for sentence in re.split(r"(?<=[.?])\s", text)
    ]
    assert max(len(sentence.split()) for sentence in sentences) <= 22


@pytest.mark.parametrize("file", FILES.values())
def test_the_clinic_and_the_days_of_the_protocol_are_never_typed(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8").split("+++")[2]
    assert not re.search(r"Body Work|01223|Ruth|\b(14|28|84|18) days|\b18 or over", text)


@pytest.mark.parametrize("file", FILES.values())
def test_a_form_can_be_set_on_paper_as_a_leaflet_is(file: str) -> None:
    assert blocks_of((FOLDER / file).read_text(encoding="utf-8").split("+++")[2], file)


def test_words_that_change_take_a_new_version() -> None:
    """Whoever rewrites a form counts its version up, and puts the new digest here."""
    now = {
        scope: (FORMS.heads[scope].version, _digest(FOLDER / file)) for scope, file in FILES.items()
    }
    assert now == {
        "BTX": ("1", "a8e2428f6dfc870e"),
        "MN": ("1", "b9b4c34f7d19adfa"),
        "photographs": ("1", "5258152b6aa43e4a"),
    }


def _digest(path: Path) -> str:
    body = path.read_text(encoding="utf-8").split("+++", 2)[2]
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def test_the_words_follow_the_clinic_and_its_protocol() -> None:
    other = Forms(FOLDER, lambda: {**values(), "phone": "0300 123 456"})
    assert "0300 123 456" in other.form("BTX").words
    assert other.form("BTX").digest != FORMS.form("BTX").digest
    with pytest.raises(NotFound, match="BTX, MN, photographs"):
        FORMS.form("LASER")


HEAD = """+++
scope = "MN"
title = "Consent"
version = 1
reviewed = 2026-11-22
valid_days = 365
approver = ""
sources = ["test"]
+++
"""
BODY = "## What\n\nWords.\n\n- I agree with {clinic}.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "form.md, line 1: a form begins with a head"),
        ("+++\nscope = 'MN'\n", "form.md, line 1: the head has no closing line"),
        (HEAD.replace("version = 1", "version = '1'") + BODY, "line 4: 'version' must be a whole"),
        (HEAD.replace("version = 1", "version = 0") + BODY, "line 4: 'version' counts from 1"),
        (HEAD.replace("valid_days = 365\n", "") + BODY, "line 1: the head lacks 'valid_days'"),
        (HEAD.replace("365", "0") + BODY, "line 6: 'valid_days' is from 1"),
        (HEAD.replace("title", "titel") + BODY, "line 3: 'titel' is not known here"),
        (HEAD.replace('["test"]', "[]") + BODY, "line 8: 'sources' names"),
        (HEAD.replace('"Consent"', "Consent") + BODY, "in the head"),
        (HEAD + "## What\n", "nothing that could be agreed to"),
        (HEAD + BODY + "<b>bold</b>\n", "line 15: a form holds"),
        (HEAD + BODY + "### Small\n", "line 15: a form holds"),
        (HEAD + BODY + "| a | b | c |\n", "line 15: a row has two columns"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "form.md").write_text(text, encoding="utf-8")
    with pytest.raises(CannotOpen) as fault:
        Forms(tmp_path, values)
    assert said in str(fault.value)


def test_two_forms_for_the_same_and_none_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="no consent form"):
        Forms(tmp_path, values)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(HEAD + BODY, encoding="utf-8")
    with pytest.raises(CannotOpen, match=r"b.md, line 1: a.md is for 'MN' too"):
        Forms(tmp_path, values)


def test_a_gap_that_nothing_fills_is_named_when_the_form_is_read(tmp_path: Path) -> None:
    (tmp_path / "form.md").write_text(HEAD + BODY, encoding="utf-8")
    with pytest.raises(
        CannotOpen, match=r"form.md, line 14: nothing is known to fill '\{clinic\}'"
    ):
        Forms(tmp_path, dict).form("MN")
