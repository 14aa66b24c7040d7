"""What an adverse event may be tied to: the batches that the records of its visit name. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from clinic_desk.records.contents import Content, Lot, NeedlingContent, ToxinContent
from clinic_desk.records.record import Record


def lots_given(records: Iterable[Record]) -> tuple[Lot, ...]:
    """Each batch once, of the records that may be relied on, then of those not signed yet: whoever
    rings on the same day must not wait for a signature."""
    relied = [each for each in records if each.content is not None]
    relied = [each for each in relied if each.counts or not each.signed]
    ordered = sorted(relied, key=lambda each: not each.signed)
    lots = (lot for each in ordered if each.content for lot in _used(each.content))
    return tuple({lot.batch_id: lot for lot in lots}.values())


def _used(content: Content) -> tuple[Lot, ...]:
    if isinstance(content, ToxinContent):
        vials = content.vials
        return tuple(
            Lot(each.batch_id, each.product, each.number, each.expires_on) for each in vials
        )
    if isinstance(content, NeedlingContent) and content.cartridge is not None:
        cream = content.cream.lot if content.cream is not None else None
        return (content.cartridge,) if cream is None else (content.cartridge, cream)
    return ()
