"""What filled a leaflet, kept as a line of JSON, so that it can be printed again word for word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar, get_type_hints

from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.treated import OF_THE_RECORD

Record = TypeVar("Record", Addressee, ClinicDetails)


@dataclass(frozen=True)
class Filling:
    """All that stood on a leaflet beside its own text."""

    values: Mapping[str, str]
    """What filled its gaps."""
    clinic: ClinicDetails
    addressee: Addressee | None
    """None had lines to write on."""
    today: date
    """The local day on which it was drawn: decides whether its review was overdue."""


def kept_words(filling: Filling) -> str:
    """The filling as one line of JSON; the same filling gives the same line."""
    addressee = asdict(filling.addressee) if filling.addressee is not None else None
    whole = {
        "values": dict(filling.values),
        "clinic": asdict(filling.clinic),
        "addressee": addressee,
        "today": filling.today,
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_as_text)


def filling_of(words: str) -> Filling:
    """The filling that such a line was made of.

    What a later version of the program no longer knows is passed over; what it knows
    besides is as if it had not been filled in.
    """
    whole = json.loads(words)
    told = whole["addressee"]
    return Filling(
        values=dict(whole["values"]),
        clinic=_record(ClinicDetails, whole["clinic"]),
        addressee=_record(Addressee, told) if told is not None else None,
        today=date.fromisoformat(whole["today"]),
    )


def veiled(words: str) -> tuple[str, bool]:
    """The same line without what a record says was given, and whether it said any of that."""
    whole = json.loads(words) if words else {}
    personal = (whole.get("addressee") or {}).get("personal") or {}
    if not OF_THE_RECORD & personal.keys():
        return words, False
    kept = {key: value for key, value in personal.items() if key not in OF_THE_RECORD}
    whole["addressee"]["personal"] = kept
    return json.dumps(whole, ensure_ascii=False, sort_keys=True), True


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a leaflet is not filled with {type(value).__name__}")


def _record(kind: type[Record], told: Mapping[str, Any]) -> Record:
    kinds = get_type_hints(kind)
    known = {each.name for each in fields(kind)} & told.keys()
    return kind(**{name: _value(kinds[name], told[name]) for name in known})


def _value(kind: Any, told: Any) -> Any:
    if kind == date | None and told is not None:
        return date.fromisoformat(told)
    if kind == datetime | None and told is not None:
        return datetime.fromisoformat(told)
    return told
