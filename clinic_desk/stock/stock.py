"""The stock room: batches as they come in, vials as they are opened, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, NotAllowed, Stale
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import clock_time, count, plain_date, short_day
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.stock.checks import MOST_PIECES, check, check_new, check_same_thing, kept
from clinic_desk.stock.models import Batch, OpenedVial, StockCount
from clinic_desk.stock.records import (
    BatchDraft,
    BatchRecord,
    Choice,
    Kind,
    VialRecord,
)
from clinic_desk.stock.rows import (
    TYPED,
    batch_of,
    batch_row,
    batches_of,
    held,
    vial_of,
    vial_row,
    vials_of,
)
from clinic_desk.stock.usable import usable
from clinic_desk.treatments.products import Product

LEAST_DILUENT, MOST_DILUENT = 100, 20_000
"""Microlitres of saline: less or more is a slip of the finger."""
TOUCHED = Changes(stock=True)
_SOONEST_FIRST = Batch.expires_on, Batch.product, Batch.number, Batch.id


class Stock:
    """Batches of toxin, cartridges and numbing cream. Every `by` is the person at the desk.

    What expired, was withdrawn, is finished or past its hours after mixing is never a choice.
    """

    def __init__(
        self, database: Database, clock: Clock, products: Callable[[], Iterable[Product]]
    ) -> None:
        """Take the clinic's database, its clock, and the makes that the protocol names."""
        self._database = database
        self._clock = clock
        self._products = products
        self._access = Access(database)

    @needs(May.CLINICAL)
    def batches(
        self, by: int, *, kind: Kind | None = None, all: bool = False
    ) -> tuple[BatchRecord, ...]:
        """What there is on the shelf, expired and withdrawn too, soonest to expire first.

        `all` gives the batches as well of which nothing is left.
        """
        chosen = select(Batch).order_by(*_SOONEST_FIRST)
        if kind is not None:
            chosen = chosen.where(Batch.kind == kind)
        with self._database.read() as session:
            found = batches_of(session, chosen, self._today())
        return found if all else tuple(batch for batch in found if batch.on_the_shelf)

    @needs(May.CLINICAL)
    def batch(self, batch_id: int, by: int) -> BatchRecord:
        """One batch as it stands; NotFound."""
        with self._database.read() as session:
            return batch_of(session, batch_id, self._today())

    @needs(May.CLINICAL)
    def vial(self, vial_id: int, by: int) -> VialRecord:
        """One opened vial, finished or not; NotFound."""
        with self._database.read() as session:
            return vial_of(session, vial_id)

    @needs(May.CLINICAL)
    def vials(self, batch_id: int, by: int) -> tuple[VialRecord, ...]:
        """All that was ever opened of a batch, the oldest first."""
        with self._database.read() as session:
            return vials_of(session, batch_id)

    @needs(May.CLINICAL)
    def choices(self, kind: Kind, by: int, *, at: datetime | None = None) -> tuple[Choice, ...]:
        """What a record of a visit at `at` (else now) could name, what may be chosen first.

        The open vials and tubes, then a piece still to be opened of each batch that has one.
        What may not be chosen is among them with the sentence why.
        """
        moment = at or self._clock.now()
        chosen = select(Batch).where(Batch.kind == kind).order_by(*_SOONEST_FIRST)
        with self._database.read() as session:
            batches = batches_of(session, chosen, self._today(), moment)
        found = [
            self._choice(batch, vial, moment)
            for batch in batches
            for vial in (*batch.vials, *((None,) if batch.left > 0 else ()))
        ]
        return tuple(sorted(found, key=lambda each: (bool(each.why_not), each.vial is None)))

    @needs(May.CLINICAL)
    def why_not(
        self, batch_id: int, vial_id: int | None, by: int, *, at: datetime | None = None
    ) -> str:
        """Why a batch, or a vial of it, may not be used at `at` (else now); empty if it may.

        Asked within a write it sees what was written. NotFound.
        """
        with self._database.read() as session:
            batch = batch_of(session, batch_id, self._today())
            vial = None if vial_id is None else vial_of(session, vial_id)
        if vial is not None and vial.batch_id != batch_id:
            return f"The vial is not of batch {batch.number}."
        return self._choice(batch, vial, at or self._clock.now()).why_not

    @needs(May.TREAT)
    def add_batch(self, draft: BatchDraft, by: int) -> Saved:
        """Enter a batch that came in; `.id` is its own.

        Raises BatchKnown for a number that this product has already, BadInput naming the
        field for all else that will not do.
        """
        check(draft, self._by_name(), self._today())
        with self._database.write() as session:
            check_new(session, draft, None)
            row = Batch(**kept(draft))
            session.add(row)
            session.flush()
            filled = [name for name in TYPED if getattr(row, name)]
            note(session, "stock.batch_added", by, subject=row.id, fields=filled)
            return Saved(row.id, TOUCHED)

    @needs(May.TREAT)
    def change_batch(self, batch_id: int, draft: BatchDraft, version: int, by: int) -> Saved:
        """Put right what was typed of a batch, as seen at `version`.

        What it is cannot be changed once some of it was opened. Raises as `add_batch`,
        NotFound, and Stale where somebody else was quicker; nothing is written then.
        """
        check(draft, self._by_name(), self._today())
        with self._database.write() as session:
            row = batch_row(session, batch_id)
            if row.version != version:
                raise _stale()
            check_new(session, draft, batch_id)
            check_same_thing(batch_of(session, batch_id, self._today()), draft)
            new, was = kept(draft), held(row)
            before = {name: value for name, value in was.items() if value != new[name]}
            if not before:
                return Saved(batch_id, Changes())
            for name in before:
                setattr(row, name, new[name])
            act = "stock.batch_changed"
            note(session, act, by, subject=batch_id, fields=tuple(before), before=before)
            return Saved(batch_id, TOUCHED)

    @needs(May.TREAT)
    def withdraw(self, batch_id: int, why: str, by: int) -> Changes:
        """Take a batch out of use from today on: recalled, spoiled. BadInput without a reason."""
        check_text("why", why)
        if not why.strip():
            raise BadInput("why", "Say why it is withdrawn.")
        with self._database.write() as session:
            row = batch_row(session, batch_id)
            if row.withdrawn_on is not None:
                since = plain_date(row.withdrawn_on)
                raise NotAllowed(f"It was withdrawn from use on {since} already.")
            row.withdrawn_on, row.withdrawn_why = self._today(), why.strip()
            fields = ("withdrawn_on", "withdrawn_why")
            note(session, "stock.batch_withdrawn", by, subject=batch_id, fields=fields)
        return TOUCHED

    @needs(May.TREAT)
    def put_back(self, batch_id: int, by: int) -> Changes:
        """Let a withdrawn batch be used again; NotAllowed where it was not withdrawn."""
        with self._database.write() as session:
            row = batch_row(session, batch_id)
            if row.withdrawn_on is None:
                raise NotAllowed("This batch was not withdrawn.")
            before = held(row, ("withdrawn_on", "withdrawn_why"))
            row.withdrawn_on = row.withdrawn_why = None
            act = "stock.batch_back"
            note(session, act, by, subject=batch_id, fields=tuple(before), before=before)
        return TOUCHED

    @needs(May.TREAT)
    def open_vial(
        self, batch_id: int, by: int, diluent_ul: int | None = None, *, at: datetime | None = None
    ) -> Saved:
        """Open one piece of a batch, at `at` or now; `.id` is the vial's.

        With microlitres of saline it is mixed at the same moment. A cartridge, which is used
        once, is finished with its opening. Raises NotAllowed with the sentence why it may not
        be used, BadInput where the count says that none is left, or for what cannot be.
        """
        moment = self._past(at)
        with self._database.write() as session:
            batch = batch_of(session, batch_id, self._today())
            self._check_may_be_used(batch, None, moment)
            if batch.left < 1:
                what = f"By the count none of batch {batch.number} is left."
                raise BadInput("pieces", what, next_step="Put the count right first.")
            row = OpenedVial(batch_id=batch_id, opened_at=moment, opened_by=by)
            if diluent_ul is not None:
                self._mix(row, batch, diluent_ul, moment)
            if batch.kind == "cartridge":
                row.finished_at, row.finished_by = moment, by
            session.add(row)
            session.flush()
            fields = ("opened_at",) if diluent_ul is None else ("opened_at", "diluent_ul")
            note(session, "stock.opened", by, subject=row.id, fields=fields)
            return Saved(row.id, TOUCHED)

    @needs(May.TREAT)
    def mix(self, vial_id: int, diluent_ul: int, by: int, *, at: datetime | None = None) -> Changes:
        """Note that an open vial was mixed with so many microlitres, at `at` or now.

        Raises NotAllowed for one that is mixed or finished already, comes ready mixed, or is
        of a batch that may not be used; BadInput for an amount or moment that cannot be.
        """
        moment = self._past(at)
        with self._database.write() as session:
            row = vial_row(session, vial_id)
            batch = batch_of(session, row.batch_id, self._today())
            if row.finished_at is not None or row.mixed_at is not None:
                raise NotAllowed(_done_already(row, moment))
            if moment < row.opened_at:
                raise BadInput("at", "It cannot have been mixed before it was opened.")
            self._check_may_be_used(batch, None, moment)
            self._mix(row, batch, diluent_ul, moment)
            fields = ("mixed_at", "diluent_ul")
            note(session, "stock.mixed", by, subject=vial_id, fields=fields)
        return TOUCHED

    @needs(May.TREAT)
    def finish(self, vial_id: int, by: int) -> Changes:
        """Note that a vial or tube is empty or thrown away; NotAllowed if it was so already."""
        with self._database.write() as session:
            row = vial_row(session, vial_id)
            now = self._clock.now()
            if row.finished_at is not None:
                raise NotAllowed(_done_already(row, now))
            row.finished_at, row.finished_by = now, by
            note(session, "stock.finished", by, subject=vial_id, fields=("finished_at",))
        return TOUCHED

    @needs(May.TREAT)
    def unfinish(self, vial_id: int, by: int) -> Changes:
        """Take back that a vial or tube is finished: it is open again, as old as it is.

        NotAllowed where it is open, and for a cartridge, which is used once.
        """
        with self._database.write() as session:
            row = vial_row(session, vial_id)
            if row.finished_at is None:
                raise NotAllowed("It is open: nothing was to be taken back.")
            if batch_row(session, row.batch_id).kind == "cartridge":
                raise NotAllowed("A cartridge is used once: its opening finishes it.")
            before = {"finished_at": row.finished_at}
            row.finished_at = row.finished_by = None
            act = "stock.unfinished"
            note(session, act, by, subject=vial_id, fields=tuple(before), before=before)
        return TOUCHED

    @needs(May.TREAT)
    def count(self, batch_id: int, pieces: int, why: str, by: int) -> Changes:
        """Put what is left right by so many pieces more, or fewer where negative.

        BadInput for no difference, no reason, or fewer than none left.
        """
        check_text("why", why)
        if not why.strip():
            raise BadInput("why", "Say why: counted, broken, thrown away, more came in.")
        with self._database.write() as session:
            batch = batch_of(session, batch_id, self._today())
            if pieces == 0:
                raise BadInput("pieces", "That changes nothing.")
            if not 0 <= batch.left + pieces <= MOST_PIECES:
                raise BadInput("pieces", f"By the count there are {count(batch.left, 'piece')}.")
            session.add(
                StockCount(
                    batch_id=batch_id,
                    pieces=pieces,
                    why=why.strip(),
                    counted_by=by,
                    counted_at=self._clock.now(),
                )
            )
            before = {"left": batch.left}
            note(session, "stock.counted", by, subject=batch_id, fields=("left",), before=before)
        return TOUCHED

    def _choice(self, batch: BatchRecord, vial: VialRecord | None, moment: datetime) -> Choice:
        product = self._by_name().get(batch.product) if batch.kind == "toxin" else None
        answer = usable(batch, vial, product, moment)
        if isinstance(answer, str):
            return Choice(batch, vial, None, answer)
        return Choice(batch, vial, answer.until)

    def _check_may_be_used(
        self, batch: BatchRecord, vial: VialRecord | None, moment: datetime
    ) -> None:
        refused = self._choice(batch, vial, moment).why_not
        if refused:
            raise NotAllowed(refused)

    def _mix(self, row: OpenedVial, batch: BatchRecord, diluent_ul: int, moment: datetime) -> None:
        product = self._by_name().get(batch.product)
        if batch.kind != "toxin" or product is None or product.ready_mixed:
            raise NotAllowed(f"{batch.product} comes ready to be used.")
        if not LEAST_DILUENT <= diluent_ul <= MOST_DILUENT:
            raise BadInput("diluent_ul", "A vial is mixed with 0.1 to 20 ml of saline.")
        row.mixed_at, row.diluent_ul = moment, diluent_ul

    def _past(self, at: datetime | None) -> datetime:
        """The moment meant; BadInput for one to come, or more than a day ago."""
        now = self._clock.now()
        if at is not None and not now - timedelta(days=1) <= at <= now:
            raise BadInput("at", "That is not within the last day.", next_step="Check the time.")
        return at or now

    def _by_name(self) -> Mapping[str, Product]:
        return {product.name: product for product in self._products()}

    def _today(self) -> date:
        return local_day(self._clock.now())


def _done_already(row: OpenedVial, now: datetime) -> str:
    done, moment = ("finished", row.finished_at) if row.finished_at else ("mixed", row.mixed_at)
    assert moment is not None
    day = short_day(local_day(moment), local_day(now))
    return f"It was {done} on {day} at {clock_time(moment)} already."


def _stale() -> Stale:
    return Stale("Someone else has changed this batch.", next_step="Look at it again.")
