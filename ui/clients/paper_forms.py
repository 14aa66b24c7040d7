"""Forms to fill in by hand, for the desk too: health questions and consents, with a client's name
on them or blank. The forms say nothing of what is on file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.clinic import Clinic
from clinic_desk.consent.forms import PHOTOGRAPHS
from ui.clients.reading import ClientFile
from ui.kit.choices import CheckField, Segments
from ui.kit.commands import Command
from ui.kit.labels import SectionTitle
from ui.kit.layout import Column, clear, reveal
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.workplace import Workplace
from ui.kit.written_forms import print_consent_form, print_health_form

WORDS, KEY = "Forms to fill in by hand", "Ctrl+Shift+P"
HEALTH = "Health questions"
Scopes = tuple[tuple[str, str], ...]
"""What there is a consent form for: (scope, name)."""


class PaperFormsCard(Popover):
    """A row a form; Up and Down go along them, Enter prints."""

    def __init__(self, workplace: Workplace, page: QWidget) -> None:
        """Closed; what is printed is the page's, which a file dialog stands above."""
        super().__init__(page.window(), WORDS, "popover", gap=1, margins=2)
        self._work, self._page = workplace, page
        self._client_id: int | None = None
        self.rows: list[ChoiceRow] = []
        self.whose = Segments("Whose", [("client", ""), ("blank", "Blank")])
        self.large = CheckField("Large print")
        self._lines = Column(gap=0.75)
        self.body.addWidget(SectionTitle(WORDS))
        self.body.addLayout(self._lines)
        self.body.addWidget(self.whose)
        self.body.addWidget(self.large)
        self.whose.chosen.connect(lambda _value: self._show_large())

    def offer(self, client: tuple[int, str] | None, scopes: Scopes) -> None:
        """Offer the forms: of a client, with the name on them unless blank ones are wanted."""
        self._client_id = client[0] if client is not None else None
        if client is not None:
            self.whose.set_choices([("client", f"For {client[1]}"), ("blank", "Blank")])
            self.whose.set_value("client")
        self.large.setChecked(False)
        reveal(self.whose, client is not None)
        self._show_large()
        clear(self._lines)
        self.rows = [ChoiceRow(HEALTH, on_choose=self._print_health)]
        for scope, name in scopes:
            words = f"Consent to {name[:1].lower()}{name[1:]}"
            self.rows.append(ChoiceRow(words, on_choose=partial(self._print_consent, scope)))
        for row in self.rows:
            self._lines.addWidget(row)
        self.open_centred()
        self.rows[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go along the rows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = [at for at, row in enumerate(self.rows) if row is QApplication.focusWidget()]
        if step and here:
            self.rows[min(max(here[0] + step, 0), len(self.rows) - 1)].setFocus()
        else:
            super().keyPressEvent(event)

    def _show_large(self) -> None:
        """With a name on it, the record says whether the letters are large."""
        reveal(self.large, self._whom() is None)

    def _whom(self) -> int | None:
        return self._client_id if self.whose.value() == "client" else None

    def _print_health(self) -> None:
        whom, large = self._whom(), self.large.isChecked()
        self.dismiss()
        print_health_form(self._work, whom, self._page, large_print=large)

    def _print_consent(self, scope: str) -> None:
        whom, large = self._whom(), self.large.isChecked()
        self.dismiss()
        print_consent_form(self._work, whom, scope, self._page, large_print=large)


class PaperForms:
    """The act for the page: `client` gives the file in sight, if one is."""

    def __init__(
        self, workplace: Workplace, page: QWidget, client: Callable[[], ClientFile | None]
    ) -> None:
        """Nothing is made before it is asked for."""
        self._work, self._page, self._client = workplace, page, client
        self.card: PaperFormsCard | None = None

    def begin(self) -> None:
        """Read which forms there are, and offer them."""
        file, clinic = self._client(), self._work.clinic
        client = _named(file)
        self._work.desk.ask(
            "clients.paper_forms",
            lambda: (client, read_scopes(clinic)),
            self._offer,
            owner=self._page,
        )

    def command(self, group: str, scope: str) -> Command:
        """The act with its key."""
        return Command("clients.paper_forms", WORDS, KEY, group, self.begin, scope=scope)

    def _offer(self, found: tuple[tuple[int, str] | None, Scopes]) -> None:
        client, scopes = found
        file = self._client()
        if _named(file) != client or not self._page.isVisible():
            return
        if self.card is None:
            self.card = PaperFormsCard(self._work, self._page)
        self.card.offer(client, scopes)


def _named(file: ClientFile | None) -> tuple[int, str] | None:
    """Whose name may stand on a form; of a client who has died only blank ones are offered."""
    if file is None or file.record.deceased_on is not None:
        return None
    return file.record.id, file.record.shown_name


def read_scopes(clinic: Clinic) -> Scopes:
    """What there is a consent form for, with its name; pictures last."""
    known = clinic.protocol.current().catalogue.by_code
    ids = sorted(
        (form.head.scope for form in clinic.consents.forms()), key=lambda id: id == PHOTOGRAPHS
    )
    return tuple((id, known[id].short_name if id in known else id) for id in ids)
