"""Lines of demand: what one cell or row asks for, before consignments are made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from routing.domain.consignment import ConsignmentKind, Priority
from routing.domain.day import SetAside
from routing.domain.goods import DEFAULT_CLASS
from routing.domain.reason import ReasonCode
from routing.domain.units import cents_from_yuan, cm3_from_m3, grams_from_kg

from .build_late import soft_values
from .finding import Grade
from .privacy import mask
from .schema_cells import CellError, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.window import Windows

    from .build_draft import Draft
    from .build_lookup import Lookup
    from .build_sites import SitesRead
    from .schema import Row

CARRIED = "carried"
"""State of demand that was left from the day before."""

NUMBER = re.compile(r"\d+(?:\.\d+)?")

FORECAST = "forecast"
"""The state of demand that is announced, not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandLine:
    """Items of one site, partner and class, with the promises of their row."""

    table: str
    row: int
    site: str
    partner: str
    goods_class: str
    items: int
    kind: ConsignmentKind = ConsignmentKind.DELIVERY
    other_site: str | None = None
    """Where a delivery comes from, or where a pickup goes to, unless the centre."""
    grams: int | None = None
    cm3: int | None = None
    priority: Priority = Priority.NORMAL
    ready_time: int | None = None
    precooled_time: int | None = None
    """When cold goods were cold at their origin; they are ready then (C1e)."""
    deadline: int | None = None
    windows: Windows = ()
    late_micro_yuan: int | None = None
    late_most: int | None = None
    must: bool = False
    backlog_items: int = 0
    days_waiting: int = 0
    cod_cents: int = 0
    estimated_split: bool = False
    forecast: bool = False
    carried: bool = False
    """Left from the day before: beside what a township's total or orders tell."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Site, partner and class: what orders replace and overrides select."""
        return (self.site, self.partner, self.goods_class)


@dataclass(slots=True, kw_only=True)
class DemandRead:
    """Lines by table, totals of townships, and what was set aside."""

    lines: list[DemandLine] = field(default_factory=list)
    township_lines: list[DemandLine] = field(default_factory=list)
    """Their ``site`` is the key of a township."""
    set_aside: list[SetAside] = field(default_factory=list)


def readable_items(text: str) -> int | None:
    """Return the items that an unusable cell still tells, None where it does not.

    ``30件`` and ``约30`` tell 30; a negative number, a fraction or two numbers
    tell nothing.
    """
    try:
        return whole(text)
    except CellError:
        found = NUMBER.findall(text)
    if len(found) != 1 or "-" in text or "." in found[0]:
        return None
    try:
        return whole(found[0])
    except CellError:
        return None


def resolve_site(
    draft: Draft, row: Row, read: SitesRead, column: str = "site"
) -> str | None:
    """Return the site of a row; its township tells sites of one name apart."""
    text, township = row.text(column), row.text("township")
    if column not in row.values:
        return None
    if text in read.no_place:
        row.reject("SITE_WITHOUT_PLACE", column, word=text)
        return None
    keys = draft.sites.find(text)
    if len(keys) > 1 and township:
        near = draft.sites.find(township + text)
        if len(near) == 1:
            return near[0]
    return draft.sites.resolve(row, column, draft.found)


def shared_values(row: Row, goods_class: str) -> dict[str, Any]:
    """Return the promises that a row of demand, orders or pickups may hold."""
    values = row.values
    shared: dict[str, Any] = {"goods_class": goods_class}
    for column, target in (
        ("priority", "priority"),
        ("ready_time", "ready_time"),
        ("deadline", "deadline"),
        ("window", "windows"),
        ("days_waiting", "days_waiting"),
        ("must", "must"),
        ("backlog", "backlog_items"),
    ):
        if column in values:
            shared[target] = values[column]
    if values.get("status") == FORECAST:
        shared["forecast"] = True
    if "kg" in values:
        shared["grams"] = grams_from_kg(values["kg"])
    if "m3" in values:
        shared["cm3"] = cm3_from_m3(values["m3"])
    if values.get("status") == CARRIED:
        shared["carried"] = True
    if "cod_yuan" in values:
        shared["cod_cents"] = cents_from_yuan(values["cod_yuan"])
    shared.update(soft_values(row))
    return shared


def goods_of(draft: Draft, row: Row) -> str:
    """Return the goods class of a row, 普通 where it names none."""
    if "goods_class" not in row.values:
        return DEFAULT_CLASS
    return draft.goods.resolve(row, "goods_class", draft.found) or DEFAULT_CLASS


SITE_REASONS = {
    "SITE_WITHOUT_PLACE": ReasonCode.NO_COORDINATE,
}


def set_aside_row(draft: Draft, row: Row, read: DemandRead, items: int | None) -> None:
    """Count a row that is set aside and asks for items of one partner."""
    set_aside_cells(draft, row, [(row.text("partner"), items)], read)


def set_aside_cells(
    draft: Draft,
    row: Row,
    lost: Sequence[tuple[str, int | None]],
    read: DemandRead,
    column: str = "items",
) -> None:
    """Count what is set aside, as (partner, items), on the row's first such finding.

    Where a number of items cannot be read (None) a warning at ``column`` says
    that it counts 0.
    """
    lost = [(partner, items) for partner, items in lost if items != 0]
    if not lost:
        return
    total = sum(items or 0 for _, items in lost)
    for index, finding in enumerate(row.findings):
        if finding.grade is Grade.SET_ASIDE:
            row.findings[index] = replace(finding, items=total)
            break
    if any(items is None for _, items in lost):
        row.warn("ITEMS_UNREADABLE", column)
    read.set_aside.extend(
        _aside(draft, row, partner, items or 0) for partner, items in lost
    )


def set_aside_strange(
    draft: Draft, row: Row, headers: Sequence[str], read: DemandRead
) -> None:
    """Count the cells of columns that may be partners, but no known ones."""
    for header in headers:
        items = readable_items(row.text(header))
        if items:
            read.set_aside.append(_aside(draft, row, header, items))


def _aside(draft: Draft, row: Row, partner: str, items: int) -> SetAside:
    reasons = [SITE_REASONS[f.code] for f in row.findings if f.code in SITE_REASONS]
    return SetAside(
        table=row.table.name,
        row=row.raw.row,
        site=_id_or_masked(draft.sites, row.text("site") or row.text("township")),
        partner=_id_or_masked(draft.partners, partner),
        goods_class=_id_or_masked(
            draft.goods, row.text("goods_class") or DEFAULT_CLASS
        ),
        items=items,
        reason=reasons[0] if reasons else ReasonCode.BAD_ROW,
    )


def _id_or_masked(lookup: Lookup, text: str) -> str:
    """Return the id that a text means; what is unknown may be a person's name."""
    keys = lookup.find(text)
    return keys[0] if len(keys) == 1 else mask(text)
