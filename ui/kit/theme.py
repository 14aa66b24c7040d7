"""The look of the whole window: colours, letters and measures, changed while it runs.

There is one theme to an application, as there is one palette, so a kit widget
asks `theme()` rather than being handed it. Pages do the same.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit.fonts import FAMILIES
from ui.kit.stylesheet import stylesheet
from ui.kit.tokens import Tokens, tokens

Choice = Literal["system", "light", "dark"]
LEAST_PERCENT, MOST_PERCENT, STEP_PERCENT = 80, 200, 10
WINDOWS_POINTS = 9.0
"""The size of Windows' own interface letters before its text slider is moved."""


class Family(NamedTuple):
    """Three colours that belong together: text and marks, their ground, the ground's hairline."""

    ink: QColor
    wash: QColor
    edge: QColor


class Theme(QObject):
    """Colours by name, fonts by size and weight, measures in scaled pixels.

    `changed` is emitted after the application has taken on a new look; whoever
    keeps a picture or a measure makes it again then.
    """

    changed = Signal()

    def __init__(self, app: QApplication, read: Tokens | None = None) -> None:
        """Dress `app`; `read` is the shipped token file unless a test hands in another."""
        super().__init__(app)
        self.tokens = read or tokens()
        self.choice: Choice = "system"
        self.percent = 100
        self._app = app
        self._fonts: dict[tuple[int, int, bool], QFont] = {}
        self._system_scale = _system_text_scale(app)
        self._read_scheme()
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._scheme_changed)

    def colour(self, name: str) -> QColor:
        """The colour of a token in the present scheme; KeyError for a name the file lacks."""
        return QColor(self._named(name))

    def family(self, name: str) -> Family:
        """Ink, wash and edge of a token such as "warn", or of a treatment's colour.

        A treatment may name a family of the token file or bring `#RRGGBB` of its
        own; then the wash and the edge are mixed from it and the ink is moved
        towards the text colour until it reads at 4.5:1.
        """
        if f"{name}_wash" in self._colours:
            return Family(*map(self.colour, (name, f"{name}_wash", f"{name}_edge")))
        return self._mixed_family(QColor(name))

    def shape(self, name: str) -> int:
        """A named measure of the token file, in pixels at the present text size."""
        return self.scaled(self.tokens.shape[name])

    def grid(self, steps: float = 1) -> int:
        """So many steps of the 8 px grid, in pixels at the present text size."""
        return self.scaled(self.tokens.shape["grid"] * steps)

    def scaled(self, pixels: float) -> int:
        """Pixels at 100 % as pixels at the present text size; never less than one."""
        return max(1, round(pixels * self.scale)) if pixels > 0 else 0

    @property
    def scale(self) -> float:
        """How much larger than at 100 % everything is drawn, the system's text size included."""
        return self._system_scale * self.percent / 100

    def font(self, size: str = "body", weight: str = "regular", *, tabular: bool = False) -> QFont:
        """The interface letters in a named size and weight; `tabular` lines figures up."""
        asked = (self.scaled(self.tokens.sizes[size]), self.tokens.weights[weight], tabular)
        if asked not in self._fonts:
            self._fonts[asked] = _font(*asked)
        # What Qt has looked up for a font it has for the copies as well.
        return QFont(self._fonts[asked])

    def choose(self, choice: Choice) -> None:
        """Take the light, the dark or the system's scheme, at once; nothing where it is worn."""
        self.choice = choice
        self._scheme_changed()

    def set_percent(self, percent: int) -> None:
        """Draw letters and measures at 80 to 200 %; what lies outside is brought inside."""
        percent = min(MOST_PERCENT, max(LEAST_PERCENT, percent))
        if percent != self.percent:
            self.percent = percent
            self.apply()

    def larger(self) -> None:
        """One step larger."""
        self.set_percent(self.percent + STEP_PERCENT)

    def smaller(self) -> None:
        """One step smaller."""
        self.set_percent(self.percent - STEP_PERCENT)

    def apply(self) -> None:
        """Give the application its palette, font and style sheet, and tell everyone."""
        self._app.setPalette(self._palette())
        self._app.setFont(self.font())
        # Given one sheet after another, Qt styles a widget as often as there are others round it.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(stylesheet(self))
        self.changed.emit()

    def _scheme_changed(self) -> None:
        worn = self.dark, self.high_contrast
        self._read_scheme()
        if (self.dark, self.high_contrast) != worn:
            self.apply()

    def _read_scheme(self) -> None:
        hints = self._app.styleHints()
        system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self.dark = system_dark if self.choice == "system" else self.choice == "dark"
        wanted = hints.accessibility().contrastPreference()
        self.high_contrast = wanted == Qt.ContrastPreference.HighContrast
        self._colours = self.tokens.dark if self.dark else self.tokens.light

    def _named(self, name: str) -> str:
        """In high contrast every hairline is an edge, every edge and every quiet word is ink."""
        if self.high_contrast:
            if name in ("quiet_ink", "control_edge") or name.endswith("_edge"):
                name = "ink"
            elif name in ("line", "faint_line"):
                name = "control_edge"
        return self._colours[name]

    def _mixed_family(self, colour: QColor) -> Family:
        wash = mixed(colour, self.colour("surface"), 0.12 if not self.dark else 0.2)
        ink, steps = colour, 0
        while contrast(ink, wash) < 4.5 and steps < 20:
            ink, steps = mixed(self.colour("ink"), ink, 0.1), steps + 1
        return Family(ink, wash, mixed(colour, wash, 0.5))

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, name in (
            (roles.Window, "canvas"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "sunken"),
            (roles.Button, "surface"),
            (roles.ToolTipBase, "surface"),
            (roles.WindowText, "ink"),
            (roles.Text, "ink"),
            (roles.ButtonText, "ink"),
            (roles.ToolTipText, "ink"),
            (roles.PlaceholderText, "quiet_ink"),
            (roles.Highlight, "accent"),
            (roles.HighlightedText, "on_accent"),
            (roles.Link, "accent"),
            (roles.Accent, "accent"),
        ):
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("quiet_ink"))
        return palette


def _font(pixels: int, weight: int, tabular: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    # Unhinted letters keep their designed widths, at every size and on every system.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def dress(app: QApplication) -> Theme:
    """Make the application's one theme, or give the one it has."""
    worn = app.property("clinic_theme")
    if isinstance(worn, Theme):
        return worn
    made = Theme(app)
    app.setProperty("clinic_theme", made)
    made.apply()
    return made


def theme() -> Theme:
    """The theme the application wears; LookupError before `dress`."""
    app = QApplication.instance()
    worn = app.property("clinic_theme") if app else None
    if not isinstance(worn, Theme):
        raise LookupError("the application has no theme yet")
    return worn


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` (0 to 1) of a colour laid over a ground."""
    return QColor.fromRgbF(
        *(
            over * share + under * (1 - share)
            for over, under in zip(_parts(colour), _parts(ground), strict=True)
        )
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours as WCAG 2 counts it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _system_text_scale(app: QApplication) -> float:
    """How much larger than usual the system asks letters to be; 1.0 where it does not say."""
    screen = app.primaryScreen()
    scale = screen.logicalDotsPerInch() / 96 if screen else 1.0
    if app.platformName() == "windows":
        scale *= app.font().pointSizeF() / WINDOWS_POINTS
    elif app.platformName() == "cocoa":
        scale = 1.0
    return min(2.0, max(1.0, scale))
