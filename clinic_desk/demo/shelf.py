"""The demo's stock: batches that came in every few months, and the vials opened of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from clinic_desk.base.clock import at, local
from clinic_desk.demo.cast import CAST
from clinic_desk.demo.maps import AZZALURE, BOCOUTURE
from clinic_desk.records.contents import Lot, Vial
from clinic_desk.treatments.catalogue import Catalogue

CARTRIDGES, CREAM = "Needling cartridge, 12 needles", "Lidocaine cream 4%"
SALINE = {BOCOUTURE: 1250, AZZALURE: 630}
"""Microlitres to a vial."""
_STRENGTH = {BOCOUTURE: 50, AZZALURE: 125}
_LETTERS = {BOCOUTURE: "B", AZZALURE: "AZ", CARTRIDGES: "LOT ", CREAM: "LC"}
_KIND = {CARTRIDGES: "cartridge", CREAM: "cream"}
_LASTS = 120
"""Days for which the demo opens one batch before the next."""
_LEFT = {BOCOUTURE: 9, AZZALURE: 6, CARTRIDGES: 42, CREAM: 5}
_NURSE = CAST[0].id


@dataclass
class Shelf:
    """What is on it. Ids count from 1, in the order in which things were asked for."""

    catalogue: Catalogue
    now: datetime
    batches: list[dict[str, Any]] = field(default_factory=list)
    vials: list[dict[str, Any]] = field(default_factory=list)
    _by_time: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day on which the demo is made."""
        return local(self.now).date()

    def vial(self, product: str, moment: datetime, by: int) -> Vial:
        """One vial of toxin, opened and mixed at that moment, finished within the hour."""
        batch = self._of(product, local(moment).date())
        row = self._open(batch, moment, by, min(self.now, moment + timedelta(hours=1)))
        row.update(mixed_at=moment, diluent_ul=SALINE[product])
        return Vial(
            row["id"],
            batch["id"],
            product,
            self._units()[product],
            batch["number"],
            batch["expires_on"],
            batch["strength"],
            SALINE[product],
            moment,
        )

    def cartridge(self, moment: datetime, by: int) -> tuple[Lot, int]:
        """A new cartridge, used once: its batch, and the id of the piece."""
        batch = self._of(CARTRIDGES, local(moment).date())
        return _lot(batch), int(self._open(batch, moment, by, moment)["id"])

    def cream(self, moment: datetime) -> Lot:
        """The tube that is in use."""
        return _lot(self._of(CREAM, local(moment).date()))

    def stand_about(self) -> None:
        """What a shelf has beside what was used: nearly expired, expired, recalled, left open."""
        today = self.today
        self._add(BOCOUTURE, "B80977", today - timedelta(days=400), today + timedelta(days=21), 2)
        self._add(AZZALURE, "AZ3318", today - timedelta(days=500), today - timedelta(days=12), 1)
        recalled = self._add(
            BOCOUTURE, "B81160", today - timedelta(days=90), today + timedelta(days=300), 3
        )
        recalled.update(
            withdrawn_on=today - timedelta(days=8), withdrawn_why="Recalled by its maker"
        )
        yesterday = at(today - timedelta(days=1), time(9, 5))
        forgotten = self._open(self._of(AZZALURE, today), yesterday, _NURSE, None)
        forgotten.update(mixed_at=yesterday, diluent_ul=SALINE[AZZALURE])
        self._open(self._of(CREAM, today), yesterday, _NURSE, None)
        ready = self._open(
            self._of(BOCOUTURE, today), self.now - timedelta(minutes=20), _NURSE, None
        )
        ready.update(mixed_at=self.now - timedelta(minutes=18), diluent_ul=SALINE[BOCOUTURE])

    def _of(self, product: str, day: date) -> dict[str, Any]:
        """The batch that was in use on a day."""
        turn = (self.today - day).days // _LASTS
        if (product, turn) not in self._by_time:
            came = self.today - timedelta(days=(turn + 1) * _LASTS + 14)
            number = f"{_LETTERS[product]}{44812 + 37 * len(self.batches)}"
            left = 0 if turn else _LEFT[product]
            ends = came + timedelta(days=540)
            self._by_time[product, turn] = self._add(product, number, came, ends, left)
        return self._by_time[product, turn]

    def _add(
        self, product: str, number: str, came: date, expires: date, pieces: int
    ) -> dict[str, Any]:
        row = {
            "id": len(self.batches) + 1,
            "kind": _KIND.get(product, "toxin"),
            "product": product,
            "number": number,
            "expires_on": expires,
            "received_on": came,
            "pieces": pieces,
            "strength": _STRENGTH.get(product),
            "note": "",
            "withdrawn_on": None,
            "withdrawn_why": None,
            "version": 1,
        }
        self.batches.append(row)
        return row

    def _open(
        self, batch: dict[str, Any], moment: datetime, by: int, finished: datetime | None
    ) -> dict[str, Any]:
        """One piece more came in than is left, for each that was opened."""
        batch["pieces"] += 1
        row = {
            "id": len(self.vials) + 1,
            "batch_id": batch["id"],
            "opened_at": moment,
            "opened_by": by,
            "mixed_at": None,
            "diluent_ul": None,
            "finished_at": finished,
            "finished_by": None if finished is None else by,
        }
        self.vials.append(row)
        return row

    def _units(self) -> Mapping[str, str]:
        return {each.name: each.unit for each in self.catalogue.products}


def _lot(batch: Mapping[str, Any]) -> Lot:
    return Lot(batch["id"], batch["product"], batch["number"], batch["expires_on"])
