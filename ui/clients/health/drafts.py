"""What is typed of health answers and not kept: by who typed it, and whose it is."""

from __future__ import annotations

from ui.clients.health.typed import TypedForm

Whose = tuple[int, int]
"""Who typed it, and the client."""


class HealthDrafts:
    """Nothing typed is lost with a change of client, or of who is at the desk."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: dict[Whose, TypedForm] = {}

    def put_by(self, whose: Whose, typed: TypedForm) -> None:
        """Keep what stands in the form, in place of what was kept before."""
        self._kept.pop(whose, None)
        if not typed.is_empty:
            self._kept[whose] = typed

    def take(self, whose: Whose) -> TypedForm | None:
        """What was typed, to be gone on with."""
        return self._kept.pop(whose, None)

    def drop_kept(self, whose: Whose, kept: TypedForm) -> None:
        """Its answers are on file by now; whatever was typed on since waits."""
        draft = self._kept.get(whose, TypedForm())
        if draft.answers == kept.answers:
            self.put_by(whose, TypedForm(outcome=draft.outcome))
