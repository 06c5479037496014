"""Dates and times as exports write them."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from ..cells import as_date

LATEST = (23, 59)

_MOMENT = re.compile(
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2}).*)?"
    r"|(20\d\d)(\d\d)(\d\d)"
)


def moment(text: str) -> dt.datetime | None:
    """Return the instant of a cell; a date alone is the end of its day."""
    bare = text if ":" in text else as_date(text.partition(".")[0])
    found = _MOMENT.fullmatch(bare)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.group(1, 2, 3, 6, 7, 8) if part)
    hour, minute = (
        int(part or last) for part, last in zip(found.group(4, 5), LATEST, strict=True)
    )
    with suppress(ValueError):
        return dt.datetime(year, month, day, hour, minute)
    return None
