"""A leaflet for e-mail: the finished PDF behind a password, which is told by phone."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from io import BytesIO

from clinic_desk.base.errors import BadInput
from clinic_desk.base.texts import check_text

SHORTEST = 10
"""Letters of a password that is not found by trying."""
LONGEST = 127
"""Bytes that a reader of PDF looks at; more of them would open with a part of the password."""
GROUPS = 4
_OPENING, _SOUNDS = "bdfghklmnprstvz", "aeiou"
"""Letters that are not taken for each other on the phone or on paper."""


@dataclass(frozen=True)
class SealedLeaflet:
    """A PDF that only its password opens."""

    pdf: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()


def spoken_password() -> str:
    """`dabo kemi tavu rosi`: a new password that can be said on the phone, of 49 random bits."""
    return " ".join(
        "".join(secrets.choice(_OPENING) + secrets.choice(_SOUNDS) for _ in range(2))
        for _ in range(GROUPS)
    )


def check_password(password: str) -> None:
    """BadInput for one that is too short or too long to protect anything, or cannot be typed."""
    check_text("password", password)
    if len(password.strip()) < SHORTEST:
        raise BadInput("password", f"A password has at least {SHORTEST} letters.")
    if len(password.strip().encode()) > LONGEST:
        raise BadInput("password", f"A password has at most {LONGEST} letters.")


def sealed(pdf: bytes, password: str) -> SealedLeaflet:
    """The PDF encrypted with AES-256 (revision 6 of PDF 2.0), its title and words with it.

    The tags stay, and so does the leave to read it aloud, to print it and to copy from it: whoever
    has the password owns it. The password is in no part of it, and kept nowhere. The same PDF
    gives other bytes each time. Raises BadInput for a password that protects nothing.
    """
    # Imported here: it is loaded when somebody sends a leaflet, and never before.
    import pikepdf

    check_password(password)
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        # Nobody is the owner beside whoever opens it: a second password would be a second way in.
        document.save(
            out,
            encryption=pikepdf.Encryption(
                user=password.strip(),
                owner=secrets.token_urlsafe(32),
                R=6,
                aes=True,
                metadata=True,
                allow=pikepdf.Permissions(
                    accessibility=True,
                    extract=True,
                    modify_annotation=True,
                    modify_assembly=False,
                    modify_form=False,
                    modify_other=False,
                    print_lowres=True,
                    print_highres=True,
                ),
            ),
        )
    return SealedLeaflet(out.getvalue())
