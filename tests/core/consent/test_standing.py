"""How consent stands on a day: given, outdated by age or words, taken back, given anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.consent.form_text import FormHead
from clinic_desk.consent.standing import ConsentStanding, GivenConsent, scope_of, state_of
from tests.core.calendar.desk import shipped

FORM = FormHead("BTX", "Consent", "2", date(2026, 1, 1), 365, "", ("test",))
DAY = date(2026, 11, 24)


def agreed(on: date, back: date | None = None, version: str = "2") -> GivenConsent:
    return GivenConsent("BTX", version, on, back)


@pytest.mark.parametrize(
    ("given_on", "day", "state"),
    [
        (DAY, DAY, "current"),
        (DAY, DAY - timedelta(days=1), "none"),
        (DAY, DAY + timedelta(days=365), "current"),
        (DAY, DAY + timedelta(days=366), "outdated"),
        # A year with a 29 February in it ends a day sooner by the calendar.
        (date(2027, 11, 24), date(2028, 11, 23), "current"),
        (date(2027, 11, 24), date(2028, 11, 24), "outdated"),
        (date(2028, 2, 29), date(2029, 2, 28), "current"),
        (date(2028, 2, 29), date(2029, 3, 1), "outdated"),
        (date(2026, 12, 31), date(2027, 12, 31), "current"),
    ],
)
def test_a_consent_stands_for_the_days_of_its_form(given_on: date, day: date, state: str) -> None:
    assert state_of([agreed(given_on)], FORM, day).state == state


BEFORE, AFTER = DAY - timedelta(days=10), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("consents", "state", "given_on"),
    [
        ([], "none", None),
        ([GivenConsent("MN", "2", DAY)], "none", None),
        ([agreed(DAY, version="1")], "outdated", DAY),
        ([agreed(BEFORE, version="1"), agreed(DAY)], "current", DAY),
        # Words that went out of use after a newer form was signed make no difference.
        ([agreed(DAY), agreed(BEFORE, version="1")], "current", DAY),
        ([agreed(BEFORE, DAY)], "withdrawn", BEFORE),
        ([agreed(BEFORE, AFTER)], "current", BEFORE),
        ([agreed(BEFORE, DAY), agreed(DAY)], "current", DAY),
        ([agreed(DAY, DAY), agreed(DAY)], "current", DAY),
        ([agreed(DAY), agreed(DAY, DAY)], "current", DAY),
        # A paper from before it was taken back, entered afterwards, changes nothing.
        ([agreed(BEFORE, DAY), agreed(DAY - timedelta(days=1))], "withdrawn", BEFORE),
        ([agreed(AFTER)], "none", None),
        # Taken back with one act: the later signature is named, in whichever order they are kept.
        ([agreed(BEFORE, DAY), agreed(DAY, DAY)], "withdrawn", DAY),
        ([agreed(DAY, DAY), agreed(BEFORE, DAY)], "withdrawn", DAY),
    ],
)
def test_the_latest_word_of_the_client_counts(
    consents: list[GivenConsent], state: str, given_on: date | None
) -> None:
    found = state_of(consents, FORM, DAY)
    assert (found.state, found.given_on) == (state, given_on)


@pytest.mark.parametrize("versions", [("1", "2"), ("2", "1"), ("2", "1", "2")])
def test_of_several_taken_back_on_their_own_day_the_last_is_named(versions: list[str]) -> None:
    found = state_of([agreed(DAY, DAY, version) for version in versions], FORM, DAY)
    assert (found.state, found.version) == ("withdrawn", versions[-1])
    assert (found.given_on, found.withdrawn_on) == (DAY, DAY)


days = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))
consents = st.builds(
    lambda on, back, version: agreed(on, None if back is None else max(on, back), version),
    days,
    st.none() | days,
    st.sampled_from(["1", "2"]),
)


@given(st.lists(consents, max_size=5), days)
def test_nothing_stands_that_was_taken_back_and_not_given_again(
    kept: list[GivenConsent], day: date
) -> None:
    found = state_of(kept, FORM, day)
    back = [each.withdrawn_on for each in kept if each.withdrawn_on and each.withdrawn_on <= day]
    if found.state in ("current", "outdated"):
        assert found.given_on is not None
        assert all(found.given_on >= each for each in back)
    if found == ConsentStanding("none"):
        assert all(each.given_on > day for each in kept)


@pytest.mark.parametrize(
    ("code", "scope"),
    [("BTX", "BTX"), ("BTX_TOPUP", "BTX"), ("MN", "MN"), ("CONSULT", ""), ("BTX_REVIEW", "")],
)
def test_what_is_given_of_a_batch_needs_the_consent_of_its_family(code: str, scope: str) -> None:
    assert scope_of(shipped().catalogue.treatment(code)) == scope
