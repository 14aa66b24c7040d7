"""The nurse's record, played from the keyboard alone, like the calls."""

from __future__ import annotations

from math import sin

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clinic_desk.clinic import Clinic
from ui.calendar.page import CalendarPage
from ui.clients.page import ClientsPage
from ui.clients.photographs.tab import PhotographsTab
from ui.clients.photographs.tile import Tile
from ui.clients.record import TABS
from ui.kit.table import Table
from ui.tour.calls import Show, go_to
from ui.tour.eyes import expect_page, expect_words, focused
from ui.tour.hand import Hand
from ui.tour.stage import Caller
from ui.tour.treated import (
    batch_of_late,
    needling_unsigned,
    photographed,
    reviewed_today,
    toxin_ahead,
    toxin_today,
    two_fronts,
    without_consent,
)
from ui.tour.trust import Part, take_over


def review(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Ruth looks somebody up: what was done when, what it keeps apart, and the last two maps."""
    take_over(hand, "Ruth Holt", None)
    seen = reviewed_today(clinic)
    open_client(hand, seen.name, "history")
    expect_words(hand, "When can each be booked?", "injection map")
    show("history", "The ribbon, the visits as they were signed, and the last injection map.")
    go_to(hand, "When can each be booked?")
    expect_words(hand, "too soon to repeat botulinum toxin")
    hand.press("Right")
    expect_words(hand, "a nurse looks first")
    show("ribbon", "The arrows walk the ribbon: each stretch says until when, and why.")
    go_to(hand, "Compare with")
    hand.press("Down")
    show("compare", "The map beside the one of the visit before.")


def toxin(hand: Hand, clinic: Clinic, show: Show) -> None:
    """A visit of today is closed, and its record is written, signed, and added to."""
    given = toxin_today(clinic, last_by_nurse=False)
    open_visit(hand, given)
    show("visit", "Her next visit, from its line on the morning page.")
    hand.press("Alt+A", "Alt+T", "Alt+C")
    expect_page(hand, "records")
    hand.press("Space")
    expect_words(hand, "Before it is signed", "There is no point on the map.")
    show("record", "Closed as completed: its record opens by itself. The open vial is ticked.")
    hand.press("F6")
    expect_words(hand, "Nothing was copied")
    show("other-make", "The last map was of another make: nothing is copied, and it says why.")
    _place_points(hand)
    show("points", "Points placed, moved and given units by keys, and mirrored; totals by area.")
    hand.press("F7")
    show("missing", "What is missing before it is signed; each line leads to its field.")
    hand.press("Return", "Right", "F7", "Return", "Right", "Right")
    go_to(hand, "Straight after")
    hand.type("Slight redness, gone before leaving")
    hand.settle()
    expect_words(hand, "Nothing is missing.")
    hand.press("Ctrl+Return")
    hand.expect("Botulinum toxin: signed, and locked")
    show("signed", "Signed and locked: it can be read, and added to.")
    hand.press("Alt+A")
    hand.type("Asked again before leaving: no headache.")
    hand.press("Ctrl+Return")
    hand.expect("Added beside the record")
    expect_words(hand, "Asked again before leaving: no headache.")
    show("amended", "What is remembered later stands beside it, with who and when.")


def _place_points(hand: Hand) -> None:
    """One in the middle of the frown, and one on each side, then at the eyes."""
    go_to(hand, "Injection map")
    hand.press("Return", "Shift+Down", "Shift+Down", "Shift+Down", "4", "Esc")
    expect_words(hand, "1 point")
    hand.press("Right", "Return", "4", "Ctrl+M", "Esc")
    expect_words(hand, "3 points")
    hand.press("Shift+Right", "Right", "Right", "Right", "Shift+Down", "Return", "2", "Ctrl+M")
    expect_words(hand, "Crow's feet, left, 2 units")


def copied(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Somebody is in treatment, and the record is begun with the map of the last time."""
    early = toxin_today(clinic, last_by_nurse=True)
    open_visit(hand, early)
    hand.press("Alt+A", "Alt+T", "Alt+R")
    expect_page(hand, "records")
    hand.press("Space", "F6")
    expect_words(hand, "Total")
    show("copied", "Begun during the visit: the last map, of the same make, copied with one key.")
    go_to(hand, "Injection map")
    hand.press("Tab")
    hand.type("2.5")
    expect_words(hand, "2.5 units")
    show("units", "Tab goes from point to point; a figure is the units of the chosen one.")
    hand.press("Ctrl+Z")


def needling(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Whoever treated signs: the second practitioner finishes her record of this morning."""
    drafted = needling_unsigned(clinic)
    take_over(hand, drafted.visit.person_name, None)
    open_visit(hand, drafted)
    expect_page(hand, "records")
    expect_words(hand, "Needling map", "Nothing is missing.")
    show("draft", "Begun this morning, and not signed: areas, depth, passes, cartridge, cream.")
    hand.press("Ctrl+Return")
    hand.expect("Micro-needling: signed, and locked")
    show("signed", "Signed by whoever treated, and locked.")
    take_over(hand, "Ruth Holt", None)


def pencilled(hand: Hand, clinic: Clinic, show: Show) -> None:
    """What reception left to the nurse is answered from her list."""
    waiting = clinic.booking.pencilled()[0]
    hand.press("F5", "F3")
    go_to(hand, waiting.client_name)
    show("waits", "What waits for her, with until when it holds its time.")
    hand.press("Return")
    expect_words(hand, "Accept", "Decline")
    show("asked", "The visit, with what the rules say to it; hers to accept or to decline.")
    go_to(hand, "Decline")
    hand.press("Space")
    hand.type("Three months apart for now")
    hand.press("Return")
    left = {each.appointment_id for each in clinic.booking.pencilled()}
    if waiting.appointment_id in left:
        raise LookupError("it still waits for the nurse")
    show("declined", "Declined with a reason; the time is free again.")
    hand.press("Esc", "Esc")


def photographs(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Two visits side by side, then one over the other with a divider between."""
    client_id, name = photographed(clinic)
    open_client(hand, name, "photographs")
    sheet = _photographs_of(hand).sheet
    hand.until(lambda: bool(sheet.tiles) and all(tile.has_picture for tile in sheet.tiles[:3]))
    show("sheet", "Her photographs under their days, newest first: drawn ones, nobody's face.")
    for record in two_fronts(clinic, client_id):
        _to_tile(hand, record.id)
        hand.press("Space")
    show("marked", "Two are marked with Space, of two visits.")
    hand.press("Return")
    viewer = _photographs_of(hand).viewer
    hand.until(lambda: len(viewer.shown) == 2)
    hand.settle()
    show("beside", "Side by side, each in its frame.")
    go_to(hand, "How to compare")
    hand.press("Right")
    go_to(hand, "One over the other")
    hand.press("Shift+Left", "Left", "Left")
    show("over", "One over the other: the arrows move the divider between the two visits.")
    hand.press("Esc", "Esc")


def _photographs_of(hand: Hand) -> PhotographsTab:
    page = hand.program.window.stack.page("clients")
    if not isinstance(page, ClientsPage):
        raise LookupError("the clients' page is not there")
    return page.record.photographs


def _to_tile(hand: Hand, photograph_id: int) -> None:
    """Along the sheet to one photograph; LookupError where the arrows do not come to it."""
    tiles = _photographs_of(hand).sheet.tiles
    if not isinstance(focused(hand), Tile):
        go_to(hand, tiles[0].accessibleName())
    for key in ("Left", "Right"):
        for _ in tiles:
            here = focused(hand)
            if isinstance(here, Tile) and here.record.id == photograph_id:
                return
            hand.press(key)
    raise LookupError("the photograph is not in the sheet")


def consent(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Consent that was taken back is signed anew, on the screen."""
    client = without_consent(clinic)
    open_client(hand, client.name, "consent")
    _down_to(hand, "Micro-needling")
    expect_words(hand, "Taken back")
    show("taken-back", "How each consent stands, and what is on file: one was taken back.")
    hand.press("Ctrl+Return")
    show("form", "The form alone over the whole window, to be handed to the client.")
    _sign(hand)
    show("signed", "Read, and signed with pen, finger or mouse.")
    hand.press("Ctrl+Return")
    hand.expect("The consent is signed and kept.")
    hand.press("Esc")
    expect_words(hand, "Signed 24 November 2026")
    show("stands", "It stands from today.")


def health(hand: Hand, clinic: Clinic, show: Show) -> None:
    """One answer is another than before, and a visit that is booked may not be."""
    client = toxin_ahead(clinic)
    open_client(hand, client.name, "health")
    expect_words(hand, QUESTION)
    show("asked", "The health questions, each with its answer and how old that is.")
    go_to(hand, QUESTION)
    hand.press("Right", "Right")
    show("yes", "One is answered otherwise than last time.")
    hand.press("Ctrl+Return")
    expect_words(hand, "The answers speak against 1 booked visit")
    show("broken", "Kept, and the visit that the answer speaks against is named.")


def stock(hand: Hand, clinic: Clinic, show: Show) -> None:
    """What is on the shelf, and who had a batch."""
    treated, batch = batch_of_late(clinic)
    hand.press("Ctrl+B")
    mark(hand, "Batches", batch)
    show("shelf", "What is left of each batch, what expires soon, and what may not be used.")
    hand.press("Alt+H")
    expect_words(hand, treated.name)
    show("who", "Everybody who had the batch, with the phones to ring.")


def morning(hand: Hand, clinic: Clinic, show: Show) -> None:
    """What the visits of the day still lack, and the page to print."""
    del clinic
    _to_morning(hand)
    expect_words(hand, "Its record is not written yet.")
    show("morning", "Each visit of the day with what it still lacks, in words; Enter leads there.")


def _sign(hand: Hand) -> None:
    """Two strokes on the field, as a pen makes them."""
    go_to(hand, "Sign here")
    pad = focused(hand)
    for stroke in STROKES:
        spots = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in stroke]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(pad, spot)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=spots[-1])
    hand.done.append("(two strokes)")
    hand.settle()


def _down_to(hand: Hand, name: str) -> None:
    """Down a list to the row of that name."""
    for _ in range(8):
        if focused(hand).accessibleName().startswith(name):
            return
        hand.press("Down")
    raise LookupError(f"no row is called {name}")


def _to_morning(hand: Hand) -> None:
    """The morning page of today, whatever the calendar showed."""
    hand.press("F5", "Ctrl+T")
    page = hand.program.window.stack.page("calendar")
    if not (isinstance(page, CalendarPage) and page.morning.is_shown):
        hand.press("Ctrl+M")


def open_client(hand: Hand, name: str, tab: str) -> None:
    """A client found from anywhere, on one of the tabs."""
    hand.press("Ctrl+K")
    hand.type(name)
    hand.press("Return")
    expect_page(hand, "clients")
    expect_words(hand, name)
    number = 1 + [each for each, _words in TABS].index(tab)
    hand.press(f"Ctrl+{number}")


def open_visit(hand: Hand, of: Caller) -> None:
    """A visit of today from its line on the morning page."""
    _to_morning(hand)
    mark(hand, "Visits and what each still lacks", of.visit.id)
    hand.press("Return")
    expect_words(hand, of.name)


def mark(hand: Hand, table: str, line: int) -> None:
    """Down to a line of a table; LookupError where the table has none such."""
    go_to(hand, table)
    here = focused(hand).parentWidget()
    if not isinstance(here, Table):
        raise LookupError(f"{table} is no table")
    while here.marked() != line:
        before = here.marked()
        hand.press("Down")
        if here.marked() == before:
            raise LookupError(f"{table} has no such line")


STROKES = (
    tuple((0.1 + 0.01 * step, 0.55 + 0.2 * sin(step * 0.42)) for step in range(42)),
    tuple((0.53 + 0.01 * step, 0.66 + 0.07 * sin(step * 0.3)) for step in range(36)),
)
QUESTION = "Has anyone ever told you that you have myasthenia"

RECORD = (
    Part("review", "Two weeks after toxin: what was done, and what may follow.", review),
    Part("toxin", "The record of a toxin visit, from the visit to the signature.", toxin),
    Part("copied", "The same as last time.", copied),
    Part("needling", "The record of a needling visit.", needling),
    Part("pencilled", "What reception left to the nurse.", pencilled),
    Part("photographs", "Photographs of two visits, compared.", photographs),
    Part("consent", "Consent, signed on the screen.", consent),
    Part("health", "An answer has changed.", health),
    Part("stock", "Who had this batch?", stock),
    Part("morning", "The morning page.", morning),
)
