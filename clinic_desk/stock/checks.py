"""What a batch must be to be kept, each fault in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_desk.base.errors import BadInput
from clinic_desk.base.texts import check_texts
from clinic_desk.base.words import plain_date
from clinic_desk.clients.checks import check_not_ahead
from clinic_desk.stock.models import KINDS, Batch
from clinic_desk.stock.records import BatchDraft, BatchKnown, BatchRecord
from clinic_desk.treatments.products import Product

MOST_PIECES = 10_000
_LONGEST_NAME = 120
_LATEST_YEARS = 15


def check(draft: BatchDraft, products: Mapping[str, Product], today: date) -> None:
    """BadInput, naming the field, for the first thing that cannot be kept."""
    check_texts(product=draft.product, number=draft.number, note=draft.note)
    if draft.kind not in KINDS:
        raise BadInput("kind", "A batch is of toxin, of cartridges or of numbing cream.")
    for field, what in (("product", "Say what it is."), ("number", "Type the batch number.")):
        typed = getattr(draft, field).strip()
        if not typed or len(typed) > _LONGEST_NAME:
            raise BadInput(field, what if not typed else "That is too long to be meant.")
    if draft.kind == "toxin" and draft.product.strip() not in products:
        what = f"{draft.product.strip()} is not among the makes that the protocol names."
        raise BadInput("product", what, next_step=f"There are: {', '.join(products)}.")
    _check_days(draft, today)
    _check_figures(draft)


def _check_days(draft: BatchDraft, today: date) -> None:
    check_not_ahead("received_on", "The day it came in", draft.received_on, today)
    if draft.expires_on < draft.received_on:
        raise BadInput("expires_on", "It expired before it came in.", next_step="Check both days.")
    if draft.expires_on.year - today.year > _LATEST_YEARS or draft.received_on.year < 2000:
        field = "received_on" if draft.received_on.year < 2000 else "expires_on"
        raise BadInput(field, "That year cannot be meant.", next_step="Check the year.")


def _check_figures(draft: BatchDraft) -> None:
    if not 0 <= draft.pieces <= MOST_PIECES:
        raise BadInput("pieces", f"From 0 to {MOST_PIECES:,} pieces can be kept.")
    if (draft.kind == "toxin") is (draft.strength is None):
        what = "Say how many units a vial holds." if draft.kind == "toxin" else "It has no units."
        raise BadInput("strength", what)
    if draft.strength is not None and not 1 <= draft.strength <= 1000:
        raise BadInput("strength", "A vial holds from 1 to 1,000 units.")


def folded(number: str) -> str:
    """A batch number as it is compared: without spaces and hyphens, whatever the case."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())


def kept(draft: BatchDraft) -> dict[str, Any]:
    """The columns of a draft, its names without spaces round about."""
    names = {"product": draft.product.strip(), "number": " ".join(draft.number.split())}
    return {**vars(draft), **names}


def check_new(session: Session, draft: BatchDraft, own: int | None) -> None:
    """BatchKnown for a number of this product that stands already, however it was typed."""
    alike = select(Batch).where(Batch.kind == draft.kind, Batch.product == draft.product.strip())
    for other in session.scalars(alike):
        if other.id != own and folded(other.number) == folded(draft.number):
            what = (
                f"Batch {other.number} of {other.product} is in the stock already: it came in on"
                f" {plain_date(other.received_on)} and expires on {plain_date(other.expires_on)}."
            )
            raise BatchKnown(what, other.id, next_step="If more of it came in, count it.")


def check_same_thing(batch: BatchRecord, draft: BatchDraft) -> None:
    """BadInput where another product or strength is made of a batch that was opened."""
    if not batch.opened:
        return
    for field in ("kind", "product", "strength"):
        if getattr(batch, field) != kept(draft)[field]:
            what = "Some of this batch was opened: what it is cannot be changed any more."
            raise BadInput(field, what, next_step="Withdraw it, and enter the right one.")
