"""The tab "Consent and leaflets": how each consent stands, the form, the signature, the history."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from clinic_desk.base.changes import Saved
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.consent.records import OpenedConsent
from clinic_desk.staff.permissions import May, may
from ui.clients.consent.chosen import ChosenCard
from ui.clients.consent.drafts import ConsentDrafts
from ui.clients.consent.kept_card import KeptCard
from ui.clients.consent.keys import add_commands
from ui.clients.consent.leaflets import LeafletsCard
from ui.clients.consent.paper import PaperPart
from ui.clients.consent.reading import ConsentFile, Scope, Seen, read_consent, read_consents
from ui.clients.consent.scopes import ScopesCard
from ui.clients.consent.sign_view import SignView
from ui.clients.consent.withdrawing import WithdrawPart
from ui.kit.buttons import PlainButton
from ui.kit.layout import Column, Row, reveal
from ui.kit.surfaces import Busy, Scroll, TroubleLine
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.kit.written_forms import print_consent_form, print_signed_consent

TOPIC, OPENED_TOPIC = "clients.consents", "clients.consent_opened"


class ConsentTab(Scroll):
    """Read when it is shown."""

    def __init__(self, workplace: Workplace) -> None:
        """Nobody's yet."""
        super().__init__(gap=1.5, margins=0)
        self._work = workplace
        self._client_id: int | None = None
        self.file: ConsentFile | None = None
        self._view: SignView | None = None
        self._signing: tuple[int, str, int] | None = None
        """Whose form, which, and who handed it over."""
        self._kept_card: KeptCard | None = None
        add_commands(self, workplace.commands)
        self.trouble, self.reading = TroubleLine(), Busy()
        self.scopes, self.leaflets = ScopesCard(), LeafletsCard()
        self.chosen = ChosenCard(workplace, self._today)
        self._drafts = ConsentDrafts(self.chosen)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.reading)
        self._halves = Row(gap=1.5)
        left = Column(gap=1.5)
        left.addWidget(self.scopes)
        left.addWidget(self.leaflets)
        left.addStretch(1)
        self._halves.addLayout(left, 4)
        right = Column(gap=0)
        right.addWidget(self.chosen)
        right.addStretch(1)
        self._halves.addLayout(right, 5)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)
        self._show_parts()

    def _connect(self) -> None:
        chosen = self.chosen
        self.scopes.chosen.connect(lambda _id: self._show_chosen())
        chosen.signature_wanted.connect(self._read_signature)
        chosen.keyboard_let_go.connect(self.scopes.take_focus)
        for part in (chosen.paper, chosen.withdrawing):
            part.closed.connect(self._part_closed)
            part.kept.connect(self._drafts.forget)
        self._work.person_changed.connect(self._person_changed)
        self._work.privacy_changed.connect(self._close_card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where there is no room side by side."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < 2.2 * theme().shape("panel")
        self._halves.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # ---- whose

    def show_client(self, client_id: int | None) -> None:
        """Whose consents are to be shown; they are read when `read` is called."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._clear()
            self.scopes.now = ""

    def read(self) -> None:
        """Read them, when the tab comes into sight or something was done."""
        person, client_id = self._work.person, self._client_id
        if person is None or client_id is None or not may(person, May.CLINICAL):
            return
        clinic, by = self._work.clinic, person.id
        self._work.desk.ask(
            TOPIC, lambda: read_consents(clinic, client_id, by), self._take, self._not_read
        )

    def _not_read(self, error: ClinicError) -> None:
        reveal(self.reading, False)
        self.trouble.tell(error)

    def _take(self, file: ConsentFile) -> None:
        person = self._work.person
        if file.client_id != self._client_id or person is None or person.id != file.by:
            return
        now = QApplication.focusWidget()
        wanted = self.file is None and (now is None or isinstance(now, PlainButton))
        self.file = file
        self.trouble.clear()
        self.scopes.show_scopes(file.scopes)
        self.leaflets.show_leaflets(file.leaflets, file.titles, file.today)
        self._show_parts()
        self._show_chosen()
        if wanted and self.isVisible():
            self.take_focus()

    def _person_changed(self, person: object) -> None:
        """What one may read another may not; a form in a client's hands is taken back."""
        if person is not None and (self.file is None or self.file.by != self._work.by):
            if self._view is not None:
                self._view.close_view()
            was_shown = self.isVisible()
            self._clear()
            if was_shown:
                self.read()

    def _clear(self) -> None:
        for topic in (TOPIC, OPENED_TOPIC):
            self._work.desk.forget(topic)
        self._close_card()
        self._put_by()
        self.file, self._signing = None, None
        self.trouble.clear()
        self.scopes.show_scopes(())
        self.leaflets.show_leaflets((), {}, date.max)
        self._show_parts()
        self._show_chosen()
        self.verticalScrollBar().setValue(0)

    # ---- what is shown

    def scope(self) -> Scope | None:
        """What is chosen."""
        scopes = self.file.scopes if self.file is not None else ()
        return next((each for each in scopes if each.id == self.scopes.now), None)

    def _put_by(self) -> None:
        if self.file is not None:
            self._drafts.put_by(self.file.by)

    def _show_chosen(self) -> None:
        file, scope = self.file, self.scope()
        if self.chosen.is_another(scope):
            self._put_by()
        large = file is not None and file.large_print
        self.chosen.show_scope(scope, large_print=large, may_write=self.may_write())
        if file is not None and scope is not None and self.may_write():
            self._drafts.bring_back(file.by, (file.client_id, scope.id))
        self._work.commands.refresh()

    def _show_parts(self) -> None:
        for part in (self.scopes, self.leaflets, self.chosen):
            reveal(part, self.file is not None)
        reveal(self.reading, self.file is None)

    def take_focus(self) -> bool:
        """Put the keyboard on what is chosen; whether there is something."""
        return self.scopes.take_focus()

    def has_scope(self) -> bool:
        """Whether a form is in sight."""
        return self.scope() is not None

    def may_write(self) -> bool:
        """Whether the person at the desk may take a consent."""
        person = self._work.person
        return self.file is not None and person is not None and may(person, May.TREAT)

    def can_withdraw(self) -> bool:
        """Whether one stands that can be taken back."""
        return self.may_write() and self.chosen.standing_record() is not None

    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes along."""
        return (self.scopes, self.chosen, self.leaflets)

    # ---- acts

    def main_act(self) -> None:
        """Keep what is being filled in; else hand the form over to be read and signed."""
        if self.chosen.paper.is_open:
            self.chosen.paper.save()
        elif self.chosen.withdrawing.is_open:
            self.chosen.withdrawing.save()
        else:
            self.hand_over()

    def hand_over(self) -> None:
        """The form alone over the whole window."""
        file, scope = self.file, self.scope()
        if file is None or scope is None:
            return
        if self._view is None:
            self._view = SignView(self.window())
            self._view.keep_wanted.connect(self._keep)
            self._view.closed.connect(self._handed_back)
        self._signing = (file.client_id, scope.id, file.by)
        self._view.open_view(
            scope.form, file.clinic_name, file.client_name, large_print=file.large_print
        )

    @property
    def view(self) -> SignView | None:
        """The page that the client signs on, once it was handed over."""
        return self._view

    def _keep(self) -> None:
        view, signing = self._view, self._signing
        if view is None or signing is None:
            return
        client_id, scope, by = signing
        name, strokes, consents = view.name.text(), view.pad.strokes(), self._work.clinic.consents

        def work() -> Saved:
            return consents.give_on_screen(client_id, scope, name, strokes, by)

        self._work.write(
            work,
            lambda _saved: self._kept(signing),
            view.tell,
            initiator=view,
            once=(view, signing),
        )

    def _kept(self, signing: tuple[int, str, int]) -> None:
        if self._view is not None and signing == self._signing:
            self._signing = None
            self._view.thank()
        self._work.announce("The consent is signed and kept.")

    def _handed_back(self) -> None:
        self._signing = None
        if self.isVisible():
            self.take_focus()

    def begin_paper(self) -> None:
        """Enter one that was signed on paper."""
        file, scope = self.file, self.scope()
        if file is not None and scope is not None and self._leaves(self.chosen.withdrawing):
            paper = self.chosen.paper
            if not paper.is_open:
                paper.begin(file.client_id, scope.id, file.client_name, scope.form.head.version)
            self.ensureWidgetVisible(paper)

    def choose_picture(self) -> None:
        """Ask for the picture of a form that was signed on paper, which is begun with it."""
        self.begin_paper()
        if self.chosen.paper.is_open:
            self.chosen.paper.ask_file()

    def begin_withdrawing(self) -> None:
        """Note that the newest one is taken back."""
        record = self.chosen.standing_record()
        if record is not None and self._leaves(self.chosen.paper):
            if not self.chosen.withdrawing.is_open:
                self.chosen.withdrawing.begin(record)
            self.ensureWidgetVisible(self.chosen.withdrawing)

    def _leaves(self, other: PaperPart | WithdrawPart) -> bool:
        """Put the other form away; False where something typed in it would be lost."""
        if other.typed() is not None:
            self._work.announce(f"“{other.title.text()}” is begun: keep it, or leave it with Esc.")
            return False
        other.put_away()
        return True

    def put_away(self) -> bool:
        """Esc: put away what was begun; whether something was."""
        part = next((p for p in (self.chosen.paper, self.chosen.withdrawing) if p.is_open), None)
        if part is not None:
            part.put_away()
        return part is not None

    def _part_closed(self) -> None:
        if self.isVisible():
            self.take_focus()

    def print_form(self) -> None:
        """The form on paper, with the client's name, to be signed by hand."""
        file, scope = self.file, self.scope()
        if file is not None and scope is not None:
            print_consent_form(self._work, file.client_id, scope.id, self)

    # ---- kept signatures

    def _read_signature(self, consent_id: int) -> None:
        clinic, by = self._work.clinic, self._work.by
        self._work.desk.ask(
            OPENED_TOPIC, lambda: read_consent(clinic, consent_id, by), self._show_signature
        )

    def _show_signature(self, seen: Seen) -> None:
        if self.file is None or seen.opened.record.client_id != self._client_id:
            return
        if self._work.private:
            return
        if self._kept_card is None:
            self._kept_card = KeptCard(self.window())
            self._kept_card.print_wanted.connect(self._print_kept)
        self._kept_card.show_consent(seen)

    def _print_kept(self, opened: OpenedConsent) -> None:
        print_signed_consent(self._work, opened, self)

    @property
    def kept_card(self) -> KeptCard | None:
        """The card of a kept signature, once it was asked for."""
        return self._kept_card

    def _close_card(self) -> None:
        self._work.desk.forget(OPENED_TOPIC)
        if self._kept_card is not None:
            self._kept_card.dismiss()

    def _today(self) -> date:
        return local_day(self._work.clinic.clock.now())
