"""Writing for a page: who is told when it was refused, and that one act is done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from ui.kit.tasks import Lane
from ui.kit.workplace import Workplace

Settle = Callable[[Lane], None]


class Asker(QObject):
    """A form that writes, and remembers what it was told."""

    def __init__(self) -> None:
        """Told nothing."""
        super().__init__()
        self.told: list[str] = []

    def refused(self, where: str, error: ClinicError) -> None:
        """It could not be kept."""
        self.told.append(f"{where}: {error}")


def _refuse() -> Changes:
    raise ClinicError("It is taken.")


def test_what_was_refused_after_its_form_has_gone_is_told_by_the_window(
    workplace: Workplace, settle: Settle
) -> None:
    asker, told = Asker(), list[str]()
    unheard: list[str] = []
    workplace.desk.unheard.connect(lambda error: unheard.append(str(error)))
    workplace.write(_refuse, failed=lambda error: told.append(str(error)), initiator=asker)
    workplace.write(_refuse, failed=partial(asker.refused, "below"))
    shiboken6.delete(asker)
    settle(workplace.desk)
    assert told == asker.told == []
    assert unheard == ["It is taken.", "It is taken."]


def test_what_was_refused_is_told_to_the_form_that_asked(
    workplace: Workplace, settle: Settle
) -> None:
    asker = Asker()
    workplace.write(_refuse, failed=partial(asker.refused, "below"))
    settle(workplace.desk)
    assert asker.told == ["below: It is taken."]


def test_an_act_that_was_refused_may_be_asked_for_again(
    workplace: Workplace, settle: Settle
) -> None:
    done: list[int] = []

    def refuse_once() -> Changes:
        done.append(1)
        return Changes() if len(done) > 1 else _refuse()

    for _ in range(2):
        workplace.write(refuse_once, failed=lambda _: None, once="act")
        workplace.write(refuse_once, failed=lambda _: None, once="act")
        settle(workplace.desk)
    assert len(done) == 2
