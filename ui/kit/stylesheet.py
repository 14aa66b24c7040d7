"""The style sheet of Qt's own widgets, written from the tokens.

Widgets that the kit paints itself (buttons, switches, chips) take nothing from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.kit.theme import Theme


def stylesheet(look: Theme) -> str:
    """The whole sheet for a theme as it stands."""
    return "".join((_labels(look), _surfaces(look), _fields(look), _lists(look), _bars(look)))


def _colour(look: Theme, name: str) -> str:
    return look.colour(name).name()


def _labels(look: Theme) -> str:
    tones = {"ink": "ink", "quiet": "quiet_ink", "accent": "accent", "on_accent": "on_accent"}
    tones |= {name: name for name in ("block", "warn", "good", "now_line")}
    sizes = "".join(
        f'QLabel[typeSize="{name}"] {{ font-size: {look.scaled(size)}px; }}'
        for name, size in look.tokens.sizes.items()
    )
    weights = "".join(
        f'QLabel[weight="{name}"] {{ font-weight: {weight}; }}'
        for name, weight in look.tokens.weights.items()
    )
    colours = "".join(
        f'QLabel[tone="{tone}"] {{ color: {_colour(look, name)}; }}' for tone, name in tones.items()
    )
    return "QLabel { background: transparent; }" + sizes + weights + colours


def _surfaces(look: Theme) -> str:
    grounds = "".join(
        f'QFrame[surface="{name}"] {{ background: {_colour(look, name)}; border: none; }}'
        for name in ("canvas", "surface", "sunken", "accent_wash", "warn_wash")
    )
    line = f"{look.shape('hairline')}px solid {_colour(look, 'line')}"
    sides = "".join(
        f'QFrame[rule="{side}"] {{ border-{side}: {line}; }}'
        for side in ("top", "bottom", "left", "right")
    )
    return f"""
    {grounds}{sides}
    QFrame[surface="card"] {{ background: {_colour(look, "surface")}; border: {line};
        border-radius: {look.shape("card_radius")}px; }}
    QFrame[surface="note"] {{ background: {_colour(look, "sunken")}; border: {line};
        border-radius: {look.shape("radius")}px; }}
    QFrame[surface="popover"] {{ background: {_colour(look, "surface")};
        border: {look.shape("hairline")}px solid {_colour(look, "control_edge")};
        border-radius: {look.shape("card_radius")}px; }}
    QFrame[surface="divider"] {{ background: {_colour(look, "line")}; border: none; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
    QToolTip {{ background: {_colour(look, "surface")}; color: {_colour(look, "ink")};
        border: {look.shape("hairline")}px solid {_colour(look, "control_edge")};
        padding: {look.grid(0.5)}px; }}
    """


def _fields(look: Theme) -> str:
    hairline, ring = look.shape("hairline"), look.shape("ring")
    side, above = look.scaled(10), look.scaled(6)
    return f"""
    QLineEdit, QPlainTextEdit {{ background: {_colour(look, "surface")};
        color: {_colour(look, "ink")}; border: {hairline}px solid {_colour(look, "control_edge")};
        border-radius: {look.shape("radius")}px; padding: 0 {side}px;
        placeholder-text-color: {_colour(look, "quiet_ink")};
        selection-background-color: {_colour(look, "accent")};
        selection-color: {_colour(look, "on_accent")}; }}
    QLineEdit {{ min-height: {look.shape("control") - 2 * hairline}px; }}
    QPlainTextEdit {{ padding: {above}px {side}px; }}
    QLineEdit:focus {{ border: {ring}px solid {_colour(look, "accent")};
        padding: 0 {side - ring + hairline}px;
        min-height: {look.shape("control") - 2 * ring}px; }}
    QPlainTextEdit:focus {{ border: {ring}px solid {_colour(look, "accent")};
        padding: {above - ring + hairline}px {side - ring + hairline}px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{
        border-color: {_colour(look, "block")}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {{
        background: {_colour(look, "sunken")}; color: {_colour(look, "quiet_ink")}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled {{ placeholder-text-color: transparent;
        border-color: {_colour(look, "line")}; }}
    """


def _lists(look: Theme) -> str:
    hairline = look.shape("hairline")
    edge = f"{hairline}px solid {_colour(look, 'control_edge')}"
    return f"""
    QListView, QTableView, QTreeView {{ background: {_colour(look, "surface")};
        color: {_colour(look, "ink")}; border: none; outline: none;
        gridline-color: {_colour(look, "faint_line")}; }}
    QListView::item, QTableView::item {{ padding: {look.scaled(6)}px {look.scaled(10)}px;
        border-radius: {look.scaled(6)}px; }}
    QListView::item:selected, QTableView::item:selected {{
        background: {_colour(look, "accent_wash")}; color: {_colour(look, "accent")}; }}
    QComboBox QAbstractItemView {{ border: {edge}; padding: {look.scaled(4)}px;
        selection-background-color: {_colour(look, "accent_wash")};
        selection-color: {_colour(look, "accent")}; }}
    QHeaderView::section {{ background: {_colour(look, "surface")};
        color: {_colour(look, "quiet_ink")}; border: none;
        border-bottom: {hairline}px solid {_colour(look, "line")};
        padding: {look.scaled(6)}px {look.scaled(10)}px; font-weight: 600; }}
    QMenu {{ background: {_colour(look, "surface")}; color: {_colour(look, "ink")};
        border: {edge}; border-radius: {look.shape("radius")}px; padding: {look.scaled(4)}px; }}
    QMenu::item {{ padding: {look.scaled(7)}px {look.scaled(14)}px;
        border-radius: {look.scaled(6)}px; }}
    QMenu::item:selected {{ background: {_colour(look, "accent_wash")};
        color: {_colour(look, "accent")}; }}
    QMenu::item:disabled {{ color: {_colour(look, "quiet_ink")}; }}
    QMenu::separator {{ height: {hairline}px; background: {_colour(look, "line")};
        margin: {look.scaled(4)}px; }}
    """


def _bars(look: Theme) -> str:
    wide, radius = look.scaled(10), look.scaled(3)
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: {wide}px; }}
    QScrollBar:horizontal {{ height: {wide}px; }}
    QScrollBar::handle {{ background: {_colour(look, "control_edge")}; border-radius: {radius}px; }}
    QScrollBar::handle:vertical {{ min-height: {look.scaled(32)}px; margin: 2px 2px; }}
    QScrollBar::handle:horizontal {{ min-width: {look.scaled(32)}px; margin: 2px 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {_colour(look, "line")}; border: none; border-radius: {radius}px;
        min-height: {look.scaled(6)}px; max-height: {look.scaled(6)}px; }}
    QProgressBar::chunk {{ background: {_colour(look, "accent")}; border-radius: {radius}px; }}
    QSplitter::handle {{ background: {_colour(look, "line")}; }}
    """
