"""What a person is asked about an import: another day's table, another brand's."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ..finding import Finding, Grade
from .history import content_of, unusual_totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .export import Sheet
    from .history import Arrival
    from .known import Known
    from .parcels import Counted

PREFIXES = {"SF": "顺丰", "YT": "圆通", "JT": "极兔", "JD": "京东", "DP": "德邦"}
"""Letters before waybill numbers that belong to one brand."""

BRANDS = re.compile(r"中通|圆通|申通|韵达|极兔|顺丰|邮政|EMS|京东|德邦|百世|菜鸟|丹鸟")
EVENING = dt.time(12, 0)
"""What arrived on the day before from noon on may be for today."""


def questions(
    counted: Counted,
    sheets: Sequence[Sheet],
    partner: str,
    known: Known,
    history: Sequence[Arrival],
    today: dt.date,
) -> list[Finding]:
    """Return what is to be confirmed before an import is believed."""
    name = known.partner_names.get(partner, partner)
    found = [
        *_other_brand(counted, sheets, partner, name, known),
        *_other_day(counted, today),
        *_seen_before(counted, partner, history, today, known),
    ]
    own = [one for one in history if one.partner == partner]
    totals = {partner: counted.items}
    return [*found, *unusual_totals(own, totals, today, known.partner_names)]


def _other_brand(
    counted: Counted,
    sheets: Iterable[Sheet],
    partner: str,
    name: str,
    known: Known,
) -> list[Finding]:
    """Ask where a file's name, title, brand column or waybills tell another brand."""
    told: dict[str, int] = {}
    for sheet in sheets:
        title = " ".join(
            cell
            for _, cells in sheet.grid.rows[: max(sheet.columns.first_data - 1, 0)]
            for cell in cells
        )
        for word in BRANDS.findall(f"{sheet.grid.file} {sheet.grid.sheet} {title}"):
            told[word] = told.get(word, 0)
    for text, rows in counted.brands.items():
        if word := BRANDS.search(text):
            told[word.group()] = told.get(word.group(), 0) + rows
    for letters, rows in counted.prefixes.items():
        if letters in PREFIXES:
            told[PREFIXES[letters]] = told.get(PREFIXES[letters], 0) + rows
    others = [word for word in told if not _is_brand(word, partner, name, known)]
    if not others:
        return []
    details = {"others": "、".join(others), "partner": name}
    return [Finding(code="IMPORT_OTHER_BRAND", grade=Grade.WARNING, details=details)]


def _is_brand(word: str, partner: str, name: str, known: Known) -> bool:
    """Tell whether a brand's word means the partner; unknown partners say nothing."""
    if not BRANDS.search(name):
        found = known.partner(word)
        return found is None or found == partner
    return word in name or (word == "EMS" and "邮政" in name)


def _other_day(counted: Counted, today: dt.date) -> list[Finding]:
    newest = counted.newest
    if newest is None:
        return []
    noon_before = dt.datetime.combine(today - dt.timedelta(days=1), EVENING)
    whole_day = newest.time() == dt.time(23, 59)
    old = newest.date() < today if whole_day else newest < noon_before
    if not old and newest.date() <= today:
        return []
    details = {"newest": newest.date().isoformat(), "day": today.isoformat()}
    return [Finding(code="IMPORT_OTHER_DAY", grade=Grade.WARNING, details=details)]


def _seen_before(
    counted: Counted,
    partner: str,
    history: Sequence[Arrival],
    today: dt.date,
    known: Known,
) -> list[Finding]:
    """Ask where the same counts came before: yesterday, or from another partner."""
    content = content_of(counted)
    same = [
        one
        for one in history
        if one.content == content and (one.date, one.partner) != (today, partner)
    ]
    if not same or not counted.groups:
        return []
    last = same[-1]
    details = {
        "date": last.date.isoformat(),
        "partner": known.partner_names.get(last.partner, last.partner),
    }
    return [Finding(code="IMPORT_SAME_AS_BEFORE", grade=Grade.WARNING, details=details)]
