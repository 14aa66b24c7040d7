"""What is typed about clients and not saved, kept while something else is looked at."""

from __future__ import annotations

from ui.clients.details.saving import Draft
from ui.clients.details.typed import Typed


class Drafts:
    """Drafts by client; new clients go by numbers below nothing, one each."""

    def __init__(self) -> None:
        """Nothing is typed."""
        self._kept: dict[int, Draft] = {}
        self._last_new = 0

    def new_key(self) -> int:
        """A key for one more new client."""
        self._last_new -= 1
        return self._last_new

    def unfinished_new(self) -> int | None:
        """The key of the new client begun last, if one waits."""
        return min((key for key in self._kept if key < 0), default=None)

    def keep(self, key: int, draft: Draft | None) -> None:
        """Keep a draft, or forget the one there was."""
        self._kept.pop(key, None)
        if draft is not None:
            self._kept[key] = draft

    def take(self, key: int) -> Draft | None:
        """The draft of a client, which goes back into the form now."""
        return self._kept.pop(key, None)

    def was_saved(self, key: int, typed: Typed) -> None:
        """Forget a draft that has been saved after all, unless more was typed since."""
        if key in self._kept and self._kept[key].typed == typed:
            del self._kept[key]

    def names(self) -> tuple[tuple[int, str], ...]:
        """The key of each with the name as it stands, the latest first."""
        return tuple((key, draft.typed.name) for key, draft in reversed(self._kept.items()))
