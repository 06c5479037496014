"""What a person is asked about an import: another day's table, another brand's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..finding import Finding, Grade
from .brands import BRANDS, PREFIXES, Owner
from .date import LATEST
from .history import content_of, unusual_totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .export import Sheet
    from .history import Arrival
    from .known import Known
    from .parcels import Counted

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
    if not counted.items:
        return [_finding("IMPORT_NOTHING", partner=name)]
    own = [one for one in history if one.partner == partner]
    totals = {partner: counted.items}
    return [
        *_other_brand(counted, sheets, name, Owner(partner, known)),
        *_other_day(counted, today),
        *_seen_before(counted, partner, history, today, known),
        *unusual_totals(own, totals, today, known.partner_names),
    ]


def _other_brand(
    counted: Counted, sheets: Iterable[Sheet], name: str, owner: Owner
) -> list[Finding]:
    """Ask where a file's name, title or waybills tell another brand."""
    told = []
    for sheet in sheets:
        title = " ".join(
            cell
            for _, cells in sheet.grid.rows[: max(sheet.columns.first_data - 1, 0)]
            for cell in cells
        )
        told += BRANDS.findall(f"{sheet.grid.file} {sheet.grid.sheet} {title}")
    told += [
        PREFIXES[letters]
        for letters, rows in sorted(counted.prefixes.items())
        if letters in PREFIXES and 2 * rows >= counted.items
    ]
    others = [word for word in dict.fromkeys(told) if not owner.is_word(word)]
    if not others:
        return []
    return [_finding("IMPORT_OTHER_BRAND", others="、".join(others), partner=name)]


def _other_day(counted: Counted, today: dt.date) -> list[Finding]:
    newest = counted.newest
    if newest is None:
        return []
    noon_before = dt.datetime.combine(today - dt.timedelta(days=1), EVENING)
    whole_day = newest.time() == dt.time(*LATEST)
    old = newest.date() < today if whole_day else newest < noon_before
    if not old and newest.date() <= today:
        return []
    words = {"newest": newest.date().isoformat(), "day": today.isoformat()}
    return [_finding("IMPORT_OTHER_DAY", **words)]


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
    name = known.partner_names.get(last.partner, last.partner)
    date = last.date.isoformat()
    return [_finding("IMPORT_SAME_AS_BEFORE", date=date, partner=name)]


def _finding(code: str, **details: str) -> Finding:
    return Finding(code=code, grade=Grade.WARNING, details=details)
