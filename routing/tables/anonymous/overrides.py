"""Overrides without names: whatever an object or a parameter names gets its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..overrides import TRIP_KINDS
from ..overrides_fleet import CHINESE_KEYS
from ..overrides_goods import LOCK_WORDS
from ..overrides_places import ONE_WAY, ROAD_SIGNS
from ..overrides_trips import FULL, ROOM_KEYS
from ..privacy import holds_phone
from ..schema_base import VEHICLES
from ..schema_cells import names
from ..schema_words import OVERRIDE_KINDS, VEHICLE_CLASSES
from .cells import readable, translated
from .referents import HIRED
from .roles import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .referents import Referents

REMARK = "—"
"""Stands for who decided and why: both must be there."""

MOMENT = re.compile(r"[\d\-/.:年月日T ]+")
AMOUNT = re.compile(
    r"[+\-=加增减晚次日]*\d[\d:.\-~至到]*"
    r"(件|袋|bags?|分钟|分|小时|min|h|kg|公斤|千克|m3|m³|立方米|方)?|[+\-加增减]"
)
SIGNS = re.compile(r"([·×*@/,;:=、|\s]+)")
WORDS = frozenset({*VEHICLE_CLASSES, *LOCK_WORDS, *FULL, *ROOM_KEYS})
COLUMNS = {column.name: column for column in VEHICLES.columns}


def anonymous_override(
    cells: Mapping[str, str], referents: Referents
) -> dict[str, str]:
    """Return an override that does the same to the day of the codes."""
    kind = OVERRIDE_KINDS.get(cells.get("kind", ""), "")
    kept = {}
    for column, text in cells.items():
        if column == "kind":
            kept[column] = text if kind else REMARK
        elif column in ("from", "until"):
            kept[column] = text if _is(MOMENT, text) else REMARK
        elif column == "object":
            kept[column] = _object(kind, text, referents)
        elif column == "parameter":
            kept[column] = _parameter(kind, text, referents)
        else:
            kept[column] = REMARK
    return kept


def _is(form: re.Pattern[str], text: str) -> bool:
    """Tell whether a text is a number or moment, and no phone."""
    return form.fullmatch(text) is not None and not holds_phone(text)


def _object(kind: str, text: str, referents: Referents) -> str:
    if kind == "road_closed" and (road := _road(text, referents)):
        return road
    if kind in TRIP_KINDS:
        return referents.trip(text) or referents.names.stranger(text)
    return _told(text, referents)


def _parameter(kind: str, text: str, referents: Referents) -> str:
    if kind == "road_closed":
        return next((word for word in ONE_WAY if word in text), REMARK)
    if kind == HIRED:
        return ";".join(_of_vehicle(part, referents) for part in names(text))
    return _told(text, referents)


def _told(text: str, referents: Referents) -> str:
    return _known(text, referents) or "".join(
        part if SIGNS.fullmatch(part) else _word(part, referents)
        for part in SIGNS.split(text)
    )


def _of_vehicle(text: str, referents: Referents) -> str:
    """Return a class, or ``column=value`` of a vehicle that is hired in."""
    key, sign, value = (part.strip() for part in text.partition("="))
    if not sign:
        return _word(text, referents)
    column = COLUMNS.get(CHINESE_KEYS.get(key, key))
    if column is None:
        return f"{referents.names.stranger(key)}={referents.names.stranger(value)}"
    role = ROLES["vehicles"].get(column.name, Role.KEEP)
    if role is Role.KEEP:
        return f"{key}={readable('vehicles', column.name, value)}"
    if role in (Role.ROW, Role.KIND, Role.DROP):
        return f"{key}={referents.names.stranger(value)}"
    return f"{key}={translated(role, value, {}, referents)}"


def _word(text: str, referents: Referents) -> str:
    if not text or _is(AMOUNT, text) or text.casefold() in WORDS:
        return text
    return _known(text, referents) or referents.names.stranger(text)


def _known(text: str, referents: Referents) -> str | None:
    found = referents.find(text)
    if found is None and text in referents.hired:
        found = referents.vehicle(text)
    return found


def _road(text: str, referents: Referents) -> str | None:
    """Return both ends of a road; names may hold the dividing sign."""
    find = referents.draft.sites.find
    for sign in ROAD_SIGNS.finditer(text):
        ends = text[: sign.start()], text[sign.end() :]
        if all(len(find(end)) == 1 for end in ends):
            return "->".join(referents.site(end) for end in ends)
    return None
