"""Totals equal the points, and units of two products are never added."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.records.contents import Point, ToxinContent, Vial
from clinic_desk.records.licensed import is_off_label, marked
from clinic_desk.records.maps import OtherProduct, copied_points
from clinic_desk.records.totals import by_area, by_product, by_vial, units

ONE = Vial(1, 1, "Botox", "Allergan U", "B1", strength=100)
OTHER = Vial(2, 2, "Azzalure", "Speywood U", "A1", strength=125)


def point(hundredths: int, area: str = "glabella", vial: int | None = None) -> Point:
    return Point("face_front", 0.5, 0.4, hundredths, area, vial)


points = st.builds(
    point,
    st.integers(0, 10_000),
    st.sampled_from(["glabella", "forehead", "chin"]),
    st.sampled_from([1, 2]),
)


@settings(max_examples=60)
@given(st.lists(points, max_size=30))
def test_every_unit_is_counted_once_under_its_own_product(made: list[Point]) -> None:
    content = ToxinContent(vials=(ONE, OTHER), points=tuple(made))
    for vial in (ONE, OTHER):
        own = sum(each.hundredths for each in made if each.vial_id == vial.vial_id)
        areas = [each for each in by_area(content) if each.product == vial.product]
        whole = [each for each in by_product(content) if each.product == vial.product]
        assert sum(each.hundredths for each in areas) == own
        assert sum(each.hundredths for each in whole) == own
        assert dict(by_vial(content))[vial] == own
        assert len(whole) <= 1
    assert sum(each.points for each in by_product(content)) == len(made)


def test_a_point_without_a_vial_was_given_from_the_only_one() -> None:
    (total,) = by_product(ToxinContent(vials=(ONE,), points=(point(250), point(1000))))
    assert (total.product, total.unit, total.hundredths, total.points) == (
        "Botox",
        "Allergan U",
        1250,
        2,
    )


@pytest.mark.parametrize(
    ("hundredths", "shown"), [(0, "0"), (5, "0.05"), (250, "2.5"), (2000, "20"), (1010, "10.1")]
)
def test_units_are_written_as_short_as_they_can_be(hundredths: int, shown: str) -> None:
    assert units(hundredths) == shown


def test_a_map_is_taken_over_for_the_same_product_and_tied_to_no_vial() -> None:
    last = ToxinContent(vials=(ONE,), points=(point(400, vial=1),))
    assert copied_points(last, "Botox") == (point(400),)


@pytest.mark.parametrize("product", ["Azzalure", ""])
def test_a_map_is_not_taken_over_for_another_product_and_says_why(product: str) -> None:
    last = ToxinContent(vials=(ONE,), points=(point(400, vial=1),))
    with pytest.raises(OtherProduct, match="drawn for Botox"):
        copied_points(last, product)


def test_a_map_of_two_products_is_not_taken_over_by_halves() -> None:
    last = ToxinContent(vials=(ONE, OTHER), points=(point(400, vial=1), point(400, vial=2)))
    with pytest.raises(OtherProduct, match="Azzalure and Botox"):
        copied_points(last, "Botox")


@pytest.mark.parametrize(
    ("product", "area", "outside"),
    [
        ("Botox", "forehead", False),
        ("Azzalure", "forehead", True),
        ("Azzalure", "crows_feet", False),
        ("Letybo", "crows_feet", True),
        ("Letybo", "glabella", False),
        ("Botox", "chin", True),
        ("Something new", "glabella", True),
    ],
)
def test_what_the_label_does_not_name_is_off_label(product: str, area: str, outside: bool) -> None:
    assert is_off_label(product, area) == outside


def test_a_point_is_marked_as_off_label_by_its_own_vial() -> None:
    typed = ToxinContent(
        vials=(ONE, OTHER), points=(point(1, "forehead", 1), point(1, "forehead", 2))
    )
    assert [each.off_label for each in marked(typed).points] == [False, True]
