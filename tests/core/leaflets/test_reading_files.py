"""Files that are not as a leaflet must be are refused by name and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_desk.base.errors import ClinicError, NotFound
from clinic_desk.leaflets.blocks import (
    Advice,
    Bullets,
    Comparison,
    MainPoints,
    Paragraph,
    RiskTable,
    Run,
    Timeline,
)
from clinic_desk.leaflets.library import leaflet_called, load_leaflets, read_leaflet
from clinic_desk.leaflets.markdown import blocks_of

HEAD = """+++
name = "test"
code = "T-1"
kind = "information"
language = "en"
title = "A test: what to expect"
subtitle = "For the tests."
version = 1
published = 2026-11-22
reviewed = 2026-11-22
next_review = 2027-11-22
approver = ""
treatments = ["MN"]
colour = "needling"
exempt = []
sources = ["A source (2026)"]
+++
"""
LINES = HEAD.count("\n")


def test_markdown_becomes_blocks() -> None:
    text = (
        "::: main-points The main points\n- one **bold** point\n- two\n:::\n\nA paragraph\nof two."
    )
    points, paragraph = blocks_of(text, "x.md")
    assert isinstance(points, MainPoints)
    assert points.title == "The main points"
    assert points.items[0] == (Run("one "), Run("bold", bold=True), Run(" point"))
    assert paragraph == Paragraph((Run("A paragraph"), Run(" "), Run("of two.")))


def test_a_moment_of_a_timeline_is_its_bold_words_and_the_rest() -> None:
    (line,) = blocks_of("::: timeline When\n- **The day.** It stings.\n:::", "x.md")
    assert isinstance(line, Timeline)
    assert (line.moments[0].when, line.moments[0].what) == ("The day", (Run("It stings."),))


def test_a_table_of_two_columns_is_of_risks_and_one_of_three_compares() -> None:
    risks, compared = blocks_of(
        "| How often | What |\n|---|---|\n| Rare | A lump |\n\n"
        "| Question | One | Other |\n|---|---|---|\n| How soon? | **Days** | Weeks |",
        "x.md",
    )
    assert isinstance(risks, RiskTable)
    assert compared == Comparison(
        ("Question", "One", "Other"),
        (((Run("How soon?"),), (Run("Days", bold=True),), (Run("Weeks"),)),),
    )


def test_what_to_do_and_what_not_are_boxes_of_their_own() -> None:
    do, dont = blocks_of("::: do Do\n- Rest.\n:::\n::: dont Do not\n- Rub.\n:::", "x.md")
    assert do == Advice("do", "Do", ((Run("Rest."),),))
    assert dont == Advice("dont", "Do not", ((Run("Rub."),),))


def test_a_link_keeps_its_words_and_where_it_leads() -> None:
    (paragraph,) = blocks_of("Call [**us** now](tel:{phone}) or wait.", "x.md")
    assert paragraph == Paragraph(
        (
            Run("Call "),
            Run("us", bold=True, link="tel:{phone}"),
            Run(" now", link="tel:{phone}"),
            Run(" or wait."),
        )
    )


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("Words\n\n<b>bold</b> here", 3, "HTML has no place"),
        ("Words\n\n<div>\nmore\n</div>", 3, "HTML has no place"),
        ("# A title", 1, "no block for 'heading h1'"),
        ("Words\n\n### Too deep", 3, "third level stands under one of the second"),
        ("\n1. one\n2. two", 2, "no block for 'ordered_list ol'"),
        ("An ![image](x.png)", 1, "the picture 'x.png' is missing"),
        ("One line\nand one\nwith <b>HTML</b>", 3, "HTML has no place"),
        ("Words [here]\n\n[here]: https://example.org", 3, "as in [words](https"),
        ("::: call-us Call\n- x\n\n## A heading\n:::", 4, "a notice holds words and lists"),
        ("A [link](http://example.org)", 1, "leads to https:// or tel:, not to 'http://"),
        ("A [link](javascript:alert)", 1, "leads to https:// or tel:"),
        ("A [link](page.html)", 1, "leads to https:// or tel:"),
        ("Some *italics*", 1, "no words of the kind 'em_open'"),
        ("> a quotation", 1, "no block for 'blockquote"),
        ("- one\n  - two", 2, "holds nothing but its words"),
        ("\n::: advert Book now\n- x\n:::", 2, "there is no box 'advert'"),
        ("::: call-999 Call 999\n- x", 1, "is not closed"),
        (":::", 1, "a box opens with its kind and its title"),
        ("::: main-points A\n- x\n::: call-us B\n:::", 3, "opens inside the box"),
        ("::: main-points A\nwords\n:::", 2, "holds one list and nothing else"),
        ("::: timeline A\n- words\n:::", 2, "begins with when, in bold"),
        ("::: personal A\n- shoe_size: Size\n:::", 2, "no field 'shoe_size'"),
        ("| a |\n|---|\n| b |", 3, "two columns"),
        ("| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |", 3, "two columns"),
        ("::: do Do\nwords\n:::", 2, "holds one list and nothing else"),
        ("Words\n\n| a | b |\n| c | d |", 3, "a table begins with its heads"),
        ("Words\n\n| a | b |\n|---|---|", 3, "and a row below them"),
        ("Words\n\n| a |  |\n|---|---|\n| 1 | 2 |", 3, "words at the head of each column"),
        ("Words\n\nA [](https://example.org)", 3, "a link has words to press"),
        ("- fine\n- <script>alert(1)</script>", 2, "HTML has no place"),
        ("::: personal A\n- name: Name\n- name: Who\n:::", 3, "has the field 'name' twice"),
        ("::: personal A\n- name: N\n:::\n::: personal B\n- when: W\n:::", 4, "has one personal"),
    ],
)
def test_what_no_block_can_carry_is_refused_by_line(body: str, line: int, says: str) -> None:
    with pytest.raises(ClinicError) as refused:
        blocks_of(body, "x.md", lines_before=10)
    assert f"x.md, line {line + 10}: " in str(refused.value)
    assert says in str(refused.value)


def _written(folder: Path, text: str | bytes) -> Path:
    path = folder / "test.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_text_that_is_not_utf_8_is_refused_by_line(tmp_path: Path) -> None:
    path = _written(tmp_path, HEAD.encode() + b"fine\nna\xefve\n")
    with pytest.raises(ClinicError, match=rf"test\.md, line {LINES + 2}: the text is not UTF-8"):
        read_leaflet(path)


def test_a_gap_without_a_value_is_refused_by_line(tmp_path: Path) -> None:
    leaflet = read_leaflet(_written(tmp_path, HEAD + "Call {phone}.\n\nOr {nobody}.\n"))
    with pytest.raises(ClinicError, match=rf"test\.md, line {LINES + 3}: .*'{{nobody}}'"):
        leaflet.filled({"phone": "1"})


@pytest.mark.parametrize("stray", ["Call {phone.", "Call phone}.", "Call {phone\n}."])
def test_a_brace_that_is_no_gap_is_refused_by_line(stray: str, tmp_path: Path) -> None:
    leaflet = read_leaflet(_written(tmp_path, HEAD + "Words.\n\n" + stray))
    with pytest.raises(ClinicError, match=rf"test\.md, line {LINES + 3}: a gap is written"):
        leaflet.filled({"phone": "1"})


@pytest.mark.parametrize("stray", ["\x00", "\x1b", "\u202e", "\t", "\xad", "\u200b", "\u2067"])
def test_a_control_character_is_refused_by_line(stray: str, tmp_path: Path) -> None:
    with pytest.raises(ClinicError, match=rf"test\.md, line {LINES + 2}: a control character"):
        read_leaflet(_written(tmp_path, HEAD + "Words.\nMore" + stray + " words.\n"))


def test_a_text_much_longer_than_a_leaflet_is_refused_before_it_is_read_through(
    tmp_path: Path,
) -> None:
    with pytest.raises(ClinicError, match=r"test\.md, line \d+: the text is longer than"):
        read_leaflet(_written(tmp_path, HEAD + "A few words more.\n" * 200_000))


@pytest.mark.parametrize("text", ["\ufeff" + HEAD, HEAD.replace("\n", "\r\n")], ids=["bom", "crlf"])
def test_a_text_from_another_editor_reads_the_same(text: str, tmp_path: Path) -> None:
    assert read_leaflet(_written(tmp_path, text)).source == HEAD


def test_a_box_may_be_set_in_by_spaces() -> None:
    (box,) = blocks_of(" ::: do Do\n- Rest.\n :::", "x.md")
    assert box == Advice("do", "Do", ((Run("Rest."),),))


def test_a_value_is_text_even_where_it_looks_like_markdown(tmp_path: Path) -> None:
    leaflet = read_leaflet(_written(tmp_path, HEAD + "- Call {phone}.\n"))
    (bullets,) = leaflet.filled({"phone": "**<b>1</b>** {phone}"})
    assert bullets == Bullets(((Run("Call **<b>1</b>** {phone}."),),))


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ('code = "T-1"\n', "", 1, "the head lacks 'code'"),
        ("version = 1", 'version = "one"', 8, "'version' must be a whole number"),
        ("version = 1", "version = true", 8, "'version' must be a whole number"),
        ('title = "A test: what to expect"', 'title = "…"', 6, "'title' has no words"),
        ("version = 1", "version = 0", 8, "'version' counts from 1"),
        ('approver = ""', 'aprover = ""', 12, "the head has no key 'aprover'"),
        ('colour = "needling"', 'colour = "pink"', 14, "'colour' is one of toxin"),
        ("next_review = 2027-11-22", "next_review = 2031-11-22", 11, "at most 3 years"),
        ("next_review = 2027-11-22", "next_review = 2026-11-01", 11, "comes after the review"),
        ('name = "test"', 'name = "lint"', 2, "which is a command"),
        ('kind = "information"', 'kind = "advert"', 4, "'kind' is one of information"),
        ('kind = "information"', 'kind = "public"', 13, "for a public sheet none"),
        ('treatments = ["MN"]', "treatments = []", 13, "those that call for it"),
        ('language = "en"', 'language = "English"', 5, "a code such as en"),
        ('sources = ["A source (2026)"]', "sources = []", 16, "names no source"),
        ("next_review = 2027-11-22", "next_review = 2029-11-23", 11, "at most 3 years"),
        ("version = 1", "version = 99999999999999999999", 8, "'version' counts from 1 to 9,999"),
        ('"A test: what to expect"', '"<b>A</b> test"', 6, "'title' holds HTML"),
        ('"A test: what to expect"', '"A \\n test"', 6, "'title' holds a control character"),
        ('"A test: what to expect"', '"A \\u202E test"', 6, "'title' holds a control character"),
        ('title = "A', "title = A", 6, "the head is not as TOML is"),
        ("version = 1", "version = 1\nversion = 2", 9, "the head is not as TOML is"),
        ("reviewed = 2026-11-22", "reviewed = 2026-13-22", 10, "the head is not as TOML is"),
    ],
)
def test_a_head_that_is_not_right_is_refused_by_line_and_key(
    was: str, becomes: str, line: int, says: str, tmp_path: Path
) -> None:
    path = _written(tmp_path, HEAD.replace(was, becomes))
    with pytest.raises(ClinicError) as refused:
        read_leaflet(path)
    assert str(refused.value).startswith(f"test.md, line {line}: ")
    assert says in str(refused.value)


def test_a_head_that_is_no_toml_or_has_no_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClinicError, match=r"test\.md, line 2: the head is not as TOML is"):
        read_leaflet(_written(tmp_path, "+++\nname = \n+++\n"))
    with pytest.raises(ClinicError, match="no closing line"):
        read_leaflet(_written(tmp_path, "+++\nname = 'x'\n"))
    with pytest.raises(ClinicError, match="begins with a head"):
        read_leaflet(_written(tmp_path, "words"))


def test_a_leaflet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    _written(tmp_path, HEAD + "Words.\n")
    with pytest.raises(NotFound) as missing:
        leaflet_called(load_leaflets(tmp_path), "nonsense")
    assert str(missing.value) == "No leaflet is called 'nonsense'. There are: test."


def test_a_folder_without_leaflets_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClinicError, match="There is no leaflet"):
        load_leaflets(tmp_path)
