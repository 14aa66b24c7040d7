"""What stands against a numbing cream, and which creams it stands against. Pure.

Matched, in capitals or not: an allergy on file that names lidocaine, lignocaine, Xylocaine,
EMLA, LMX, a local anaesthetic or numbing; a flag that says the same of an allergy; and the
health question on nickel, metals or numbing cream while it is answered yes. The question
does not tell the three apart, so a yes stops the cream and not the needles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clinic_desk.records.contents import Cream
from clinic_desk.safety.facts import Answer

QUESTION = "nickel_lidocaine_allergy"
_LIDOCAINE = re.compile(r"lidoca|lignoca|xyloca|\bemla\b|\blmx", re.IGNORECASE)
_NUMBING = re.compile(r"local an(a)?esthe|numbing", re.IGNORECASE)
_ALLERGY = re.compile(r"allerg", re.IGNORECASE)


def numbing_allergy(alerts: Iterable[tuple[str, str]], answers: Mapping[str, Answer]) -> str:
    """What is on file against lidocaine, as a sentence; empty where nothing is.

    `alerts` are pairs of kind and text.
    """
    if any(_speaks_of_it(kind, text) for kind, text in alerts):
        return "An allergy to lidocaine or numbing cream is on file."
    answer = answers.get(QUESTION)
    if answer is not None and answer.current:
        return "The health questions say an allergy to nickel, metals or numbing cream."
    return ""


def holds_lidocaine(cream: Cream) -> bool:
    """Whether a cream is taken to hold lidocaine: unless its box was read and its name is not."""
    return not cream.without_lidocaine or _LIDOCAINE.search(cream.product) is not None


def _speaks_of_it(kind: str, text: str) -> bool:
    named = _LIDOCAINE.search(text) or _NUMBING.search(text)
    return named is not None and (kind == "allergy" or _ALLERGY.search(text) is not None)
