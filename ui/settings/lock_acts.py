"""The acts on how the clinic opens: its passphrase, and this computer's key store."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.staff.clinic_key import LockState
from ui.kit.fields import Field
from ui.kit.labels import PlainLabel
from ui.kit.layout import reveal
from ui.kit.secrets import SecretField
from ui.kit.workplace import Workplace
from ui.settings.lock_act import COPIES_KEEP, LockAct

RULE = (
    "At least twelve characters. Four or five words that only you would put side by side do well; "
    "what anybody would try first is refused."
)


class PassphraseAct(LockAct):
    """A first passphrase, or another one."""

    title = "Passphrase"
    consequence = (
        "From now on the clinic opens by the new passphrase. The recovery sheet stays valid. "
        f"{COPIES_KEEP}"
    )

    def __init__(self, work: Workplace) -> None:
        """With a line for the new one."""
        new = SecretField("New passphrase", can_show=True)
        super().__init__(work, new, PlainLabel(RULE, size="small", tone="quiet", wrap=True))
        self.new = new
        self.new.line.returnPressed.connect(self.do)

    def show_state(self, state: LockState) -> None:
        """A clinic without one is offered a first."""
        super().show_state(state)
        has = state.passphrase
        self.words.setText(
            "It is typed each time the program starts."
            if has
            else "None: this computer's key store opens the clinic by itself."
        )
        self.open_button.set_words("Change it" if has else "Choose one")
        self.go_button.set_words("Change the passphrase" if has else "Use this passphrase")

    def do(self) -> None:
        """Keep it."""
        self.clear_troubles()
        key, by, present, new = self.work.clinic.key, self.by, self._present(), self.new.text()
        self.work.write(
            lambda: key.change_passphrase(present, new, by),
            lambda _: self.succeed("The clinic has a new passphrase."),
            self.tell,
            initiator=self,
        )

    def fields(self) -> dict[str, Field]:
        """Both lines."""
        return {**super().fields(), "new": self.new}

    def first_control(self) -> QWidget:
        """The present one, where there is one."""
        return (self.present if self.asks_present() else self.new).control

    def forget(self) -> None:
        """Both lines."""
        super().forget()
        self.new.forget()

    def _present(self) -> str:
        return self.present.text() if self.asks_present() else ""


class StoreAct(LockAct):
    """Let this computer's key store open the clinic, or no longer."""

    title = "This computer's key store"
    on = (
        "Whoever is signed in to this computer as you then opens the clinic without typing "
        "anything; each person still signs in to the program."
    )
    off = "From the next start the passphrase is asked for on this computer too."

    def show_state(self, state: LockState) -> None:
        """Only where there is one."""
        super().show_state(state)
        reveal(self, state.has_store or state.in_store)
        in_store = state.in_store
        self.words.setText("It opens the clinic." if in_store else "It does not open the clinic.")
        self.open_button.set_words("Turn it off" if in_store else "Turn it on")
        self.go_button.set_words("Turn it off" if in_store else "Turn it on")
        self.means.setText(self.off if in_store else self.on)

    def asks_present(self) -> bool:
        """To turn it on; whoever is in may always turn it off."""
        return self.state.passphrase and not self.state.in_store

    def do(self) -> None:
        """Turn it the other way."""
        self.clear_troubles()
        in_store = self.state.in_store
        words = "The key store no longer opens" if in_store else "The key store now opens"
        self.work.write(
            self._turn(), lambda _: self.succeed(f"{words} the clinic."), self.tell, initiator=self
        )

    def _turn(self) -> Callable[[], Changes]:
        key, by = self.work.clinic.key, self.by
        present = self.present.text() if self.asks_present() else ""
        if self.state.in_store:
            return lambda: key.turn_store_off(by)
        return lambda: key.turn_store_on(present, by)
