"""A client who is on file twice: both records side by side, and then the one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed, Stale
from clinic_desk.base.words import plain_date
from clinic_desk.clients.apart import (
    SaidApart,
    born_differently,
    join_apart,
    said_apart,
    say_apart,
    unsay,
)
from clinic_desk.clients.joining import CHOSEN, Difference, differences, joined
from clinic_desk.clients.models import Client
from clinic_desk.clients.records import ClientDetails, ClientRecord
from clinic_desk.clients.repointing import counts, first_clash, has_draft, repoint, visit_starts
from clinic_desk.clients.rows import (
    findable,
    found,
    on_file,
    set_shown,
    standing_row,
    write_details,
)
from clinic_desk.clients.search_keys import replace_keys
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

CANNOT_BE_UNDONE = "Two records that were made one cannot be parted again."


@dataclass(frozen=True)
class MergePreview:
    """Two records of one client, before they are made one."""

    keep: ClientRecord
    """The record that stays."""
    other: ClientRecord
    """The one that goes into it."""
    differences: tuple[Difference, ...]
    would_be: ClientDetails
    """The details as they would be kept if nothing else is chosen."""
    keep_has: Mapping[str, int]
    """How many visits, records and so on, by their word; the same words for both."""
    other_has: Mapping[str, int]
    stops: tuple[str, ...]
    """What must be put right first, each in a sentence; empty where nothing is in the way."""
    cautions: tuple[str, ...]
    """What speaks against their being one person, and that it cannot be undone."""
    said_apart: SaidApart | None = None
    """Who said that they are two people, if anybody has."""

    @property
    def born_differently(self) -> bool:
        """Whether both birth dates are known and differ."""
        return born_differently(self.keep.details.born_on, self.other.details.born_on)

    @property
    def wants_word(self) -> bool:
        """Whether somebody has to say that they are one person: their birth dates differ, or
        it was said that they are two."""
        return self.born_differently or self.said_apart is not None

    @property
    def versions(self) -> tuple[int, int]:
        """Of both as they are shown here, for `merge`."""
        return self.keep.version, self.other.version


class Merging:
    """Makes two records one. Every `by` is the id of the person at the desk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take the clinic's database and its clock."""
        self._database = database
        self._clock = clock
        self._access = Access(database)

    @needs(May.CLINICAL)
    def preview(self, keep: int, other: int, by: int) -> MergePreview:
        """Both records side by side, what each has, and what is in the way.

        Raises BadInput for one record given twice, NotFound where one is not there, or is kept
        under another already. That both were read is noted.
        """
        _check_two(keep, other)
        with self._database.write() as session:
            for client_id in (keep, other):
                found(session, client_id)
            now = int(self._clock.now().timestamp())
            staying, going = _both(session, keep, other)
            for client_id in (keep, other):
                note(session, "client.read", by, client=client_id)
            return MergePreview(
                keep=staying,
                other=going,
                differences=differences(staying.details, going.details),
                would_be=joined(staying.details, going.details, ()),
                keep_has=counts(session, keep, now),
                other_has=counts(session, other, now),
                stops=_stops(session, staying, going),
                cautions=_cautions(staying, going),
                said_apart=said_apart(session, keep, other),
            )

    @needs(May.CLINICAL)
    def merge(
        self,
        keep: int,
        other: int,
        from_other: Collection[str],
        versions: tuple[int, int],
        by: int,
        *,
        one_person: bool = False,
    ) -> Changes:
        """Make one record of two; of the fields in `from_other`, the other's are kept.

        All that names the other names the one that is kept from then on: visits, records,
        consents, answers, photographs. It cannot be undone. Raises Stale where one of them was
        changed since the preview, NotAllowed with the first thing that is in the way, BadInput
        for a field that cannot be chosen, and for `one_person` where the dates of birth differ,
        or somebody has said that they are two, and nobody says that they are one; nothing is
        written then.
        """
        _check_two(keep, other)
        with self._database.write() as session:
            kept, gone = found(session, keep), found(session, other)
            _check_seen(kept, gone, versions)
            is_doubted = born_differently(kept.born_on, gone.born_on) or said_apart(
                session, keep, other
            )
            if is_doubted and not one_person:
                raise BadInput("one_person", "Say that you have checked: they are one person.")
            done = make_one(session, keep, other, from_other, self._clock.now())
            _note(session, keep, other, by, done.before)
            return done.changes

    @needs(May.CLINICAL)
    def say_two_people(self, one: int, other: int, by: int) -> Changes:
        """Keep that two records are of two people: neither is offered beside the other again.

        It stays when one of them is made anonymous, and goes along when one is made one with a
        third. Raises BadInput for one record given twice, NotFound, NotAllowed where it was
        said before.
        """
        with self._database.write() as session:
            _check_pair(session, one, other)
            if said_apart(session, one, other) is not None:
                raise NotAllowed("That they are two people stands there already.")
            say_apart(session, one, other, by, self._clock.now())
            return _noted_of_both(session, "client.two_people", one, other, by)

    @needs(May.CLINICAL)
    def perhaps_one(self, one: int, other: int, by: int) -> Changes:
        """Take back that two records are of two people; NotAllowed where nobody has said so,
        else as `say_two_people`."""
        with self._database.write() as session:
            _check_pair(session, one, other)
            if said_apart(session, one, other) is None:
                raise NotAllowed("Nobody has said that they are two people.")
            unsay(session, one, other)
            return _noted_of_both(session, "client.perhaps_one", one, other, by)


class MadeOne(NamedTuple):
    """What was written when two records became one."""

    changes: Changes
    before: Mapping[str, object]
    """The fields of the kept record that were changed by it, with what they held."""


def make_one(
    session: Session, keep: int, other: int, from_other: Collection[str], now: datetime
) -> MadeOne:
    """Make one record of two in the write that is open; whoever opened it notes it.

    BadInput and NotAllowed as `Merging.merge`, BadInput for one record given twice.
    """
    _check_two(keep, other)
    if unknown := sorted(set(from_other) - set(CHOSEN)):
        raise BadInput(unknown[0], "Of this there is nothing to choose: both are kept.")
    kept, gone = found(session, keep), found(session, other)
    staying, going = _both(session, keep, other)
    for sentence in _stops(session, staying, going):
        raise NotAllowed(sentence, kept="Both records are as they were.")
    whole = joined(staying.details, going.details, from_other)
    changed = staying.details.differences(whole)
    kept_was, gone_was = findable(kept), findable(gone)
    days = frozenset(map(_day, visit_starts(session, keep, other)))
    _stand(session, keep, other, now)
    repoint(session, keep, other)
    join_apart(session, keep, other)
    _rewrite(session, kept, gone, whole, changed)
    replace_keys(session.connection(), gone_was, None)
    replace_keys(session.connection(), kept_was, findable(kept))
    before = {name: getattr(staying.details, name) for name in changed}
    return MadeOne(Changes(days, frozenset({keep, other})), before)


def _both(session: Session, keep: int, other: int) -> tuple[ClientRecord, ClientRecord]:
    return on_file(session, keep), on_file(session, other)


def _stand(session: Session, keep: int, other: int, now: datetime) -> None:
    """Say whose the other is now, and let what few clients have go along with it."""
    stays, goes = standing_row(session, keep), standing_row(session, other)
    stays.deceased_on = stays.deceased_on or goes.deceased_on
    if goes.do_not_book is not None:
        why = (stays.do_not_book, goes.do_not_book)
        stays.do_not_book = "\n".join(dict.fromkeys(text for text in why if text))
        stays.do_not_book_by, stays.do_not_book_at = goes.do_not_book_by, goes.do_not_book_at
    goes.deceased_on = None
    goes.do_not_book = goes.do_not_book_by = goes.do_not_book_at = None
    goes.merged_into, goes.merged_at = keep, now


def _check_two(keep: int, other: int) -> None:
    if keep == other:
        raise BadInput("other", "That is the same record.", next_step="Choose another one.")


def _check_pair(session: Session, one: int, other: int) -> None:
    _check_two(one, other)
    for client_id in (one, other):
        found(session, client_id)


def _check_seen(kept: Client, gone: Client, versions: tuple[int, int]) -> None:
    if (kept.version, gone.version) != tuple(versions):
        raise Stale(
            "One of the two records has been changed in the meantime.",
            kept="Both are as they were.",
            next_step="Look at both again.",
        )


def _stops(session: Session, keep: ClientRecord, other: ClientRecord) -> tuple[str, ...]:
    stops = []
    if keep.anonymised_on is not None or other.anonymised_on is not None:
        stops.append("One of the records has been made anonymous, so nobody can say whose it is.")
    clash = first_clash(session, keep.id, other.id)
    if clash is not None:
        day = plain_date(_day(clash))
        stops.append(
            f"Both have a visit at the same time on {day}. Cancel or move one of them first."
        )
    if has_draft(session, keep.id, other.id):
        stops.append("A treatment record is still a draft. Sign it or throw it away first.")
    return tuple(stops)


def _day(seconds: int) -> date:
    return local_day(datetime.fromtimestamp(seconds, UTC))


def _cautions(keep: ClientRecord, other: ClientRecord) -> tuple[str, ...]:
    cautions = []
    if born_differently(keep.details.born_on, other.details.born_on):
        cautions.append("Their dates of birth differ. Make sure that they are one person.")
    if (keep.deceased_on is None) != (other.deceased_on is None):
        cautions.append("One of the records says that the client has died; so will the one kept.")
    return (*cautions, CANNOT_BE_UNDONE)


def _note(session: Session, keep: int, other: int, by: int, was: Mapping[str, object]) -> None:
    changed = tuple(was)
    note(session, "client.merged", by, client=keep, subject=other, fields=changed, before=was)
    note(session, "client.merged", by, client=other, subject=keep)


def _noted_of_both(session: Session, act: str, one: int, other: int, by: int) -> Changes:
    note(session, act, by, client=one, subject=other)
    note(session, act, by, client=other, subject=one)
    return Changes(clients=frozenset({one, other}))


def _rewrite(
    session: Session, kept: Client, gone: Client, whole: ClientDetails, changed: tuple[str, ...]
) -> None:
    """Write the details of both into the one, and let the other be found by nothing."""
    asked = (kept.history_asked_on, gone.history_asked_on)
    kept.history_asked_on = max(filter(None, asked), default=None)
    write_details(kept, whole, changed)
    set_shown(kept)
    # A form that is open on it shows one record of two, whatever of the details changed.
    flag_modified(kept, "given")
    # What the other listed stands in the details that are kept.
    write_details(gone, ClientDetails(), ("phones", "spokespeople", "alerts"))
    gone.folded = gone.first_number = ""
    session.flush()
