"""Amounts of saline as they are typed and as they are said. Pure."""

from __future__ import annotations

from clinic_desk.base.errors import BadInput


def read_millilitres(text: str) -> int | None:
    """Microlitres from `1.25`, `1,25` or `2.5 ml`; None for an empty field. BadInput."""
    words = text.strip().casefold().removesuffix("ml").strip().replace(",", ".")
    if not words:
        return None
    try:
        return round(float(words) * 1000)
    except (ValueError, OverflowError):
        raise BadInput(
            "diluent_ul", f"“{text.strip()[:20]}” is no amount.", next_step="Type it in ml: 2.5"
        ) from None
