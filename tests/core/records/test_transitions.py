"""Every act on a record in every state that it may be in: a table, tried in the running room."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from clinic_desk.base.errors import ClinicError, NotAllowed
from clinic_desk.records.record import Record
from tests.core.records.desk import Desk
from tests.factories import NOW, add_receptionist

STATES = ("draft", "signed", "in error")

# For each act, what becomes of a record in each state: the state after it, or "no" for a refusal
# that leaves it as it was, or "new" where another record is begun and this one stays.
#                     draft       signed       in error
TABLE = {
    "for_visit":     ("draft",    "signed",    "in error"),
    "begin":         ("draft",    "no",        "new"),
    "save_draft":    ("draft",    "no",        "no"),
    "missing":       ("draft",    "signed",    "in error"),
    "sign":          ("signed",   "no",        "no"),
    "amend":         ("no",       "signed",    "in error"),
    "enter_in_error": ("no",      "in error",  "no"),
    "remove_draft":  ("gone",     "no",        "no"),
    "adverse_event": ("new",      "new",       "new"),
}  # fmt: skip


def made(desk: Desk, state: str) -> Record:
    """A toxin record in a state, with everything that a signature asks."""
    draft = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch(number=f"A{state}"))]))
    if state == "draft":
        return draft
    signed = desk.sign(draft).record
    if state == "in error":
        return desk.records.enter_in_error(signed.id, "Another client.", desk.ruth).record
    return signed


ACTS: Mapping[str, Callable[[Desk, Record], object]] = {
    "for_visit": lambda desk, it: desk.records.for_visit(it.visit_id, desk.ruth),
    "begin": lambda desk, it: desk.records.begin(it.visit_id, desk.ruth),
    "save_draft": lambda desk, it: desk.records.save_draft(
        it.id, it.version, desk.toxin([], note="Another"), desk.ruth
    ),
    "missing": lambda desk, it: desk.records.missing(it.id, desk.ruth),
    "sign": lambda desk, it: desk.sign(it),
    "amend": lambda desk, it: desk.records.amend(it.id, "Rang: well", desk.ruth),
    "enter_in_error": lambda desk, it: desk.records.enter_in_error(it.id, "Wrong", desk.ruth),
    "remove_draft": lambda desk, it: desk.records.remove_draft(it.id, it.version, desk.ruth),
    "adverse_event": lambda desk, it: desk.records.begin_adverse_event(
        it.visit_id, it.treated_on, desk.ruth
    ),
}


def state_of(record: Record) -> str:
    return "in error" if record.in_error else "signed" if record.signed else "draft"


def test_the_table_has_every_act_that_changes_a_record() -> None:
    assert set(TABLE) == set(ACTS)


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (act, before, after)
        for act, row in TABLE.items()
        for before, after in zip(STATES, row, strict=True)
    ],
)
def test_every_act_on_every_state(desk: Desk, act: str, before: str, after: str) -> None:
    record = made(desk, before)
    if after == "no":
        with pytest.raises(NotAllowed):
            ACTS[act](desk, record)
        assert desk.records.one(record.id, desk.ruth) == record
        return
    ACTS[act](desk, record)
    found = {each.id: each for each in desk.records.of_client(record.client_id, desk.ruth)}
    if after == "gone":
        assert found == {}
        return
    assert state_of(found[record.id]) == (before if after == "new" else after)
    assert len(found) == (2 if after == "new" else 1)
    if before != "draft":
        assert found[record.id].content == record.content


@pytest.mark.parametrize("status", ["booked", "confirmed", "pencilled", "cancelled", "no_show",
                                    "rescheduled"])  # fmt: skip
def test_nothing_is_begun_for_a_visit_to_which_nobody_came(desk: Desk, status: str) -> None:
    until = NOW if status == "pencilled" else None
    visit = desk.visit(status=status, status_reason="Ill", pencilled_until=until)
    for begin in (desk.records.begin, desk.records.for_visit):
        with pytest.raises(NotAllowed):
            begin(visit, desk.ruth)
    assert desk.records.of_visit(visit, desk.ruth) == ()


@pytest.mark.parametrize("status", ["arrived", "in_treatment", "completed", "partial",
                                    "not_treated"])  # fmt: skip
def test_a_record_is_begun_for_every_visit_to_which_the_client_came(
    desk: Desk, status: str
) -> None:
    visit = desk.visit(status=status, status_reason="Cold sore")
    kind = "not_treated" if status == "not_treated" else "toxin"
    assert desk.records.begin(visit, desk.ruth).record.kind == kind


def test_whoever_may_not_treat_does_none_of_it(desk: Desk) -> None:
    from_reception = add_receptionist(desk.database)
    for state in STATES:
        record = made(desk, state)
        for act, do in ACTS.items():
            was, desk.ruth = desk.ruth, from_reception
            try:
                with pytest.raises(ClinicError):
                    do(desk, record)
            finally:
                desk.ruth = was
            assert desk.records.one(record.id, desk.ruth) == record, (act, state)
