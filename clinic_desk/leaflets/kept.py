"""Every text of a leaflet that was ever printable: found again by name, version or number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.library import Leaflet, leaflet_of
from clinic_desk.leaflets.models import LeafletText


@dataclass(frozen=True)
class KeptText:
    """One version of a leaflet's text, as it was kept."""

    id: int
    language: str
    name: str
    version: int
    approver: str
    digest: str
    """SHA-256 of the text, in hexadecimal."""
    text: str
    kept_at: datetime
    """Aware, in UTC."""

    def leaflet(self) -> Leaflet:
        """The leaflet that this text makes: with this version's number and approver, whatever
        its own head says. Raises ClinicError where this program cannot read it."""
        found = leaflet_of(self.text, f"{self.name}.md")
        head = replace(found.head, version=self.version, approver=self.approver)
        return replace(found, head=head)

    def if_readable(self) -> Leaflet | None:
        """The same; None where an older program took a text that this one does not read."""
        try:
            return self.leaflet()
        except ClinicError:
            return None


_COLUMNS = (
    LeafletText.id,
    LeafletText.language,
    LeafletText.name,
    LeafletText.version,
    LeafletText.approver,
    LeafletText.digest,
    LeafletText.text,
    LeafletText.kept_at,
)
_LAST = (
    select(func.max(LeafletText.id).label("id"))
    .group_by(LeafletText.language, LeafletText.name)
    .subquery()
)
_NEWEST = select(*_COLUMNS).join(_LAST, _LAST.c.id == LeafletText.id)


def digest_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def newest_texts(session: Session, language: str) -> dict[str, KeptText]:
    """The newest version of each leaflet in a language, by name."""
    rows = session.execute(_NEWEST.where(LeafletText.language == language))
    return {row.name: KeptText(*row) for row in rows}


def kept_text(session: Session, text_id: int) -> KeptText | None:
    """One version by its number in the file; None where there is none."""
    row = session.execute(select(*_COLUMNS).where(LeafletText.id == text_id)).first()
    return KeptText(*row) if row is not None else None


def kept_texts(session: Session, text_ids: frozenset[int]) -> dict[int, KeptText]:
    """These versions, by their numbers in the file."""
    rows = session.execute(select(*_COLUMNS).where(LeafletText.id.in_(text_ids)))
    return {row.id: KeptText(*row) for row in rows}


def keep(
    session: Session, leaflet: Leaflet, before: KeptText | None, at: datetime, by: int | None
) -> LeafletText:
    """Keep a text as the version after `before`."""
    version = leaflet.head.version if before is None else before.version + 1
    row = LeafletText(
        language=leaflet.head.language,
        name=leaflet.head.name,
        version=max(version, leaflet.head.version),
        approver=approver_of(leaflet, before),
        digest=digest_of(leaflet.source),
        text=leaflet.source,
        kept_at=at,
        kept_by=by,
    )
    session.add(row)
    session.flush()
    return row


def approver_of(leaflet: Leaflet, before: KeptText | None) -> str:
    """Who stands for a text: whom its head names, unless the words were changed under that name.

    A clinician who approved version 3 has not approved what somebody made of it since. Words that
    are new need a head that is new too: another approver, day of review or number. Nobody stands
    for what cannot be held against the words before it.
    """
    if before is None:
        return leaflet.head.approver
    try:
        old = leaflet_of(before.text, leaflet.file)
    except ClinicError:
        return ""
    same_words = old.body == leaflet.body
    same_head = _signed(old) == _signed(leaflet)
    if same_words and same_head:
        return before.approver
    return "" if same_head else leaflet.head.approver


def _signed(leaflet: Leaflet) -> tuple[object, ...]:
    head = leaflet.head
    return head.approver, head.reviewed, head.version
