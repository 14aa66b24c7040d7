"""The form alone over the whole window, to be handed to the client: read, sign, hand back.

Nothing of a record stands on it, and no key of the pages below works while it is there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.consent.forms import Form
from ui.clients.consent.form_words import FormWords
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import ElidedLabel, FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface
from ui.kit.popover import can_be_reached
from ui.kit.signature import SignaturePad
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.theme import theme

LOCK = QKeySequence("Ctrl+L")
"""The one key of the window that works here too: whoever walks away may lock the desk."""
SIGN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
THANKS = "Thank you. Hand the screen back to the clinic."


class SignView(Surface):
    """Covers its window until it is put away."""

    keep_wanted = Signal()
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Put away."""
        super().__init__("canvas", parent=window)
        self._window = window
        self._saving = False
        self.setAccessibleName("Consent form to read and sign")
        self.title, self.clinic = SectionTitle("", "page"), PlainLabel(tone="quiet")
        self.whose = ElidedLabel(size="lead", weight="semibold")
        self.words = FormWords()
        self.name = LineField("Name of whoever signs")
        self.pad = SignaturePad()
        self.pad_trouble = PlainLabel(size="label", tone="block", wrap=True)
        self.trouble = TroubleLine()
        self.undo = QuietButton("Take the last stroke away", "Ctrl+Z", on_click=self.pad.undo)
        self.clear = QuietButton("Begin again", on_click=self.pad.clear)
        self.back = QuietButton("Back, unsigned", "Esc", on_click=self.close_view)
        self.keep = PrimaryButton("Sign and keep", "Ctrl+Return", on_click=self._keep)
        self.done = PrimaryButton("Back to the record", "Esc", on_click=self.close_view)
        self.panel = PinnedScroll("surface", "")
        self.stack = QStackedWidget()
        self._lay_out()
        self.pad.signed.connect(self._drawn)
        self.hide()
        window.installEventFilter(self)

    def _lay_out(self) -> None:
        head = Row(gap=2)
        head.addWidget(self.title)
        # At the top too: on another's record it is seen before anything is read.
        head.addWidget(self.whose, 1)
        head.addWidget(self.clinic)
        self.panel.head.addLayout(head)
        page = Column(gap=2)
        for part in (self.words, self.trouble, self.name, FieldLabel("Sign here")):
            page.addWidget(part)
        field = Row()
        field.addWidget(self.pad, 3)
        field.addStretch(2)
        page.addLayout(field)
        page.addWidget(self.pad_trouble)
        acts = Row(gap=1)
        acts.addWidget(self.undo)
        acts.addWidget(self.clear)
        acts.addStretch(1)
        page.addLayout(acts)
        middle = Row()
        middle.addStretch(1)
        middle.addLayout(page, 8)
        middle.addStretch(1)
        self.panel.body.addLayout(middle)
        self.panel.body.addStretch(1)
        foot = Row(gap=1)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        self.panel.foot.addLayout(foot)
        self.stack.addWidget(self.panel)
        self.stack.addWidget(self._thanks())
        Column(self).addWidget(self.stack)

    def _thanks(self) -> QWidget:
        ground = Surface("canvas")
        body = Column(ground, gap=3, margins=4)
        words = PlainLabel(THANKS, size="display", weight="semibold", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = Row()
        line.addStretch(1)
        line.addWidget(self.done)
        line.addStretch(1)
        body.addStretch(1)
        body.addWidget(words)
        body.addLayout(line)
        body.addStretch(1)
        return ground

    # ---- opened and put away

    def open_view(self, form: Form, clinic: str, name: str, *, large_print: bool) -> None:
        """Show a form to be signed by somebody of that name."""
        self._saving = False
        self.title.setText(form.head.title)
        self.clinic.setText(clinic)
        self.whose.setText(name)
        self.words.show_form(form, large_print=large_print)
        self.name.set_text(name)
        self.pad.clear()
        self.trouble.clear()
        self._tell_pad("")
        self.stack.setCurrentIndex(0)
        self._cover()
        self.show()
        self.raise_()
        self.panel.middle.verticalScrollBar().setValue(0)
        self.panel.middle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.panel.middle.setFocus()

    def close_view(self) -> None:
        """Put it away; nothing of it stays behind."""
        if self.isHidden():
            return
        self.hide()
        self.words.show_form(None)
        self.name.set_text("")
        self.whose.setText("")
        self.pad.clear()
        self.closed.emit()

    def thank(self) -> None:
        """It is kept: nothing but thanks, so that the screen can be handed back."""
        self.stack.setCurrentIndex(1)
        self.words.show_form(None)
        self.pad.clear()
        self.name.set_text("")
        self.whose.setText("")
        self.done.setFocus()

    def tell(self, error: ClinicError) -> None:
        """What cannot be kept, where it is to be put right."""
        self._saving = False
        field = getattr(error, "field", "")
        if field == "strokes":
            self._tell_pad(str(error))
            self.pad.setFocus()
        elif not show_troubles({"signed_as": self.name}, error):
            self.trouble.tell(error)
        self._into_sight(self.pad_trouble if field == "strokes" else self.name)

    def _keep(self) -> None:
        if self.stack.currentIndex() == 0 and not self._saving:
            self._saving = True
            self.keep_wanted.emit()

    def _drawn(self) -> None:
        self._tell_pad("")

    def _tell_pad(self, words: str) -> None:
        self.pad_trouble.setText(words)
        self.pad_trouble.setVisible(bool(words))
        self.pad.setAccessibleDescription(words)

    def _into_sight(self, part: QWidget) -> None:
        self.panel.middle.ensureWidgetVisible(part)

    # ---- over the window

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def event(self, event: QEvent) -> bool:
        """No key that a control here leaves alone reaches a page below, but the lock's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if QKeySequence(event.keyCombination()) != LOCK:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Ctrl Enter keeps, Ctrl Z takes a stroke away, Page keys scroll."""
        bar = self.panel.middle.verticalScrollBar()
        steps = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: theme().grid(5),
            Qt.Key.Key_Up: -theme().grid(5),
        }
        key, held = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape:
            self.close_view()
        elif key in SIGN and held:
            self._keep()
        elif key == Qt.Key.Key_Z and held:
            self.pad.undo()
        elif key in steps:
            bar.setValue(bar.value() + steps[key])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round on this page alone."""
        controls = [each for each in self.findChildren(QWidget) if can_be_reached(each)]
        here = QApplication.focusWidget()
        if not controls:
            return True
        at = controls.index(here) if here in controls else -1
        following = controls[(at + (1 if forward else -1)) % len(controls)]
        reasons = Qt.FocusReason
        following.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
        if self.panel.middle.inside.isAncestorOf(following):
            self._into_sight(following)
        return True
