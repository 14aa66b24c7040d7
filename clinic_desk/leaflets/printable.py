"""Which letters the bundled fonts have, and what is said of the rest.

The fonts are read when a letter is first asked about: that loads ReportLab.
"""

from __future__ import annotations

import unicodedata

from clinic_desk.leaflets.letters import tidied


def unprintable(text: str) -> tuple[str, ...]:
    """The letters that no bundled font has, each once: the letter and its Unicode name."""
    from clinic_desk.leaflets.faces import has_letter

    missing = dict.fromkeys(letter for letter in tidied(text) if not has_letter(letter))
    return tuple(_named(letter) for letter in missing)


def printable(text: str) -> str:
    """The text as it can be drawn: tidied, and without the letters that no font has."""
    if text.isascii() and text.isprintable():
        return text
    from clinic_desk.leaflets.faces import has_letter

    return "".join(letter for letter in tidied(text) if has_letter(letter))


def _named(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    if unicodedata.category(letter) == "Cs":
        return f"half a character ({code})"
    return f"{letter} ({unicodedata.name(letter, code).lower()})"
