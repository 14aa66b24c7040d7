"""Signing a draft: judged again in the transaction that locks it, and sealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import NotAllowed
from clinic_desk.db.audit import note
from clinic_desk.records.act import Act
from clinic_desk.records.coding import from_json, to_json
from clinic_desk.records.contents import Content, Passed
from clinic_desk.records.drafting import follow_visit
from clinic_desk.records.from_stock import filled
from clinic_desk.records.gathering import signing_facts
from clinic_desk.records.keeping import IN_ERROR, keep_batches, keep_meeting, set_mark
from clinic_desk.records.missing import Missing
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.record import CannotSign, Written
from clinic_desk.records.rows import batches_of, of_visit, signed_part
from clinic_desk.records.signing import what_is_missing
from clinic_desk.records.taking import take_cartridge


def missing(act: Act, record_id: int) -> tuple[Missing, ...]:
    """What stands between a draft and the signature of `act.by`; nothing for a signed one."""
    row = act.row(record_id)
    if row.signed_at is not None:
        return ()
    content = filled(act, from_json(row.kind, row.content))
    return what_is_missing(content, signing_facts(act, row, content))


def sign(act: Act, record_id: int, version: int, passed: Sequence[Passed]) -> Written:
    """Lock a draft as seen at `version`, with what was passed by a tick and its reason.

    CannotSign where anything is missing, NotAllowed once it is signed, Stale, NotFound.
    A visit whose only record was entered in error counts again with a new one.
    """
    row = act.draft(record_id, version)
    content = _with_passed(act, row, passed)
    left = what_is_missing(content, signing_facts(act, row, content))
    if left:
        raise CannotSign(left)
    _check_alone(act, row)
    stock = Changes(stock=_lock(act, row, content))
    if row.kind != "adverse_event":
        set_mark(act, row.appointment_id, IN_ERROR, stands=False)
    note(
        act.session,
        "record.signed",
        act.by,
        client=row.client_id,
        subject=row.id,
        fields=("signed_at",),
    )
    written = act.written(row)
    return replace(written, changes=written.changes | stock)


def _with_passed(act: Act, row: TreatmentRecord, passed: Iterable[Passed]) -> Content:
    """The content with the warnings that were passed, and of these only such as stand now."""
    content = filled(act, from_json(row.kind, row.content))
    by_code = {each.code: each for each in (*content.passed, *passed) if each.reason.strip()}
    bare = replace(content, passed=())
    stand = {each.code for each in what_is_missing(bare, signing_facts(act, row, bare))}
    return replace(bare, passed=tuple(by_code[code] for code in sorted(stand & set(by_code))))


def _check_alone(act: Act, row: TreatmentRecord) -> None:
    """NotAllowed where the visit has a signed record of that kind that still counts."""
    for other in of_visit(act.session, row.appointment_id):
        same = other.kind == row.kind != "adverse_event" and other.id != row.id
        if same and other.signed and not other.in_error:
            raise NotAllowed(
                "This visit has a signed record already.", next_step="Add to that one instead."
            )


def _lock(act: Act, row: TreatmentRecord, content: Content) -> bool:
    """The batches first: the database takes none once the record is signed.

    Whether the stock has changed.
    """
    visit = act.visit(row.appointment_id)
    text = to_json(content)
    if text != row.content:
        row.content, row.changed_at = text, act.now
    follow_visit(row, visit, content)
    act.session.flush()
    keep_batches(act, row, content)
    keep_meeting(act, visit, content)
    takes = take_cartridge(act, row, visit, content)
    used = batches_of(act.session, row.id)
    row.signed_by, row.signed_at = act.by, act.now
    row.digest = signed_part(row, used).digest
    act.session.flush()
    return takes
