"""Write the bank holidays of the coming decades: python -m tools.write_bank_holidays

As the library knows them, so that the first day of a start need not wait for it. Run it
after the library was brought up to date; a test fails where the two differ.
"""

from __future__ import annotations

from clinic_desk.calendar.bank_holidays import KEPT, worked_out

YEARS = range(2015, 2051)
_HEAD = "# England's bank holidays, written by tools/write_bank_holidays.py; not to be edited."


def main() -> None:
    """One line a day, in order."""
    days = (day for year in YEARS for day in sorted(worked_out(year).items()))
    lines = [_HEAD, *(f"{day.isoformat()} {name}" for day, name in days)]
    KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
