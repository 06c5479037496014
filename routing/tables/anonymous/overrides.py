"""Overrides without names: whatever an object or a parameter names gets its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..overrides_fleet import CHINESE_KEYS
from ..overrides_goods import LOCK_WORDS
from ..overrides_places import ONE_WAY, ROAD_SIGNS
from ..schema_base import VEHICLES
from ..schema_words import OVERRIDE_KINDS, VEHICLE_CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .referents import Referents

REMARK = "—"
"""Stands for who decided and why: both must be there."""

MOMENT = re.compile(r"[\d\-/.:年月日T ]+")
AMOUNT = re.compile(
    r"[+\-=加增减晚次日]*\d[\d:.\-~]*"
    r"(件|袋|bags?|分钟|分|小时|min|h|kg|公斤|千克|m3|m³|立方米|方)?"
)
SIGNS = re.compile(r"([·×*@/,;:=、|\s]+)")
WORDS = frozenset(
    {*VEHICLE_CLASSES, *LOCK_WORDS, *CHINESE_KEYS, *ONE_WAY}
    | {column.name for column in VEHICLES.columns}
)


def anonymous_override(
    cells: Mapping[str, str], referents: Referents
) -> dict[str, str]:
    """Return an override that does the same to the day of the codes."""
    kept = {}
    for column, text in cells.items():
        if column == "kind":
            kept[column] = text if text in OVERRIDE_KINDS else REMARK
        elif column in ("from", "until"):
            kept[column] = text if MOMENT.fullmatch(text) else REMARK
        elif column in ("object", "parameter"):
            kept[column] = _told(cells.get("kind", ""), text, referents)
        else:
            kept[column] = REMARK
    return kept


def _told(kind: str, text: str, referents: Referents) -> str:
    if OVERRIDE_KINDS.get(kind) == "road_closed" and (road := _road(text, referents)):
        return road
    return _known(text, referents) or "".join(
        part if SIGNS.fullmatch(part) else _word(part, referents)
        for part in SIGNS.split(text)
    )


def _word(text: str, referents: Referents) -> str:
    if not text or AMOUNT.fullmatch(text) or text.casefold() in WORDS:
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
