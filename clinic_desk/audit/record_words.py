"""The fields of the record and of all that it rests on, and what they hold, in words."""

from __future__ import annotations

from collections.abc import Mapping

from clinic_desk.photographs.records import MOMENTS, VIEWS
from clinic_desk.records.record import KIND_WORDS
from clinic_desk.records.summary import CHAPERONE, DECISIONS, LINE_TYPES, SEVERITIES

RECORD_WORDS: Mapping[str, str] = {
    # a client's standing, health
    "deceased_on": "day of death",
    "do_not_book": "why the client is not to be booked",
    "answers": "health answers",
    "answered_on": "when it was answered",
    "ring_back": "wants to be rung back",
    # stock
    "kind": "what kind it is",
    "product": "product",
    "number": "batch number",
    "expires_on": "expiry",
    "received_on": "when it came in",
    "pieces": "pieces that came in",
    "strength": "units in a vial",
    "withdrawn_on": "withdrawn",
    "withdrawn_why": "why it was withdrawn",
    "opened_at": "when it was opened",
    "mixed_at": "when it was mixed",
    "diluent_ul": "microlitres of saline",
    "finished_at": "when it was finished",
    "left": "pieces left",
    # consent
    "scope": "what it is for",
    "version": "version of the form",
    "given_on": "when it was given",
    "how": "how it was given",
    "signed_as": "name under it",
    "withdrawn_words": "what was said",
    # photographs
    "taken_on": "day it was taken",
    "view": "side it shows",
    "moment": "before or after",
    "appointment_id": "visit it belongs to",
    "frame": "part that is framed",
    "removed_why": "why it was removed",
    # a record of any kind
    "signed_at": "signature",
    "words": "what was added",
    "chaperone": "chaperone",
    "reaction": "what was seen straight after",
    "passed": "warnings passed with a reason",
    "line_type": "kind of lines",
    # toxin
    "vials": "vials",
    "unit": "unit",
    "points": "injection points",
    "hundredths": "amount",
    "area": "area",
    "off_label": "outside the product's label",
    "off_label_explained": "use outside the label explained",
    "prescriber_id": "prescriber",
    "consulted_on": "consultation that it rests on",
    # needling
    "areas": "areas",
    "depth_hundredths_mm": "depth",
    "passes": "passes",
    "cartridge": "cartridge",
    "new_cartridge": "new cartridge",
    "cream": "numbing cream",
    "lot": "batch",
    "lots": "batches",
    "on_at": "when it went on",
    "off_at": "when it came off",
    "without_lidocaine": "names no lidocaine",
    "end_point": "end point",
    "session": "session",
    "sessions": "sessions planned",
    # a talk, a look, a worry
    "face_to_face": "face to face",
    "seen_by": "who spoke with the client",
    "discussed": "what was talked about",
    "leaflets": "leaflets",
    "decision": "decision",
    "think_until": "thinking it over until",
    "found": "what was found",
    "advised": "what was advised",
    "next_step": "next step",
    "noticed_on": "when it was noticed",
    "what": "what happened",
    "severity": "how severe",
    "reported_on": "Yellow Card sent",
    "reported_as": "number of the Yellow Card",
}
"""Every field of these that an event may name."""

BY_ACT: Mapping[str, Mapping[str, str]] = {
    "record.entered_in_error": {"words": "why"},
}
"""By an act: the fields that mean another thing in it."""

RECORD_CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        **KIND_WORDS,
        "toxin": "Botulinum toxin",
        "cartridge": "Needle cartridge",
        "cream": "Numbing cream",
    },
    "scope": {"BTX": "botulinum toxin", "MN": "micro-needling"},
    "how": {"screen": "signed on the screen", "scan": "signed on paper"},
    "view": VIEWS,
    "moment": MOMENTS,
    "line_type": LINE_TYPES,
    "chaperone": CHAPERONE,
    "decision": DECISIONS,
    "severity": SEVERITIES,
}
"""By a field that holds one of a few: the choices whose words differ from what is kept."""

SCALED: Mapping[str, tuple[int, str]] = {
    "hundredths": (100, "units"),
    "depth_hundredths_mm": (100, "mm"),
}
"""By a field that is kept in a part of a unit: how many go into one, and its name."""

OF_THE_MACHINE = frozenset({"vial_id", "batch_id", "chart", "x", "y", "unit", "code"})
"""Parts of a record's content that only say where else something stands, or where on a chart."""

COUNTED = frozenset({"strength", "diluent_ul", "passes"})
"""Parts that are a bare number, and say nothing without their name."""
