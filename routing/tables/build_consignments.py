"""Lines into consignments: townships split, goods redirected, keys joined (M1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.day import SetAside
from routing.domain.reason import ReasonCode
from routing.domain.site import Level
from routing.domain.units import MAX_BAG_GRAMS

from .split import split_total, village_weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.goods import GoodsClass
    from routing.domain.partner import Partner

    from .build_draft import Draft
    from .build_lines import DemandLine, DemandRead
    from .build_sites import SitesRead


def split_townships(draft: Draft, sites: SitesRead, demand: DemandRead) -> None:
    """Split what a township's total leaves beyond its listed villages.

    Villages that are listed for the partner and class keep their own number; the
    rest is split over the others, over all where every village is listed.
    """
    listed: dict[tuple[str, str, str], dict[str, int]] = {}
    for line in demand.lines:
        if not line.carried:
            _count(sites, listed, line.key, line.items)
    for lost in demand.set_aside:
        _count(sites, listed, (lost.site, lost.partner, lost.goods_class), lost.items)
    members = _villages(sites)
    for total in demand.township_lines:
        taken = listed.get(total.key, {})
        villages = members.get(total.site, [])
        rest = total.items - sum(taken.values())
        table = draft.tables[total.table]
        if rest < 0:
            draft.found.warn(
                "TOWNSHIP_TOTAL_LESS",
                table,
                "site",
                word=total.site,
                total=str(total.items),
                listed=str(sum(taken.values())),
            )
        if rest <= 0:
            continue
        villages = [site for site in villages if site not in taken] or villages
        if villages:
            demand.lines.extend(_parts(total, rest, villages, sites))
        else:
            _keep_at_hub(draft, sites, demand, total, rest)
    demand.township_lines = []


def _villages(sites: SitesRead) -> dict[str, list[str]]:
    """Return the sites that share a township's total: its villages in use."""
    members: dict[str, list[str]] = {}
    for site_id, township in sites.townships.items():
        site = sites.sites[site_id]
        if site.level is Level.VILLAGE and site.dispatchable:
            members.setdefault(township, []).append(site_id)
    return members


def _count(
    sites: SitesRead,
    listed: dict[tuple[str, str, str], dict[str, int]],
    key: tuple[str, str, str],
    items: int,
) -> None:
    """Add listed items to their township, partner and class, by village."""
    site, partner, goods_class = key
    township = sites.townships.get(site)
    if township is not None:
        group = listed.setdefault((township, partner, goods_class), {})
        group[site] = group.get(site, 0) + items


def _parts(
    total: DemandLine, rest: int, villages: list[str], sites: SitesRead
) -> list[DemandLine]:
    weights = village_weights([sites.shares.get(site) for site in villages])
    items = split_total(rest, weights)
    # Kilograms and volume were told for the whole township.
    grams = None if total.grams is None else total.grams * rest // total.items
    cm3 = None if total.cm3 is None else total.cm3 * rest // total.items
    grams_of = None if grams is None else split_total(grams, weights)
    cm3_of = None if cm3 is None else split_total(cm3, weights)
    return [
        replace(
            total,
            site=site,
            items=items[index],
            grams=None if grams_of is None else grams_of[index],
            cm3=None if cm3_of is None else cm3_of[index],
            estimated_split=True,
            backlog_items=0,
            cod_cents=0,
        )
        for index, site in enumerate(villages)
        if items[index]
    ]


def _keep_at_hub(
    draft: Draft, sites: SitesRead, demand: DemandRead, total: DemandLine, rest: int
) -> None:
    """Keep the total of a township without villages at its hub, else set it aside."""
    table = draft.tables[total.table]
    draft.found.warn("TOWNSHIP_WITHOUT_VILLAGES", table, "site", word=total.site)
    if total.site in sites.sites:
        demand.lines.append(replace(total, items=rest))
        return
    demand.set_aside.append(
        SetAside(
            table=total.table,
            row=total.row,
            site=total.site,
            partner=total.partner,
            goods_class=total.goods_class,
            items=rest,
            reason=ReasonCode.BAD_ROW,
        )
    )


def make_consignments(
    draft: Draft,
    sites: SitesRead,
    partners: Mapping[str, Partner],
    goods: Mapping[str, GoodsClass],
    demand: DemandRead,
) -> tuple[Consignment, ...]:
    """Join the lines of one key into consignments, in the order of the tables."""
    joined: dict[tuple[object, ...], Consignment] = {}
    seen: dict[tuple[object, ...], None] = {}
    doubled = 0
    for line in demand.lines:
        ends = _ends(sites, line)
        if ends[0] == ends[1]:
            _set_aside_at_origin(draft, demand, line)
            continue
        raw = _consignment(partners[line.partner], goods[line.goods_class], line, ends)
        key = _key(raw)
        plain = not (line.estimated_split or line.carried)
        if key in joined:
            joined[key] = _join(joined[key], raw)
            # What is split, or left from the day before, is no row written twice.
            doubled += line.table == "demand" and plain and key in seen
        else:
            joined[key] = replace(raw, consignment_id=f"C{len(joined) + 1:04d}")
        if not line.carried:
            seen[key] = None
    if doubled:
        draft.found.warn("DEMAND_JOINED", draft.tables["demand"], count=str(doubled))
    return tuple(joined.values())


def _ends(sites: SitesRead, line: DemandLine) -> tuple[str, str]:
    """Return origin and destination; goods of a site served elsewhere go there."""
    inner = line.other_site or sites.centre
    if line.kind is not ConsignmentKind.DELIVERY:
        return line.site, inner
    outer, seen = line.site, {line.site: None}
    while (site := sites.sites.get(outer)) and site.served_by:
        if site.served_by in seen:
            return inner, line.site
        outer = site.served_by
        seen[outer] = None
    return inner, outer


def _set_aside_at_origin(draft: Draft, demand: DemandRead, line: DemandLine) -> None:
    """Keep items that are already where their site's goods are received."""
    table = draft.tables[line.table]
    draft.found.aside("SERVED_AT_ORIGIN", table, "site", line.items, word=line.site)
    demand.set_aside.append(
        SetAside(
            table=line.table,
            row=line.row,
            site=line.site,
            partner=line.partner,
            goods_class=line.goods_class,
            items=line.items,
            reason=ReasonCode.BAD_ROW,
        )
    )


def _key(row: Consignment) -> tuple[object, ...]:
    """Return what lines must share to be one consignment; heavy pieces stay apart."""
    return (
        row.kind,
        row.origin,
        row.destination,
        row.partner,
        row.goods_class,
        row.priority,
        row.ready_time,
        row.precooled_time,
        row.windows,
        row.deadline,
        row.late_micro_yuan,
        row.late_most,
        row.must,
        row.grams > row.items * MAX_BAG_GRAMS,
    )


def _join(first: Consignment, second: Consignment) -> Consignment:
    return replace(
        first,
        items=first.items + second.items,
        grams=first.grams + second.grams,
        cm3=first.cm3 + second.cm3,
        backlog_items=first.backlog_items + second.backlog_items,
        days_waiting=max(first.days_waiting, second.days_waiting),
        cod_cents=first.cod_cents + second.cod_cents,
        estimated_split=first.estimated_split or second.estimated_split,
        forecast=first.forecast or second.forecast,
    )


def _consignment(
    partner: Partner, goods: GoodsClass, line: DemandLine, ends: tuple[str, str]
) -> Consignment:
    grams, cm3 = line.grams, line.cm3
    if grams is None:
        grams = line.items * (goods.grams_per_unit or partner.grams_per_item)
    if cm3 is None:
        cm3 = line.items * (goods.cm3_per_unit or partner.cm3_per_item)
    ready = line.ready_time
    if ready is None:
        delivery = line.kind is ConsignmentKind.DELIVERY
        ready = partner.ready_time if delivery else 0
    if line.precooled_time is not None:
        ready = max(ready, line.precooled_time)
    return Consignment(
        consignment_id="C0000",
        kind=line.kind,
        origin=ends[0],
        destination=ends[1],
        partner=line.partner,
        goods_class=line.goods_class,
        priority=line.priority,
        items=line.items,
        grams=grams,
        cm3=cm3,
        ready_time=ready,
        precooled_time=line.precooled_time,
        windows=line.windows,
        deadline=line.deadline,
        late_micro_yuan=line.late_micro_yuan,
        late_most=line.late_most,
        must=line.must,
        backlog_items=line.backlog_items,
        days_waiting=line.days_waiting,
        cod_cents=line.cod_cents,
        estimated_split=line.estimated_split,
        forecast=line.forecast,
    )
