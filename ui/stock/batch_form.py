"""The form of a batch: one that came in, or one that was typed wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal

from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.stock.expiry import read_expiry
from clinic_desk.stock.records import BatchDraft, BatchRecord
from clinic_desk.treatments.products import Product
from ui.kit.buttons import KeyBadge, PrimaryButton
from ui.kit.choices import Segments
from ui.kit.fields import ComboField, DateField, Field, LineField, show_troubles
from ui.kit.labels import FieldLabel, SectionTitle
from ui.kit.layout import Column, Row, reveal
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.stock.wording import KINDS, read_pieces


class BatchForm(PinnedScroll):
    """Kind, product, number, expiry, pieces; toxin has its make from the protocol."""

    saved_wanted = Signal()

    def __init__(self, clock: Clock) -> None:
        """Empty."""
        super().__init__()
        self.setAccessibleName("Enter a batch")
        self._clock = clock
        self.changing: BatchRecord | None = None
        self.title = SectionTitle("Enter a batch", "panel")
        self.kind_label = FieldLabel("What it is")
        self.kind = Segments("What it is", [(value, words) for value, words in KINDS])
        self.make = ComboField("Make")
        self.product = LineField("Product, as the box names it")
        self.number = LineField("Batch or lot number")
        self.expires_on = DateField(
            "Expires",
            lambda text: read_expiry(text, self._today()),
            show=plain_date,
            placeholder="03/2027, or a day",
        )
        self.pieces = LineField("How many came in", "10")
        self.strength = LineField("Units in a vial", "50")
        self.received_on = DateField("Came in on", self._read_day, show=plain_date)
        self.note = LineField("Note")
        self.trouble = TroubleLine()
        self.save = PrimaryButton("Keep the batch", "Ctrl+Return", on_click=self.saved_wanted.emit)
        self._lay_out()
        self.kind.chosen.connect(lambda _kind: self._show_kind())

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title, 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        kind = Column(gap=0.5)
        kind.addWidget(self.kind_label)
        kind.addWidget(self.kind)
        self.body.addLayout(kind)
        for part in (
            self.make,
            self.product,
            self.number,
            self.expires_on,
            self.pieces,
            self.strength,
            self.received_on,
            self.note,
            self.trouble,
        ):
            self.body.addWidget(part)
        for field in (self.number, self.expires_on, self.pieces, self.strength, self.note):
            field.line.returnPressed.connect(self.saved_wanted)
        self.body.addStretch(1)
        self.foot.addWidget(self.save)

    def begin(
        self, products: Iterable[Product], kind: str, changing: BatchRecord | None = None
    ) -> None:
        """A new batch of a kind, or one to be put right."""
        self.changing = changing
        self.title.setText("Change the batch" if changing else "Enter a batch")
        self.save.set_words("Keep the change" if changing else "Keep the batch")
        self.make.set_choices([(each.name, each.name) for each in products])
        self.kind.set_value(changing.kind if changing else kind or "toxin")
        self.trouble.clear()
        is_toxin = changing is not None and changing.kind == "toxin"
        self.make.set_value(changing.product if changing and is_toxin else None)
        self.product.set_text(changing.product if changing and not is_toxin else "")
        self.number.set_text(changing.number if changing else "")
        self.expires_on.set_value(changing.expires_on if changing else None)
        self.pieces.set_text(str(changing.pieces) if changing else "")
        strength = changing.strength if changing else None
        self.strength.set_text("" if strength is None else str(strength))
        self.received_on.set_value(changing.received_on if changing else self._today())
        self.note.set_text(changing.note if changing else "")
        self._show_kind()
        (self.make if self.kind.value() == "toxin" else self.product).control.setFocus()

    def draft(self) -> BatchDraft:
        """What was typed. BadInput, shown below its field, for what cannot be read."""
        self.trouble.clear()
        kind = self.kind.value()
        is_toxin = kind == "toxin"
        product = (self.make.value() or "") if is_toxin else self.product.text()
        if is_toxin and not product:
            raise BadInput("product", "Choose the make.")
        if not self.number.text().strip():
            raise BadInput("number", "Type the batch number.")
        expires_on = _read(self.expires_on, "expires_on")
        if expires_on is None:
            raise BadInput("expires_on", "Type when it expires.")
        return BatchDraft(
            kind,
            product,
            self.number.text(),
            expires_on,
            _read(self.received_on, "received_on") or self._today(),
            read_pieces(self.pieces.text()),
            read_pieces(self.strength.text(), "strength") if is_toxin else None,
            self.note.text().strip(),
        )

    def refuse(self, error: ClinicError) -> None:
        """Say what cannot be kept, below its field where it names one."""
        is_toxin = self.kind.value() == "toxin"
        fields: dict[str, Field] = {
            "product": self.make if is_toxin else self.product,
            "number": self.number,
            "expires_on": self.expires_on,
            "pieces": self.pieces,
            "strength": self.strength,
            "received_on": self.received_on,
            "note": self.note,
        }
        if not show_troubles(fields, error):
            self.trouble.tell(error)

    def _show_kind(self) -> None:
        is_toxin = self.kind.value() == "toxin"
        reveal(self.make, is_toxin)
        reveal(self.strength, is_toxin)
        reveal(self.product, not is_toxin)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, self._today())

    def _today(self) -> date:
        return local_day(self._clock.now())


def _read(field: DateField, name: str) -> date | None:
    """The day typed; BadInput under the name that the draft has for it."""
    try:
        return field.value()
    except BadInput as error:
        raise BadInput(name, error.what, next_step=error.next_step) from None
