"""Papers that bag tags are printed on, and the room that each tag has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .frame import A4, Paper
from .layout import text_lines

MM_PER_PT = 25.4 / 72
LEADING = 1.2
STEP_PT = 0.5
SPARE_MM = 0.9
"""For the line above a text and the rounding of browsers."""


class TagPaper(StrEnum):
    """Papers to choose from; the values name them on the command line."""

    LABEL_100X150 = "100x150"
    LABEL_76X130 = "76x130"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Room:
    """Room for a text: millimetres, and its largest and smallest size in points."""

    width: float
    height: float
    largest: float
    smallest: float = 5.5

    def size(self, text: str) -> float:
        """Return the largest size in points at which the text fits."""
        return _fitting_size(self, text)

    def takes(self, text: str, size: float) -> bool:
        """Tell whether a text of this size in points fits."""
        lines = text_lines(text, self.width, size)
        return lines * size * MM_PER_PT * LEADING <= self.height - SPARE_MM


@lru_cache(maxsize=4096)
def _fitting_size(room: Room, text: str) -> float:
    """Halve the steps between the smallest and the largest size.

    Kept, because the bags of a station share its name, township and ride.
    """
    if room.takes(text, room.largest):
        return room.largest
    fits, above = 0, int((room.largest - room.smallest) / STEP_PT)
    while above - fits > 1:
        middle = (fits + above) // 2
        if room.takes(text, room.smallest + middle * STEP_PT):
            fits = middle
        else:
            above = middle
    return room.smallest + fits * STEP_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRooms:
    """Where the texts of a tag have their room; ``qr`` is the edge of its code."""

    qr: float
    banner: Room
    top: Room
    name: Room
    town: Room
    ride: Room
    items: Room

    def __getitem__(self, name: str) -> Room:
        """Return the room of a text by its name."""
        room: Room = getattr(self, name)
        return room


@dataclass(frozen=True, slots=True, kw_only=True)
class TagLayout:
    """One paper: size of a tag in millimetres and the room of its texts.

    ``plain`` is for bags that one vehicle takes all the way; ``way`` gives more
    room to how a bag travels: by bus, with a partner, or changing on its way;
    ``full`` gives some of it back to contents that could not be read.
    """

    paper: Paper
    width: float
    height: float
    plain: TagRooms
    way: TagRooms
    facts: float
    """Size of the small print in points."""
    full: TagRooms | None = None

    def rooms(self, *, way: bool, full: bool = False) -> TagRooms:
        """Return the rooms of a tag."""
        if way:
            return self.full if full and self.full is not None else self.way
        return self.plain

    def is_full(self, items: str) -> bool:
        """Tell whether contents would be too small beside the way of a bag."""
        return self.full is not None and self.way.items.size(items) < LEGIBLE_PT


TAGS_ON_A4 = 8
LEGIBLE_PT = 7.0
"""Contents of a bag are read at hand's length."""

_LABEL_100X150 = TagRooms(
    qr=36,
    banner=Room(88, 7, 14),
    top=Room(54, 13, 30),
    name=Room(90, 33, 44),
    town=Room(90, 8, 18),
    ride=Room(90, 21, 26),
    items=Room(90, 18.5, 24),
)
_LABEL_76X130 = TagRooms(
    qr=28,
    banner=Room(66, 6, 11),
    top=Room(38, 11, 24),
    name=Room(68, 29, 36),
    town=Room(68, 7, 15),
    ride=Room(68, 17, 20),
    items=Room(68, 20, 20),
)
_A4 = TagRooms(
    qr=25,
    banner=Room(86, 5, 10),
    top=Room(50, 8, 19),
    name=Room(88, 13, 30),
    town=Room(60, 5.5, 12),
    ride=Room(60, 11.5, 12.5),
    items=Room(60, 10, 13),
)

_A4_WAY = replace(
    _A4,
    qr=20,
    top=Room(50, 7, 17),
    name=Room(88, 13, 26),
    town=Room(66, 5, 11),
    ride=Room(66, 17.5, 12),
    items=Room(66, 5.5, 11),
)

LAYOUTS = {
    TagPaper.LABEL_100X150: TagLayout(
        paper=Paper(width=100, height=150, margin=4),
        width=92,
        height=141.5,
        plain=_LABEL_100X150,
        way=replace(
            _LABEL_100X150,
            name=Room(90, 25, 40),
            ride=Room(90, 37, 20),
            items=Room(90, 10.5, 18),
        ),
        facts=11,
    ),
    TagPaper.LABEL_76X130: TagLayout(
        paper=Paper(width=76, height=130, margin=3),
        width=70,
        height=123.5,
        plain=_LABEL_76X130,
        way=replace(
            _LABEL_76X130,
            name=Room(68, 21, 32),
            ride=Room(68, 33, 16),
            items=Room(68, 12, 15),
        ),
        facts=8.5,
    ),
    TagPaper.A4: TagLayout(
        paper=A4,
        width=95,
        height=69,
        plain=_A4,
        way=_A4_WAY,
        facts=8,
        full=replace(_A4_WAY, ride=Room(66, 15, 12), items=Room(66, 8, 11)),
    ),
}
