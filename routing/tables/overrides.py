"""Overrides of the day: read, dated, and what they speak of found."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.partner import ANY

from .schema_cells import CellError, date, time
from .schema_day import OVERRIDES

if TYPE_CHECKING:
    from .build_draft import Draft
    from .build_sites import SitesRead
    from .schema import Row

TOKENS = re.compile(r"[·×*+/@,;、|\s]+")
DATED = re.compile(r"(\d{4}\D\d{1,2}\D\d{1,2}日?|\d{8})[ T]*(.*)")
END_OF_DAY = 2 * 86_400
TRIP_KINDS = ("trip_cancelled", "trip_delayed", "trip_capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One override in force today; ``early`` and ``late`` bound it in seconds."""

    row: Row
    kind: str
    object: str
    parameter: str
    early: int
    late: int
    timed: bool

    @property
    def reason(self) -> str:
        """Why it was decided."""
        return self.row.text("reason")

    @property
    def by(self) -> str:
        """Who decided it."""
        return self.row.text("by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Sites, partners and goods classes; an empty one leaves all in."""

    sites: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()

    def matches(self, site: str, partner: str, goods_class: str) -> bool:
        """Tell whether a site, partner and class are meant."""
        return (
            (not self.sites or site in self.sites)
            and (not self.partners or partner in self.partners)
            and (not self.goods or goods_class in self.goods)
        )


def read_overrides(draft: Draft) -> list[Override]:
    """Return the overrides of today, in table order."""
    found = []
    for row in draft.rows(OVERRIDES):
        start = _moment(row, "from", draft.date)
        end = _moment(row, "until", draft.date)
        if row.usable and start and end:
            active = start[0] <= draft.date <= end[0]
            early = start[1] if start[0] == draft.date else 0
            late = end[1] if end[0] == draft.date else END_OF_DAY
            if end < start:
                row.reject("WINDOW_BACKWARDS", "until")
            elif not active:
                row.warn("OVERRIDE_NOT_TODAY", "from")
            else:
                found.append(
                    Override(
                        row=row,
                        kind=row.values["kind"],
                        object=row.text("object"),
                        parameter=row.text("parameter"),
                        early=early,
                        late=late,
                        timed=early > 0 or late < END_OF_DAY,
                    )
                )
                continue
        draft.found.take(row)
    return found


def _moment(row: Row, column: str, today: dt.date) -> tuple[dt.date, int] | None:
    """Read a time, a date or both; None (row set aside) when it is neither.

    An empty cell leaves the override open at that end.
    """
    text = row.text(column)
    default = 0 if column == "from" else END_OF_DAY
    if not text:
        return (dt.date.min if column == "from" else dt.date.max), default
    dated = DATED.fullmatch(text)
    try:
        day = date(dated[1]) if dated else today
        clock = dated[2] if dated else text
        # A spreadsheet writes midnight behind a date that has no time.
        if dated and clock in ("00:00", "00:00:00"):
            clock = ""
        return day, time(clock) if clock else default
    except CellError as error:
        row.reject(error.code, column, **error.details)
        return None


def select(draft: Draft, sites: SitesRead, override: Override) -> Selector | None:
    """Find what the object of an override means; None (row set aside) if unclear.

    An object is a site, township, partner or goods class, or several of them
    joined: ``甲村·中通``.
    """
    whole_text = _token(draft, sites, override.object)
    if whole_text is not None:
        return whole_text
    chosen: dict[str, dict[str, None]] = {"sites": {}, "partners": {}, "goods": {}}
    tokens = [token for token in TOKENS.split(override.object) if token]
    if not tokens and override.object != ANY:
        # Signs alone would mean everything.
        tokens = [override.object]
    for token in tokens:
        part = _token(draft, sites, token)
        if part is None:
            near = draft.sites.nearest(token, draft.found)
            override.row.reject("UNKNOWN_OBJECT", "object", word=token, suggestion=near)
            return None
        chosen["sites"].update(dict.fromkeys(part.sites))
        chosen["partners"].update(dict.fromkeys(part.partners))
        chosen["goods"].update(dict.fromkeys(part.goods))
    return Selector(
        sites=tuple(chosen["sites"]),
        partners=tuple(chosen["partners"]),
        goods=tuple(chosen["goods"]),
    )


def _token(draft: Draft, sites: SitesRead, text: str) -> Selector | None:
    if text not in sites.sites and text in sites.totals:
        key = sites.totals[text]
        inside = tuple(s for s, township in sites.townships.items() if township == key)
        return Selector(sites=inside or (key,))
    if len(keys := draft.sites.find(text)) == 1:
        return Selector(sites=keys)
    if len(keys := draft.partners.find(text)) == 1:
        return Selector(partners=keys)
    if len(keys := draft.goods.find(text)) == 1:
        return Selector(goods=keys)
    return None
