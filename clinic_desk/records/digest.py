"""The seal of a signed record: by whom, when, of which visit, in which words, from which batches.

Client and words are in it, so neither can be exchanged behind the record. A record goes along
where its client turns out to be on file twice, so it is asked for the client that it was signed
for: the one it has now, or one that was merged into that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

_HEAD = "clinic desk record 1"


class BatchUse(NamedTuple):
    """That a record used a batch."""

    batch_id: int
    vial_id: int | None
    hundredths: int


class Signed(NamedTuple):
    """All that a seal covers. Instants count in whole seconds, as the file holds them; a day and
    an instant may be given as they lie there."""

    record_id: int
    client_id: int
    visit_id: int
    kind: str
    treatment: str
    treated_on: date | str
    content: str
    written_by: int
    begun_at: datetime | int
    changed_at: datetime | int
    signed_by: int
    signed_at: datetime | int
    batches: tuple[BatchUse, ...]

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal."""
        held = [_plain(each) for each in self[:-1]]
        used = sorted([each.batch_id, each.vial_id or 0, each.hundredths] for each in self.batches)
        whole = json.dumps([_HEAD, *held, used], ensure_ascii=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def fits(self, digest: str, merged: Iterable[int] = ()) -> bool:
        """Whether the seal is that of this record, for its client or one merged into it."""
        return self.digest == digest or any(
            self._replace(client_id=client).digest == digest for client in merged
        )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value
