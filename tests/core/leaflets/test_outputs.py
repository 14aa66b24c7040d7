"""Paper, web page and plain text: the same words, each in a form of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from clinic_desk.leaflets.addressed import Addressee
from clinic_desk.leaflets.blocks import Comparison
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.orders import Order
from clinic_desk.leaflets.plain_text import text_of
from clinic_desk.leaflets.web import page_of
from clinic_desk.leaflets.whole import Whole, whole_of
from tests.core.leaflets.conftest import CLINIC, NAMES, TODAY, Draw, addressee
from tests.core.leaflets.html_read import Page
from tests.core.leaflets.pdf_read import told

Make = Callable[..., Order]
GRACE = addressee("Grace Okoro")
MARKUP = '<b>O\'Neil</b> & <img src="https://example.org/x.png">'


@pytest.fixture(scope="session", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each leaflet in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def order(leaflets: dict[str, Leaflet], values: dict[str, str]) -> Make:
    """An order for a leaflet by name."""

    def ordered(name: str, whom: Addressee | None = GRACE, large: bool = False) -> Order:
        return Order(leaflets[name], values, CLINIC, None, whom, large, TODAY)

    return ordered


def whole(order: Order) -> Whole:
    return whole_of(order.leaflet, order.values, order.clinic, order.addressee, order.today)


@pytest.mark.parametrize("whom", [GRACE, None], ids=["named", "nobody"])
def test_paper_and_page_say_the_same_words_in_the_same_order(
    name: str, whom: Addressee | None, order: Make, draw: Draw
) -> None:
    asked = order(name, whom)
    words = " ".join(whole(asked).words).split()
    assert Page(page_of(asked)).words == words
    for large in (False, True):
        assert told(draw(name, whom, large)).letters == "".join(words)


def test_every_output_carries_the_digest_of_the_words(name: str, order: Make, draw: Draw) -> None:
    digest = whole(order(name)).digest
    page = Page(page_of(order(name)))
    (said,) = (each for each in page.named("meta") if each.attributes.get("name") == "text-digest")
    assert said.attributes["content"] == digest
    assert f"text {digest}".encode() in draw(name, GRACE, False)
    assert f"text {digest}".encode() in draw(name, GRACE, True)


def test_plain_text_tells_all_of_it_in_short_lines(name: str, order: Make) -> None:
    asked = order(name)
    text = text_of(asked)
    assert max(map(len, text.splitlines())) <= 72
    told = " ".join(re.sub(r"^- ", "", line) for line in text.splitlines())
    told = " ".join(told.split())
    heads = [
        head
        for block in whole(asked).blocks
        if isinstance(block, Comparison)
        for head in block.heads[:1]
    ]
    for words in whole(asked).words:
        assert " ".join(words.split()) in told or words in heads
    assert "None" not in text


def test_a_page_has_the_bones_that_a_screen_reader_walks(name: str, order: Make) -> None:
    page = Page(page_of(order(name)))
    assert page.named("html")[0].attributes["lang"] == "en-GB"
    assert [len(page.named(each)) for each in ("title", "h1", "header", "main", "footer")] == [
        1
    ] * 5
    levels = [int(each.name[1]) for each in page.named("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for section in page.named("section"):
        assert section.attributes.get("aria-labelledby", ids[0]) in ids
    skip = page.named("a")[0]
    assert (skip.attributes["href"], skip.words) == ("#text", "Skip to the text")
    for head in page.named("th"):
        assert head.attributes["scope"] in ("row", "col")
        assert head.words.strip()
    for table in page.named("table"):
        assert table.attributes["role"] == "table"
    for sign in page.named("svg"):
        assert sign.attributes["aria-hidden"] == "true"
    assert all(each.words.strip() for each in page.named("a", "h1", "h2", "h3", "li", "dt", "dd"))


def test_a_page_loads_nothing(name: str, order: Make) -> None:
    source = page_of(order(name))
    page = Page(source)
    assert not page.named("script", "link", "img", "iframe", "object", "base", "form")
    assert not any("src" in each.attributes or "style" in each.attributes for each in page.elements)
    style = page.named("style")[0].words
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in source
    for link in page.named("a"):
        assert link.attributes["href"].startswith(("#", "tel:", "https://"))


def test_markup_in_a_name_is_words(order: Make) -> None:
    asked = order(NAMES[0], addressee(MARKUP))
    source = page_of(asked)
    page = Page(source)
    assert MARKUP not in source
    assert MARKUP in " ".join(page.words)
    assert not page.named("b", "img")
    assert MARKUP in " ".join(text_of(asked).split())


def test_letters_that_no_font_has_are_kept_where_the_reader_brings_fonts(order: Make) -> None:
    asked = order(NAMES[0], addressee("漢字 😀\u202e\x07"))
    assert "漢字 😀" in " ".join(Page(page_of(asked)).words)
    assert "漢字 😀" in text_of(asked)
    assert "\u202e" not in page_of(asked) + text_of(asked)


def test_a_page_in_large_print_says_so_to_its_style(order: Make) -> None:
    large, standard = (Page(page_of(order(NAMES[0], GRACE, each))) for each in (True, False))
    assert large.named("html")[0].attributes["class"] == "large"
    assert "class" not in standard.named("html")[0].attributes
    assert large.words == standard.words
