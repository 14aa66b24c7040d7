"""Which form each kind of record has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.kit.workplace import Workplace
from ui.records.adverse_form import AdverseEventForm
from ui.records.form import RecordForm
from ui.records.needling_form import NeedlingForm
from ui.records.talk_forms import ConsultationForm, NotTreatedForm, ReviewForm
from ui.records.toxin_form import ToxinForm


def make_form(kind: str, workplace: Workplace) -> RecordForm:
    """The form of a kind, empty; KeyError for a kind that there is not."""
    made: dict[str, Callable[[], RecordForm]] = {
        "toxin": partial(ToxinForm, workplace),
        "needling": NeedlingForm,
        "consultation": partial(ConsultationForm, workplace),
        "review": ReviewForm,
        "not_treated": NotTreatedForm,
        "adverse_event": partial(AdverseEventForm, workplace),
    }
    return made[kind]()
