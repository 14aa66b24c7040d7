"""What any text must be to be kept: not endless, and of signs that a file can hold."""

from __future__ import annotations

from clinic_desk.base.errors import BadInput

LONGEST_TEXT = 20_000
"""Letters of one field. Longer is a file that was pasted by mistake."""


def check_text(field: str, text: str) -> None:
    """BadInput for text that is far too long or holds what no file can keep."""
    if len(text) > LONGEST_TEXT:
        what = f"That is {len(text):,} letters long; {LONGEST_TEXT:,} can be kept."
        raise BadInput(field, what, next_step="Shorten it.")
    if not can_be_kept(text):
        what = "There is a sign in that text that cannot be kept."
        raise BadInput(field, what, next_step="Type it again rather than paste it.")


def check_texts(**typed: str) -> None:
    """`check_text` for each, by the name of its field."""
    for field, text in typed.items():
        check_text(field, text)


def can_be_kept(text: str) -> bool:
    """Whether a text has neither NUL, where some readers end it, nor half of a character."""
    return "\0" not in text and (
        text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)
    )
