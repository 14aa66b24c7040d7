"""What the ribbon says of each stop, and in the line beside its title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic_desk.calendar.ribboning import Ribbon
from tests.ui.clients.ribbon.ribbons import SARAH, ribbon_with, sarah
from ui.clients.ribbon.stops import stops
from ui.clients.ribbon.wording import booked_words, due_words, open_words, sentence


def said(ribbon: Ribbon, code: str) -> list[str]:
    lane = next(each for each in ribbon.lanes if each.code == code)
    return [sentence(stop, lane, ribbon) for stop in stops(ribbon, lane)]


def test_each_stop_of_the_drawing_is_explained_in_a_sentence() -> None:
    assert said(sarah(), "BTX") == [
        "Botulinum toxin on Sat 4 Jul, 10:00: done. Reckoned to work until about Fri 2 Oct."
        " Kept apart from the next until Sun 4 Oct.",
        "Botulinum toxin on Sat 10 Oct, 10:00: done. Reckoned to work until about Fri 8 Jan.",
        "Botulinum toxin, Tue 24 Nov to Mon 11 Jan: not to be booked."
        " Too close before micro-needling until Wed 30 Dec;"
        " too soon to repeat botulinum toxin until Sat 2 Jan;"
        " too soon after micro-needling until Tue 12 Jan.",
        "Botulinum toxin: open from Tue 12 Jan. Enter starts a booking there.",
    ]
    assert said(sarah(), "MN")[3:6] == [
        "Micro-needling, Tue 8 Dec to Tue 15 Dec: a nurse looks first."
        " Too soon after the last micro-needling until Wed 16 Dec.",
        "Micro-needling, Wed 16 Dec to Mon 11 Jan: not to be booked."
        " Too close before the next micro-needling until Tue 29 Dec;"
        " too soon after the last micro-needling until Tue 12 Jan.",
        "Micro-needling on Tue 29 Dec, 10:00: booked. The next from Tue 26 Jan.",
    ]


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        (("BTX", "2026-12-01", "pencilled"), "pencilled in, a nurse decides"),
        (("BTX", "2026-11-20", "booked"), "not closed yet, so it counts as done"),
        (("BTX", "2026-11-20", "partial"), "done in part"),
    ],
)
def test_how_a_visit_stands_is_said(visit: tuple[str, str, str], words: str) -> None:
    assert any(words in each for each in said(ribbon_with(visit), "BTX"))


def test_what_was_had_elsewhere_is_said_to_be_so() -> None:
    ribbon = ribbon_with(("BTX", "2026-10-10", "completed"))
    lane = ribbon.lanes[0]
    (mark,) = lane.lane.marks
    elsewhere = replace(mark.event, id="elsewhere-3", time=None)
    there = replace(lane, lane=replace(lane.lane, marks=(mark._replace(event=elsewhere),)))
    first = stops(ribbon, there)[0]
    assert sentence(first, there, ribbon).startswith(
        "Botulinum toxin on Sat 10 Oct: done elsewhere."
    )
    assert first.visit_id is None


def test_someone_under_age_is_told_of_without_an_end() -> None:
    ribbon = ribbon_with(born_on=date(2012, 1, 5))
    (only,) = said(ribbon, "BTX")
    assert only.startswith("Botulinum toxin, from Tue 24 Nov on: not to be booked. ")


def test_the_line_beside_the_title_tells_what_is_due_and_how_old_the_answers_are() -> None:
    assert due_words(sarah()) == (
        "Next due: Botulinum toxin 12 Jan · health questions answered 3 Oct"
    )
    long_ago = ribbon_with(("BTX", "2026-03-03", "completed"))
    assert due_words(long_ago).startswith("Next due: Botulinum toxin since 3 Jun · ")


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (None, "Health questions not answered"),
        (date(2026, 1, 5), "Health questions answered 5 Jan 2026, out of date"),
        (date(2026, 11, 24), "Health questions answered 24 Nov"),
    ],
)
def test_old_and_missing_answers_are_said_to_be_so(answered: date | None, words: str) -> None:
    assert due_words(ribbon_with(questionnaire_on=answered)) == words


def test_of_whom_nothing_is_booked_the_reason_takes_the_line() -> None:
    assert due_words(ribbon_with(*SARAH, held="This client is not to be booked.")) == (
        "This client is not to be booked."
    )


def test_words_on_the_ribbon_come_the_longest_first() -> None:
    ribbon = sarah()
    needling = ribbon.lanes[1]
    found = stops(ribbon, needling)
    booked = next(stop for stop in found if stop.kind == "booked")
    assert booked_words(booked) == ("29 Dec 10:00 · next from 26 Jan", "29 Dec 10:00", "29 Dec")
    opens = next(stop for stop in found if stop.kind == "open")
    names = dict(ribbon.record_names)
    assert open_words(opens, names, ribbon.today) == (
        "from 26 Jan: 28 days after needling",
        "from 26 Jan",
    )


def test_whole_months_are_said_as_months() -> None:
    ribbon = ribbon_with(("BTX", "2026-10-10", "completed"))
    toxin = ribbon.lanes[0]
    opens = next(stop for stop in stops(ribbon, toxin) if stop.kind == "open")
    names = dict(ribbon.record_names)
    assert (
        open_words(opens, names, ribbon.today)[0] == "from 10 Jan: 3 months after botulinum toxin"
    )
