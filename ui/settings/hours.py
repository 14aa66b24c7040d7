"""The weekly hours of each person who treats, with lunch, and bank holidays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import DAYS, short_day
from clinic_desk.calendar.bank_holidays import bank_holiday
from clinic_desk.calendar.opening import WeeklyStretch
from clinic_desk.staff.people import PersonRecord
from ui.kit.choices import Switch
from ui.kit.fields import Field
from ui.kit.labels import PlainLabel
from ui.kit.layout import Divider
from ui.kit.workplace import Workplace
from ui.settings.clock_reading import DayHours, read_day, shown_week
from ui.settings.many import ManySection
from ui.settings.side_list import SideEntry
from ui.settings.week_form import USUAL_WEEK, WeekForm

HOLIDAYS_SHOWN = 3


@dataclass(frozen=True)
class WeekEdit:
    """A person's week as typed."""

    person: PersonRecord
    week: tuple[DayHours, ...]
    waits: bool = False


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    weeks: tuple[tuple[PersonRecord, tuple[WeeklyStretch, ...]], ...]
    closed_on_bank_holidays: bool
    coming: tuple[tuple[date, str], ...]
    """The next bank holidays."""
    today: date


class HoursSection(ManySection):
    """People at the left, the week of one at the right."""

    name = "hours"
    title = "Hours"
    about = "When each person works in an ordinary week. Visits are offered inside these hours."
    none_yet = "Nobody gives a treatment yet. That is set under People."
    removes = False

    def __init__(self, workplace: Workplace) -> None:
        """Nobody until it is read."""
        self.form = WeekForm()
        super().__init__(workplace, self.form)
        self.holidays = Switch("Closed on bank holidays in England", self._set_holidays)
        self.coming = PlainLabel("", size="small", tone="quiet", wrap=True)
        last = self.body.count() - 1
        for part in (Divider(), self.holidays, self.coming):
            self.body.insertWidget(last, part)
            last += 1
        self.form.edited.connect(self.form_edited)
        self.form.entered.connect(self.wants_save)

    def inputs(self) -> tuple[QWidget, ...]:
        """The week, and the bank holidays."""
        return (*super().inputs(), self.holidays)

    def only_acts(self) -> tuple[QWidget, ...]:
        """Filling the week from Monday."""
        return (*super().only_acts(), self.form.like_monday)

    def read(self) -> Found:
        """The weeks of those who treat, and the holidays to come."""
        clinic, today = self.clinic, local_day(self.clinic.clock.now())
        treating = [person for person in clinic.staff.people() if person.treats]
        return Found(
            tuple((person, clinic.hours.weekly(person.id)) for person in treating),
            clinic.practice.read().closed_on_bank_holidays,
            _coming_holidays(today),
            today,
        )

    def fill(self, found: Found) -> None:
        """Show them."""
        self.show_edits([WeekEdit(person, shown_week(week)) for person, week in found.weeks])
        self.holidays.setChecked(found.closed_on_bank_holidays)
        named = (f"{short_day(day, found.today)}, {name}" for day, name in found.coming)
        self.coming.setText(f"The next ones: {'; '.join(named)}.")

    def propose(self) -> None:
        """Monday to Friday for everyone without hours."""
        edits = [
            edit
            if any(not day.empty for day in edit.week)
            else replace(edit, week=USUAL_WEEK, waits=True)
            for edit in self.edits
        ]
        if edits != self.edits:
            self.show_edits(edits)
            self.touch()

    def show_edit(self, edit: WeekEdit) -> None:
        """Fill the form."""
        self.form.show_week(edit.week)

    def read_edit(self) -> WeekEdit:
        """What the form has now."""
        edit: WeekEdit = self.edits[self.at]
        return replace(edit, week=self.form.week(), waits=True)

    def entry(self, edit: WeekEdit) -> SideEntry:
        """Who, and on which days."""
        worked = [name for name, day in zip(DAYS, edit.week, strict=True) if not day.empty]
        if worked == list(DAYS[:5]):
            return SideEntry(edit.person.name, "Mon to Fri")
        return SideEntry(edit.person.name, ", ".join(worked) or "Not working")

    def keep_one(self, edit: WeekEdit, by: int) -> tuple[WeekEdit, Changes]:
        """Write one person's week."""
        changes = self.clinic.hours.set_weekly(edit.person.id, _read_week(edit.week), by)
        return replace(edit, waits=False), changes

    def settled(self, now: WeekEdit, kept: WeekEdit) -> WeekEdit:
        """It is as it was typed."""
        return now

    def is_kept(self, edit: WeekEdit) -> bool:
        """Always of somebody who is kept."""
        return True

    def remove_kept(self, edit: WeekEdit) -> None:
        """People are removed elsewhere."""

    def first_control(self) -> QWidget | None:
        """Monday's beginning."""
        return self.form.days[0].starts.control if self.edits else None

    def fields(self) -> dict[str, Field]:
        """Every cell of the week in sight."""
        return self.form.fields()

    def _set_holidays(self, closed: bool) -> None:
        practice, by = self.clinic.practice, self.by
        self.work.write(
            lambda: practice.save(replace(practice.read(), closed_on_bank_holidays=closed), by),
            lambda _: self.work.announce(
                "Closed on bank holidays." if closed else "Open on bank holidays."
            ),
            self.tell,
            initiator=self,
        )


def _read_week(week: tuple[DayHours, ...]) -> list[WeeklyStretch]:
    """The stretches of seven typed days; BadInput names the day and the cell."""
    stretches: list[WeeklyStretch] = []
    for weekday, typed in enumerate(week):
        try:
            stretches += read_day(weekday, typed)
        except BadInput as error:
            field = f"{weekday}.{error.field}"
            raise BadInput(field, error.what, next_step=error.next_step) from None
    return stretches


def _coming_holidays(today: date) -> tuple[tuple[date, str], ...]:
    days = (today + timedelta(days=ahead) for ahead in range(366))
    named = ((day, bank_holiday(day)) for day in days)
    return tuple(found for found in named if found[1])[:HOLIDAYS_SHOWN]
