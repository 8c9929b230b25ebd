"""Every size, colour and icon of the screen, in millimetres and by name; parts paint themselves from these."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import QFont, QFontMetrics, QPixmap, QTransform

from kiosk.choices import Look
from kiosk.insurance import Insurance
from ui.icons import POINTING, icon_picture
from ui.stamps import Stamps

FAMILY = "Noto Sans CJK SC"
"""One family holds Chinese, Latin letters and figures in one weight."""


class Type(Enum):
    """The three sizes of type on a screen."""

    BODY = auto()
    LEAD = auto()
    HEADING = auto()


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in millimetres (screen.md section 1)."""

    body: float
    lead: float
    heading: float
    target: float
    key: float
    key_gap: float
    action: float
    action_width: float

    def type(self, size: Type) -> float:
        """The em of a type size in millimetres."""
        return {Type.BODY: self.body, Type.LEAD: self.lead, Type.HEADING: self.heading}[size]


STANDARD_SIZES = Sizes(6, 8, 10, target=16, key=20, key_gap=3, action=20, action_width=60)
ELDER_SIZES = Sizes(9, 11, 14, target=20, key=24, key_gap=4, action=26, action_width=80)
SMALL_SIZES = Sizes(6, 7, 8.5, target=16, key=20, key_gap=3, action=18, action_width=60)
SMALL_ELDER_SIZES = Sizes(6.5, 8, 9.5, target=20, key=24, key_gap=4, action=24, action_width=80)
ACROSS_ELDER_SIZES = Sizes(8, 9.5, 12, target=20, key=24, key_gap=4, action=24, action_width=80)
"""A landscape panel is 268 mm high, a 15.6 inch one 194: the full larger type would cut words there."""

MARGIN_MM = 16.0
"""Outer margin; a small panel has half of it."""
SMALL_PANEL_MM = 220.0
"""Panels whose shorter side is below this need the room more than the margin."""
GAP_MM = 8.0
"""The rhythm of the page."""
LOW_SHARE = 0.45
"""The lower part of a portrait panel that somebody who sits reaches (screen.md section 2); above it one only reads."""
RADIUS_MM = 3.0
HAIRLINE_MM = 0.35
FOCUS_MM = 1.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Named colours. Text colours reach 7:1 on `paper`, `surface` and their own soft ground."""

    paper: str
    surface: str
    ink: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    accent_soft: str
    warm: str
    warm_soft: str
    good: str
    good_soft: str
    high_contrast: bool = False


CALM = Palette(
    paper="#f6f4ef",
    surface="#ffffff",
    ink="#13242b",
    quiet="#415057",
    line="#cfd6d6",
    accent="#07585f",
    on_accent="#ffffff",
    accent_soft="#dfeeed",
    warm="#733c02",
    warm_soft="#fcefd8",
    good="#155230",
    good_soft="#e4f1e6",
)
WHITE_ON_BLACK = Palette(
    paper="#000000",
    surface="#000000",
    ink="#ffffff",
    quiet="#ffffff",
    line="#ffffff",
    accent="#ffe066",
    on_accent="#000000",
    accent_soft="#333333",
    warm="#ffc46b",
    warm_soft="#000000",
    good="#8cf0b0",
    good_soft="#000000",
    high_contrast=True,
)
BLACK_ON_WHITE = Palette(
    paper="#ffffff",
    surface="#ffffff",
    ink="#000000",
    quiet="#000000",
    line="#000000",
    accent="#000000",
    on_accent="#ffffff",
    accent_soft="#d9d9d9",
    warm="#6b1f00",
    warm_soft="#ffffff",
    good="#003d1a",
    good_soft="#ffffff",
    high_contrast=True,
)
PALETTES = {Look.STANDARD: CALM, Look.DARK: WHITE_ON_BLACK, Look.LIGHT: BLACK_ON_WHITE}

INSURANCE_ICONS = {
    Insurance.EMPLOYEE_PENSION: ("umbrella", "#07585f"),
    Insurance.CIVIL_PENSION: ("account-tie", "#2c4a82"),
    Insurance.RESIDENT_PENSION: ("home-heart", "#2e6b2c"),
    Insurance.UNEMPLOYMENT: ("briefcase-search", "#643a8c"),
    Insurance.EMPLOYEE_MEDICAL: ("medical-bag", "#1d4f9e"),
    Insurance.RESIDENT_MEDICAL: ("heart-pulse", "#1a6585"),
    Insurance.WORK_INJURY: ("account-hard-hat", "#9a3f1d"),
    Insurance.MATERNITY: ("baby-carriage", "#9c2660"),
}
"""Each insurance's own icon (Material Design Icons) and hue; the name always stands beside them."""


class Theme:
    """The tokens of one look on one panel, in pixels."""

    def __init__(
        self,
        look: Look,
        width: int,
        height: int,
        width_mm: float,
        height_mm: float,
        *,
        low: bool = False,
        right_to_left: bool = False,
        stamps: Stamps | None = None,
    ) -> None:
        """`low`: on a portrait panel everything that is pressed stands in its lower part.

        `stamps` keeps the pictures of parts, of this theme and of those before it; None: of this one alone.
        """
        if (width > height) != (width_mm > height_mm):
            width_mm, height_mm = height_mm, width_mm
        self.look = look
        self.elder = look.elder
        """Whether this is a look with larger sizes."""
        self.right_to_left = right_to_left
        self.width, self.height = width, height
        self.px_per_mm = min(width / width_mm, height / height_mm)
        self.portrait = height >= width
        self.low = low and self.portrait
        self.scarce = small = min(width_mm, height_mm) < SMALL_PANEL_MM
        """Whether the panel itself is small; `small` is also one that lies across and carries larger type."""
        self.small = small or (self.elder and not self.portrait)
        self.colours = PALETTES[look.contrast]
        if self.elder:
            across = SMALL_ELDER_SIZES if small else ACROSS_ELDER_SIZES
            self.sizes = ELDER_SIZES if self.portrait else across
        else:
            self.sizes = SMALL_SIZES if small else STANDARD_SIZES
        self.margin = self.px(MARGIN_MM / 2 if self.small else MARGIN_MM)
        self.gap = self.px(GAP_MM / 2 if self.small else GAP_MM)
        self.radius = self.px(RADIUS_MM)
        self.hairline = max(1.0, HAIRLINE_MM * self.px_per_mm) * (2 if self.colours.high_contrast else 1)
        self._icons: dict[tuple[str, str, int], QPixmap] = {}
        self._fonts: dict[tuple[Type, bool], QFont] = {}
        self._metrics: dict[tuple[Type, bool], QFontMetrics] = {}
        self.stamps = stamps if stamps is not None else Stamps()
        self._alike = (look, width, height, width_mm, height_mm, self.low, right_to_left)

    @property
    def roomy(self) -> bool:
        """Whether captions may stand above their values; larger type and small panels need them beside."""
        return self.portrait and not self.elder and not self.small

    @property
    def reach(self) -> int:
        """Height of the part of a low screen that somebody who sits reaches, down to the edge, in pixels."""
        return int(self.height * LOW_SHARE)

    @property
    def head_room(self) -> int:
        """The margin above every screen, in pixels: nothing of a screen stands there."""
        return self.margin * 3 // 4

    def px(self, millimetres: float) -> int:
        """Turn millimetres on the panel into pixels."""
        return max(1, round(millimetres * self.px_per_mm))

    def font(self, size: Type = Type.BODY, *, bold: bool = False) -> QFont:
        """The font of a type size; figures are of one width in this family."""
        found = self._fonts.get((size, bold))
        if found is None:
            found = QFont(FAMILY)
            found.setPixelSize(self.px(self.sizes.type(size)))
            found.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            self._fonts[size, bold] = found
        return found

    def metrics(self, size: Type = Type.BODY, *, bold: bool = False) -> QFontMetrics:
        """The metrics of a font of ours."""
        found = self._metrics.get((size, bold))
        if found is None:
            found = self._metrics[size, bold] = QFontMetrics(self.font(size, bold=bold))
        return found

    def stamp(self, face: Hashable, paint: Callable[[], QPixmap]) -> QPixmap:
        """The picture of a part, painted once; `face` must name everything that decides it beside the theme."""
        return self.stamps.get((self._alike, face), paint)

    def icon(self, name: str, colour: str, pixels: int) -> QPixmap:
        """An icon of the Material Design set as a picture, drawn once; one that points along the line follows it."""
        key = (name, colour, pixels)
        if key not in self._icons:
            picture = icon_picture(name, colour, pixels)
            turned = self.right_to_left and name in POINTING
            self._icons[key] = picture.transformed(QTransform.fromScale(-1, 1)) if turned else picture
        return self._icons[key]

    def hue(self, insurance: Insurance) -> str:
        """An insurance's colour; plain ink where contrast counts most."""
        return self.colours.ink if self.colours.high_contrast else INSURANCE_ICONS[insurance][1]
