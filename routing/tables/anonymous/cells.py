"""Cells without names: every word for something becomes its code."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from routing.domain.partner import ANY

from ..build_demand import NO_ITEMS
from ..build_lines import readable_items
from ..privacy import holds_phone
from ..schema_cells import CellError, names, whole
from ..schema_words import RECIPIENTS, VEHICLE_CLASSES
from ..write import SCHEMAS
from .names import Kind
from .roles import KINDS, ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .referents import Referents

UNREADABLE = "?"
"""Stands for a cell that its column could not read: it may be anything."""

ITEMS = "items"
ABOUT = "约"
"""Keeps a number of items from being used, as whatever stood beside it did."""

SHORT_CODE = re.compile(r"[A-Za-z]?\d{0,4}-?\d{0,3}")


def anonymous_cells(
    table: str, cells: Mapping[str, str], referents: Referents
) -> dict[str, str]:
    """Return the cells of a row whose columns stand for themselves.

    Columns that are read with their row (``Role.ROW``) are left out.
    """
    roles = ROLES.get(table, {})
    kept = {}
    for column, text in cells.items():
        role = roles.get(column, Role.KEEP)
        if role is Role.KEEP:
            kept[column] = readable(table, column, text)
        elif role is Role.KIND:
            kept[column] = _known_word(table, column, text)
        elif role not in (Role.ROW, Role.DROP):
            kept[column] = translated(role, text, cells, referents)
    return {column: text for column, text in kept.items() if text}


def translated(
    role: Role, text: str, cells: Mapping[str, str], referents: Referents
) -> str:
    """Return a cell with codes for its names, by what its column holds."""
    one = _ONE.get(role)
    if one is not None:
        return one(referents, text)
    each = _EACH.get(role)
    if each is not None:
        return "、".join(w if w == ANY else each(referents, w) for w in names(text))
    if role is Role.PLACE:
        return _place(text, cells, referents)
    msg = f"No way to translate {role}."
    raise ValueError(msg)


def _place(text: str, cells: Mapping[str, str], referents: Referents) -> str:
    if referents.is_total(text):
        return referents.township(text)
    return referents.site_of(text, cells.get("township", ""))


def _party(referents: Referents, text: str) -> str:
    """Keep the words for who receives: they are a finding, not a name."""
    return text if text in RECIPIENTS else referents.partner(text)


def _trip(referents: Referents, text: str) -> str:
    return referents.names.code(Kind.TRIP, text)


def _offer(referents: Referents, text: str) -> str:
    return referents.names.code(Kind.OFFER, text)


def profile(referents: Referents, text: str) -> str:
    """Return a speed profile: a class of vehicles keeps its word."""
    return text if text in VEHICLE_CLASSES else referents.names.profile(text)


def _short(referents: Referents, text: str) -> str:
    return text if SHORT_CODE.fullmatch(text) else referents.names.stranger(text)


_ONE: dict[Role, Callable[[Referents, str], str]] = {
    Role.SITE: lambda referents, text: referents.site(text),
    Role.TOWNSHIP: lambda referents, text: referents.township(text),
    Role.PARTNER: lambda referents, text: referents.partner(text),
    Role.PARTY: _party,
    Role.GOODS: lambda referents, text: referents.goods(text),
    Role.VEHICLE: lambda referents, text: referents.vehicle(text),
    Role.LINE: lambda referents, text: referents.line(text),
    Role.TRIP: _trip,
    Role.OFFER: _offer,
    Role.PROFILE: profile,
    Role.CODE: _short,
}
_EACH: dict[Role, Callable[[Referents, str], str]] = {
    Role.SITES: lambda referents, text: referents.site(text),
    Role.PARTNERS: lambda referents, text: referents.partner(text),
    Role.GOODSES: lambda referents, text: referents.goods(text),
    Role.VEHICLES: lambda referents, text: referents.vehicle(text),
}


def readable(table: str, column: str, text: str) -> str:
    """Keep a number, a time or a word of a closed list."""
    if column == ITEMS:
        return counted(text)
    columns = {row.name: row for row in SCHEMAS[table].columns}
    try:
        columns[column].parse(text)
    except CellError:
        return UNREADABLE
    return UNREADABLE if holds_phone(text) else text


def counted(text: str) -> str:
    """Keep a number of items; what cannot be used tells as many, without its words."""
    if holds_phone(text):
        return UNREADABLE
    with suppress(CellError):
        whole(text)
        return text
    items = readable_items(text)
    if items is None:
        return text if text in NO_ITEMS else UNREADABLE
    return f"{ABOUT}{items}"


def _known_word(table: str, column: str, text: str) -> str:
    return next((word for word in KINDS[table, column] if word in text), "")
