"""The acts of the stock page, with their keys; none is a bare letter, as letters are for typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.kit.commands import Command, Commands, KeyNote, always

if TYPE_CHECKING:
    from ui.stock.page import StockPage

SCOPE, GROUP = "stock", "Stock"


def add_commands(page: StockPage, commands: Commands) -> None:
    """Make every act known; what cannot be done now is not offered."""
    can = page.allowed
    rows: tuple[tuple[str, str, str, Callable[[], object], Callable[[], bool]], ...] = (
        ("new", "Enter a batch", "Ctrl+N", page.begin_new, can.writing),
        ("open", "Open a vial", "Alt+O", lambda: page.acts.open(), can.opening),
        ("mix", "Mix the open vial", "Alt+M", lambda: page.acts.mix_first(), can.mixing),
        ("finish", "It is finished", "Alt+F", lambda: page.acts.finish_first(), can.finishing),
        ("count", "Count", "Alt+C", lambda: page.acts.count(), can.acting),
        ("change", "Change what was typed", "Alt+E", page.begin_change, can.acting),
        ("withdraw", "Withdraw from use", "Alt+W", lambda: page.acts.withdraw(), can.withdrawing),
        ("put_back", "Put back into use", "Alt+B", lambda: page.acts.put_back(), can.putting_back),
        ("who", "Who had this batch", "Alt+H", page.trace_batch, can.looking),
        ("print", "Print the list", "Ctrl+P", lambda: page.trace.print(), can.listing),
        ("csv", "Save as CSV", "Ctrl+S", lambda: page.trace.save(), can.listing),
        ("main", "Do what the form offers", "Ctrl+Return", page.main, can.answering),
        ("back", "Put the form or the list away", "Esc", page.back, always),
    )
    for id_, words, key, run, when in rows:
        command = Command(f"stock.{id_}", words, key, GROUP, run, when, SCOPE, known=can.reading)
        commands.add(command, page)
    commands.note(KeyNote("Lists", "↑ ↓", "From line to line; Enter opens one"))
