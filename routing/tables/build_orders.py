"""Orders and pickups: single waybills, and what is brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.partner import Partner, PartnerKind

from .build_cold import precooled
from .build_lines import (
    DemandLine,
    DemandRead,
    goods_of,
    readable_items,
    resolve_site,
    set_aside_row,
    shared_values,
)
from .schema_day import ORDERS, PICKUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.consignment import ConsignmentKind
    from routing.domain.day import SetAside
    from routing.domain.goods import GoodsClass

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .schema import Row

Key = tuple[str, str, str]


def build_orders(draft: Draft, sites: SitesRead) -> DemandRead:
    """Read the orders as lines; a duplicate number sets the second row aside."""
    read = DemandRead()
    seen: dict[str, None] = {}
    for row in draft.rows(ORDERS):
        order_id = row.text("order_id")
        if order_id and order_id in seen:
            row.reject("DUPLICATE_ORDER", "order_id")
        seen[order_id] = None
        site = resolve_site(draft, row, sites)
        partner = draft.partners.resolve(row, "partner", draft.found)
        goods_class = goods_of(draft, row)
        if site is not None and site == sites.centre and not row.text("from_site"):
            row.reject("GOES_NOWHERE", "site", word=row.text("site"))
        origin = draft.sites.resolve(row, "from_site", draft.found)
        if not row.usable or site is None or partner is None:
            items = readable_items(row.text("items") or "1")
            set_aside_row(draft, row, read, items)
        else:
            read.lines.append(
                DemandLine(
                    table=row.table.name,
                    row=row.raw.row,
                    site=site,
                    partner=partner,
                    items=row.values.get("items", 1),
                    other_site=origin,
                    **shared_values(row, goods_class),
                )
            )
        draft.found.take(row)
    return read


def replace_demand(draft: Draft, demand: DemandRead, orders: DemandRead) -> None:
    """Let orders stand for the demand of the site × partner × class they cover.

    Orders that are set aside cover as well as far as they can be read, so that
    no item counts twice.
    """
    covered: dict[Key, int] = {}
    for line in orders.lines:
        covered[line.key] = covered.get(line.key, 0) + line.items
    for lost in orders.set_aside:
        covered.setdefault(_key_of(lost), 0)
        covered[_key_of(lost)] += lost.items
    # What was left from the day before is in no list of today's parcels.
    lines = [ln for ln in demand.lines if ln.key in covered and not ln.carried]
    replaced = sum(line.items for line in lines)
    if replaced:
        told = sum(covered[key] for key in {line.key: 0 for line in lines})
        if told != replaced:
            draft.found.warn(
                "ORDERS_DIFFER",
                draft.tables[ORDERS.table],
                orders=str(told),
                demand=str(replaced),
            )
    demand.lines = [
        line for line in demand.lines if line.carried or line.key not in covered
    ]
    demand.set_aside = [
        lost for lost in demand.set_aside if _key_of(lost) not in covered
    ]
    demand.lines.extend(orders.lines)
    demand.set_aside.extend(orders.set_aside)


def _key_of(lost: SetAside) -> Key:
    return (lost.site, lost.partner, lost.goods_class)


def build_pickups(
    draft: Draft,
    sites: SitesRead,
    partners: Mapping[str, Partner],
    goods: Mapping[str, GoodsClass],
) -> DemandRead:
    """Read what is brought back to the centre, or to the site that is named."""
    read = DemandRead()
    for row in draft.rows(PICKUPS):
        site = resolve_site(draft, row, sites)
        target = draft.sites.resolve(row, "to_site", draft.found)
        partner = _partner_of(draft, row, partners)
        goods_class = goods_of(draft, row)
        if site is not None and site == (target or sites.centre):
            row.reject("GOES_NOWHERE", "site", word=row.text("site"))
        cooled = precooled(row, goods[goods_class])
        items = row.values.get("items", 0)
        if not row.usable:
            set_aside_row(draft, row, read, readable_items(row.text("items")))
        elif items and site is not None and partner is not None:
            kind: ConsignmentKind = row.values["kind"]
            read.lines.append(
                DemandLine(
                    table=row.table.name,
                    row=row.raw.row,
                    site=site,
                    partner=partner,
                    items=items,
                    kind=kind,
                    other_site=target,
                    precooled_time=cooled,
                    **shared_values(row, goods_class),
                )
            )
        draft.found.take(row)
    return read


def _partner_of(draft: Draft, row: Row, partners: Mapping[str, Partner]) -> str | None:
    """Return the partner named, else the cooperative, the post or the first."""
    if row.text("partner"):
        return draft.partners.resolve(row, "partner", draft.found)
    rank = (PartnerKind.COOP, PartnerKind.POSTAL)
    for kind in rank:
        for partner in partners.values():
            if partner.kind is kind:
                draft.assumptions.add("pickups.partner", partner.partner_id)
                return partner.partner_id
    first = next(iter(partners), None)
    if first is None:
        row.reject("CELL_MISSING", "partner")
    else:
        draft.assumptions.add("pickups.partner", first)
    return first
