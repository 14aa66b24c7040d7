"""What a record of micro-needling lacks before it may be signed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from clinic_desk.records.contents import Cream, Lot, NeedlingContent
from clinic_desk.records.missing import LotFacts, Missing, SigningFacts
from clinic_desk.records.numbing import holds_lidocaine

_GONE = LotFacts("", "One of the batches is not in the stock any more.")


def needling(content: NeedlingContent, facts: SigningFacts) -> Iterator[Missing]:
    """Areas with depth and passes, device, cartridge, cream, end point, session."""
    yield from _areas(content, facts)
    if not content.device.strip():
        yield Missing("device", "Say which device was used.")
    yield from _cartridge(content, facts)
    if content.cream is not None:
        yield from _cream(content.cream, facts)
    if not content.end_point.strip():
        yield Missing("end_point", "Say what the skin showed at the end.")
    yield from _session(content)


def _areas(content: NeedlingContent, facts: SigningFacts) -> Iterator[Missing]:
    if not content.areas:
        yield Missing("areas", "Say where was needled.")
    for each in content.areas:
        if not (each.area and each.depth_hundredths_mm and each.passes):
            yield Missing("areas", "Each area needs its depth and its passes.")
            break
    if not content.chaperone and any(each.area in facts.to_undress for each in content.areas):
        yield Missing("chaperone", "Say whether the chaperone that was offered was wanted.")


def _cartridge(content: NeedlingContent, facts: SigningFacts) -> Iterator[Missing]:
    if content.cartridge is None:
        yield Missing("cartridge", "Choose the cartridge's lot.")
    else:
        yield from _lot("cartridge", content.cartridge, "cartridge", facts)
    if not content.new_cartridge:
        yield Missing("new_cartridge", "Note that the cartridge was new and was thrown away after.")


def _cream(cream: Cream, facts: SigningFacts) -> Iterator[Missing]:
    if not cream.product.strip():
        yield Missing("cream", "Name the numbing cream.")
    if cream.on_at is None or cream.off_at is None:
        yield Missing("cream", "Say when the numbing cream went on and came off.")
    elif cream.off_at <= cream.on_at:
        yield Missing("cream", "The numbing cream came off before it went on.")
    if facts.numbing_allergy and holds_lidocaine(cream):
        yield Missing("cream", f"{facts.numbing_allergy} This cream is taken to hold lidocaine.")
    if cream.lot is not None:
        yield from _lot("cream", cream.lot, "cream", facts)


def _lot(field: str, lot: Lot, kind: str, facts: SigningFacts) -> Iterator[Missing]:
    of_stock = facts.lots.get(lot.batch_id, _GONE)
    if of_stock.why_not:
        yield Missing(field, of_stock.why_not)
    elif of_stock.kind != kind:
        yield Missing(field, f"Batch {lot.number} is no {kind}.")


def _session(content: NeedlingContent) -> Iterator[Missing]:
    session, sessions = content.session, content.sessions
    if session is None or sessions is None:
        yield Missing("session", "Say which session of how many it was.")
    elif not 1 <= session <= sessions:
        yield Missing("session", f"Session {session} of {sessions} cannot be.")
