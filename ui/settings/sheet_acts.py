"""The acts that come with a new recovery sheet: another recovery key, and another key."""

from __future__ import annotations

from collections.abc import Callable

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import plain_date
from clinic_desk.db.rekeying import NewLock
from clinic_desk.db.relocking import NewSheet
from clinic_desk.staff.clinic_key import ClinicKey, change_key
from ui.kit.layout import reveal
from ui.kit.workplace import Workplace
from ui.settings.lock_act import COPIES_KEEP, LockAct
from ui.settings.recovery_card import RecoveryCard
from ui.settings.recovery_sheet import Sheet

CHANGING = "Changing the key: a checked copy is made, then the whole file is encrypted anew…"


class SheetAct(LockAct):
    """A new recovery key: made and shown, printed, and only then taken into use."""

    title = "Recovery key"
    about = "It opens the clinic when passphrase or computer are gone. Kept on paper, elsewhere."
    act = "Make a new one"
    consequence = (
        "For when the sheet is lost or was seen. The new key is shown here first; the old one "
        f"opens the clinic until you say that you have the new sheet. {COPIES_KEEP}"
    )
    make, take = "Make a new recovery key", "I have the sheet: use this key from now on"
    give_up = "Leave the old one valid"

    def __init__(self, work: Workplace) -> None:
        """Without a new one."""
        card = RecoveryCard(work.background)
        super().__init__(work, card)
        self.card = card
        self.ready: NewSheet | NewLock | None = None

    def begin(self) -> None:
        """Nothing is made yet."""
        self._show_ready(None)

    def leave(self) -> None:
        """What was made opens nothing."""
        self.ready = None
        self.card.show_key(Sheet("", "", ""))

    def do(self) -> None:
        """Make one, or take into use what is made and printed."""
        self.clear_troubles()
        if self.ready is None:
            self.work.desk.write(self._making(), self._made, self.tell, owner=self)
        else:
            self.take_it()

    def take_it(self) -> None:
        """From now on the new sheet is the one."""
        key, by, sheet = self.work.clinic.key, self.by, self.ready
        if isinstance(sheet, NewSheet):
            self.work.write(
                lambda: key.take_sheet(sheet, by),
                lambda _: self._taken(),
                self.tell,
                initiator=self,
            )

    def _taken(self) -> None:
        self.leave()
        self.succeed("The new recovery key opens the clinic; the old sheet can be destroyed.")

    def _making(self) -> Callable[[], tuple[NewSheet | NewLock, Sheet]]:
        key, by = self.work.clinic.key, self.by
        present = self.present.text() if self.asks_present() else ""
        practice, clock = self.work.clinic.practice, self.work.clinic.clock

        def made() -> tuple[NewSheet | NewLock, Sheet]:
            ready = self._new(key, present, by)
            day = plain_date(local_day(clock.now()))
            return ready, Sheet(practice.read().name, ready.recovery_key, day)

        return made

    @staticmethod
    def _new(key: ClinicKey, present: str, by: int) -> NewSheet | NewLock:
        return key.new_sheet(present, by)

    def _made(self, made: tuple[NewSheet | NewLock, Sheet]) -> None:
        ready, sheet = made
        self.present.forget()
        self.card.show_key(sheet)
        self._show_ready(ready)
        # Enter prints; taking it into use is a step of its own.
        self.card.print_button.setFocus()

    def _show_ready(self, ready: NewSheet | NewLock | None) -> None:
        self.ready = ready
        is_made = ready is not None
        reveal(self.card, is_made)
        reveal(self.present, not is_made and self.asks_present())
        self.go_button.set_words(self.take if is_made else self.make)
        self.back_button.set_words(self.give_up if is_made else self.back)


class KeyAct(SheetAct):
    """The key itself: the whole file is encrypted anew."""

    title = "The key itself"
    about = "It encrypts everything. Changed when somebody may have copied it, as from a lost PC."
    act = "Change the key"
    consequence = (
        "The whole file is encrypted anew and gets a new recovery key; the passphrase stays. The "
        "program closes the clinic for that, which takes about as long as two copies, makes a "
        "checked copy first, and opens it again. Whoever was at work signs in anew. Copies made "
        "before open by the old sheet: keep that sheet for as long as you keep those copies."
    )
    make, take = "Make the new key ready", "I have the sheet: change the key now"
    give_up = "Leave the key as it is"
    present_label = "The present passphrase"

    def leave(self) -> None:
        """What was made ready is given up, in the key store too."""
        ready, key = self.ready, self.work.clinic.key
        super().leave()
        if isinstance(ready, NewLock):
            self.work.desk.write(lambda: key.give_up_lock(ready))

    def take_it(self) -> None:
        """Note it, have the clinic closed, and write the file anew."""
        key, by = self.work.clinic.key, self.by
        self.work.write(lambda: key.begin_change(by), lambda _: self._change(by), self.tell)

    def _change(self, by: int) -> None:
        clinic, lock = self.work.clinic, self.ready
        if isinstance(lock, NewLock):
            self.ready = None
            folder, keys, clock = clinic.folder, clinic.key.keys, clinic.clock
            self.work.while_closed(CHANGING, lambda: change_key(folder, keys, lock, clock, by))

    @staticmethod
    def _new(key: ClinicKey, present: str, by: int) -> NewSheet | NewLock:
        return key.new_lock(present, by)
