"""What was done, as a chip in the colour of its treatment."""

from __future__ import annotations

from ui.kit.labels import Chip


class TitleChip(Chip):
    """A chip without a symbol, of a family that is known only once it is shown."""

    def __init__(self) -> None:
        """Without words yet."""
        super().__init__("", "quiet", "")

    def show_title(self, words: str, family: str) -> None:
        """Show a title in the colour of a family."""
        self.set_text(words, family)
        self._symbol = ""
        self.update()
