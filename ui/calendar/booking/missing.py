"""What a call still lacks for an act that is not possible yet, in a sentence. Pure."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ui.calendar.booking.call import Call
from ui.calendar.booking.verdict import Act, Foot

Where = Literal["treatment", "who", "reason", "seen", "phone", "foot"]


class Missing(NamedTuple):
    """Where the keyboard is wanted, and why."""

    where: Where
    sentence: str


def missing(call: Call, foot: Foot, act: Act | None) -> Missing | None:
    """What stands between a call and an act of its foot; None where the act can be done.

    `act` None is the other act of a foot that has only one.
    """
    if act is None and foot.main.ready:
        return Missing("foot", f"One thing can be done here, by Ctrl Enter: {foot.main.words}.")
    if act is not None and act.ready:
        return None
    if call.treatment is None:
        return Missing("treatment", "Choose the treatment first.")
    if (act is None or act.deed == "none") and not call.knows_who:
        return _nobody(call)
    if foot.asks_reason and not call.reason.strip():
        return Missing("reason", "Write the reason first: it is kept with the booking.")
    if foot.asks_tick and not call.seen:
        return Missing("seen", "Look at the findings, and tick that you have seen them (Alt S).")
    return Missing("foot", f"{foot.words}: nothing can be saved as it stands.")


def _nobody(call: Call) -> Missing:
    if call.new is None:
        return Missing("who", "Say first who it is for.")
    return Missing("phone", "A name and a phone are needed first.")
