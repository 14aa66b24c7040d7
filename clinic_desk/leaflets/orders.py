"""A leaflet as ordered and as it came out: drawing needs no database and no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clinic_desk.base.words import count
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.printable import unprintable
from clinic_desk.leaflets.refilling import Filling, kept_words


@dataclass(frozen=True)
class Order:
    """All that drawing a leaflet takes, read at one moment."""

    leaflet: Leaflet
    values: Mapping[str, str]
    """What fills the gaps of the text."""
    clinic: ClinicDetails
    client_id: int | None
    addressee: Addressee | None
    """None leaves lines to write on."""
    large_print: bool
    today: date
    text_id: int | None = None
    """The kept text that it is drawn from; None where none was kept."""
    again_of: int | None = None
    """The line of what was given that this repeats word for word."""

    @property
    def typed(self) -> str:
        """What people have typed that stands on the page beside its text: names, the clinic's own
        details, a product."""
        clinic, whom = self.clinic, self.addressee
        found = [clinic.name, clinic.phone, clinic.nurse, clinic.out_of_hours]
        if whom is not None:
            found += [whom.name, whom.practitioner, *whom.personal.values()]
        return "\n".join(found)

    @property
    def filled(self) -> str:
        """What fills it, as it is kept with the line that it was given."""
        return kept_words(Filling(self.values, self.clinic, self.addressee, self.today))


@dataclass(frozen=True)
class PrintedLeaflet:
    """A leaflet as it comes out of the printer."""

    name: str
    title: str
    version: str
    client_id: int | None
    large_print: bool
    pdf: bytes
    pages: int
    left_out: tuple[str, ...]
    """Letters of a name, or of what fills the box, that no bundled font has, named; the page is
    without them."""
    language: str = "en"
    text_id: int | None = None
    filled: str = ""
    """What filled it, for the line that it was given."""
    again: bool = False
    """Whether it repeats one that was given before."""

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def pages_in_words(self) -> str:
        """`3 pages`."""
        return count(self.pages, "page")


def drawn(order: Order) -> PrintedLeaflet:
    """The leaflet as a PDF; about a tenth of a second, so not on a thread that someone waits for.

    Raises ClinicError naming file and line of a gap that nothing fills.
    """
    # Imported here: drawing loads ReportLab, which no start of the program should wait for.
    from clinic_desk.leaflets.pdf import draw_pdf, page_count

    head, addressee = order.leaflet.head, order.addressee
    pdf = draw_pdf(
        order.leaflet,
        order.values,
        order.clinic,
        addressee,
        large_print=order.large_print,
        today=order.today,
    )
    return PrintedLeaflet(
        name=head.name,
        title=head.title,
        version=str(head.version),
        client_id=order.client_id,
        large_print=order.large_print,
        pdf=pdf,
        pages=page_count(pdf),
        left_out=unprintable(order.typed),
        language=head.language,
        text_id=order.text_id,
        filled=order.filled,
        again=order.again_of is not None,
    )
