"""Counted parcels to places: by code, by exact name, never by a guess."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .roles import KINDS, Role

if TYPE_CHECKING:
    from .codes import Codes
    from .known import Known
    from .parcels import Counted, Group, Key

UNMATCHED = "待对照"
"""Site of the items that match nothing: planning counts them as unserved."""


@dataclass(slots=True)
class Amount:
    """Items and their weight at one place."""

    items: int = 0
    grams: int = 0
    weighed: int = 0

    def add(self, group: Group) -> None:
        """Add a group of parcels."""
        self.items += group.items
        self.grams += group.grams
        self.weighed += group.weighed


@dataclass(slots=True, kw_only=True)
class Open:
    """A code that matches nothing, with what is behind it."""

    kind: Role | None
    """None for parcels of which the export says no place."""
    code: str
    items: int = 0
    now: Counter[str] = field(default_factory=Counter)
    """Places that these items go to by something that says less."""
    townships: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Matched:
    """Items by place and goods class, and the codes that are still open."""

    places: dict[tuple[str, str], Amount] = field(default_factory=dict)
    open: dict[tuple[Role | None, str], Open] = field(default_factory=dict)

    def items_at(self, *, place: str) -> int:
        """Return the items of a place, all goods classes together."""
        return sum(a.items for (where, _), a in self.places.items() if where == place)


def match_places(counted: Counted, partner: str, known: Known, codes: Codes) -> Matched:
    """Find the place of every group of parcels; nothing is left out."""
    matched = Matched()
    for (key, goods), group in counted.groups.items():
        place, missing = _place_of(key, partner, known, codes)
        if missing is not None or place is None:
            _leave_open(matched, key, group, place, missing)
        where = (place or UNMATCHED, known.goods_class(goods))
        matched.places.setdefault(where, Amount()).add(group)
    if counted.shifted:
        where = (UNMATCHED, known.goods_class(""))
        matched.places.setdefault(where, Amount()).items += counted.shifted
    return matched


def _place_of(
    key: Key, partner: str, known: Known, codes: Codes
) -> tuple[str | None, tuple[Role, str] | None]:
    """Return the place, and what says more about it but is not known.

    The kinds are asked in their order; the first that is known decides.
    """
    township = next((texts[0] for role, texts in key if role is Role.TOWNSHIP), "")
    missing: tuple[Role, str] | None = None
    for role, texts in key:
        kinds = (role,) if role in KINDS else (Role.PLACE,)
        for text in texts:
            place = _by_code(codes, partner, kinds, text)
            if place is None and role is not Role.COURIER:
                named = known.places(text, township)
                place = named[0] if len(named) == 1 else None
            if place is not None:
                return place, missing
        # A courier who is in no table says nothing where another column does.
        if missing is None and role in KINDS and role is not Role.COURIER:
            missing = (role, texts[0])
    if missing is None and key:
        missing = (key[0][0], key[0][1][0])
    return None, missing


def _by_code(
    codes: Codes, partner: str, kinds: tuple[Role, ...], text: str
) -> str | None:
    for kind in kinds:
        place = codes.find(partner, kind, text)
        if place is not None:
            return place
    return None


def _leave_open(
    matched: Matched,
    key: Key,
    group: Group,
    place: str | None,
    missing: tuple[Role, str] | None,
) -> None:
    kind, code = missing if missing is not None else (None, "")
    if kind is Role.TOWNSHIP:
        kind = Role.PLACE
    entry = matched.open.setdefault((kind, code), Open(kind=kind, code=code))
    entry.items += group.items
    entry.addresses.extend(group.addresses)
    if place is not None:
        entry.now[place] += group.items
    for role, texts in key:
        if role is Role.TOWNSHIP:
            entry.townships[texts[0]] += group.items
