"""Partners, their agreements, and the goods classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.goods import DEFAULT_CLASS, GoodsClass
from routing.domain.partner import ANY, Agreement, Partner, PartnerKind
from routing.domain.site import Contact
from routing.domain.units import (
    cents_from_yuan,
    cm3_from_litres,
    grams_from_kg,
    micro_from_yuan,
    seconds_from_minutes,
)
from routing.domain.vehicle import Temperature

from .presets import fill_presets, preset
from .schema_base import AGREEMENTS, GOODS, PARTNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .build_draft import Draft
    from .schema import Row

POST, EXPRESS, BUS = PartnerKind.POSTAL, PartnerKind.EXPRESS, PartnerKind.BUS
SHOPS = (PartnerKind.RETAIL, PartnerKind.COOP)
LABELS = {
    "邮快": ((POST, EXPRESS),),
    "交快": ((BUS, EXPRESS),),
    "快快": ((EXPRESS, EXPRESS),),
    "快商": tuple((EXPRESS, shop) for shop in SHOPS),
    "快销": tuple((EXPRESS, shop) for shop in SHOPS),
}
"""Kinds of cooperation, and what the two partners of one are."""

GIVEN = ("shares_cost", "items_per_bag", "arrival_time", "ready_time", "sort_depth")


def build_partners(draft: Draft) -> dict[str, Partner]:
    """Build the partners of the table."""
    partners: dict[str, Partner] = {}
    rows = draft.rows(PARTNERS)
    if PARTNERS.table in draft.tables and not rows and draft.has(PARTNERS.table):
        draft.partners.complete = False
    for row in rows:
        partner_id, name = row.text("partner_id"), row.text("name")
        if partner_id in partners:
            row.reject("DUPLICATE_ID", "partner_id", word=partner_id)
        elif row.usable:
            fill_presets(row, PARTNERS, "partner", "any", draft.assumptions)
            partners[partner_id] = _partner(draft, row)
            draft.partners.add(partner_id, name, row.values.get("aliases", ()))
        else:
            aliases = row.values.get("aliases", ())
            draft.partners.lose(partner_id, name, *aliases)
        draft.found.take(row)
    return partners


def _partner(draft: Draft, row: Row) -> Partner:
    values = row.values
    depot = values.get("own_depot")
    if depot is not None:
        keys = draft.sites.find(depot)
        if len(keys) != 1:
            near = draft.sites.nearest(depot, draft.found)
            row.warn("OWN_DEPOT_UNKNOWN", "own_depot", word=depot, suggestion=near)
        depot = keys[0] if len(keys) == 1 else None
    cost = values.get("current_cost_yuan")
    return Partner(
        partner_id=values["partner_id"],
        name=values["name"],
        kind=values["kind"],
        own_depot=depot,
        grams_per_item=grams_from_kg(values["kg_per_item"]),
        cm3_per_item=cm3_from_litres(values["litres_per_item"]),
        current_cost_cents=None if cost is None else cents_from_yuan(cost),
        contact=Contact(name=values.get("contact", ""), phone=values.get("phone", "")),
        **{name: values[name] for name in GIVEN if name in values},
    )


def create_partners(draft: Draft, texts: Iterable[str]) -> dict[str, Partner]:
    """Create partners from the names in the demand, where there is no table."""
    partners: dict[str, Partner] = {}
    for text in texts:
        if text in partners:
            continue
        kind = PartnerKind.POSTAL if "邮政" in text else PartnerKind.EXPRESS
        partners[text] = Partner(partner_id=text, name=text, kind=kind)
        draft.partners.add(text)
    if partners:
        draft.assumptions.add("partners", "、".join(partners))
        for column in ("kg_per_item", "litres_per_item", "items_per_bag", "ready_time"):
            value, source = preset("partner", "any", column) or ("", "")
            draft.assumptions.add(f"partners.any.{column}", value, source)
    return partners


def build_agreements(
    draft: Draft, partners: Mapping[str, Partner]
) -> tuple[Agreement, ...] | None:
    """Build the agreements in force; None where there is no table or no row."""
    if AGREEMENTS.table not in draft.tables:
        return None
    if not draft.has(AGREEMENTS.table):
        draft.found.warn("AGREEMENTS_EMPTY", draft.tables[AGREEMENTS.table])
        return None
    found = []
    for row in draft.rows(AGREEMENTS):
        first = _side(draft, row, "partner")
        other = _side(draft, row, "with")
        if first is not None and first == other != ANY:
            row.reject("WITH_ITSELF", "with", word=row.text("with"))
        start, end = row.values.get("from"), row.values.get("until")
        if start and end and end < start:
            row.reject("DATES_BACKWARDS", "until")
        current = (not start or start <= draft.date) and (not end or draft.date <= end)
        if row.usable and not current:
            row.warn("AGREEMENT_EXPIRED", "until" if end else "from")
        elif row.usable and first and other:
            _check_label(row, partners, first, other)
            found.append(
                Agreement(
                    partner=first,
                    other=other,
                    kind=row.values.get("kind", ""),
                    mixed_bag=row.values.get("mixed_bag", True),
                )
            )
        draft.found.take(row)
    return tuple(found)


def _check_label(
    row: Row, partners: Mapping[str, Partner], first: str, other: str
) -> None:
    """Warn where the label of an agreement is not what its partners are (W2)."""
    label = row.values.get("kind", "")
    if label not in LABELS or first not in partners or other not in partners:
        return
    kinds = (partners[first].kind, partners[other].kind)
    if not any(pair in (kinds, kinds[::-1]) for pair in LABELS[label]):
        row.warn("AGREEMENT_KIND", "kind")


def _side(draft: Draft, row: Row, column: str) -> str | None:
    if row.text(column) == ANY:
        return ANY
    return draft.partners.resolve(row, column, draft.found)


def build_goods(draft: Draft) -> dict[str, GoodsClass]:
    """Build the goods classes; 普通 is always among them."""
    goods: dict[str, GoodsClass] = {}
    rows = draft.rows(GOODS)
    if draft.has(GOODS.table) and not rows:
        draft.goods.complete = False
    for row in rows:
        name = row.text("goods_class")
        temp = row.values.get("temp", Temperature.AMBIENT)
        cells = row.raw.cells | row.raw.errors
        if temp is not Temperature.AMBIENT and "cold_limit_min" not in cells:
            row.reject("CELL_MISSING", "cold_limit_min")
        if name in goods:
            row.reject("DUPLICATE_ID", "goods_class", word=name)
        elif row.usable:
            goods[name] = _goods_class(row)
            draft.goods.add(name)
        else:
            draft.goods.lose(name)
    for row in rows:
        for other in row.values.get("incompatible_with", ()):
            if not draft.goods.find(other):
                near = draft.goods.nearest(other, draft.found)
                row.warn(
                    "GOODS_UNKNOWN_PAIR",
                    "incompatible_with",
                    word=other,
                    suggestion=near,
                )
        draft.found.take(row)
    if DEFAULT_CLASS not in goods:
        goods[DEFAULT_CLASS] = GoodsClass()
        draft.goods.add(DEFAULT_CLASS)
        draft.assumptions.add("goods.普通", "ambient, bus, 30 kg")
    return goods


def _goods_class(row: Row) -> GoodsClass:
    values = row.values
    optional = {
        target: values[column]
        for column, target in (
            ("max_edge_cm", "max_edge_cm"),
            ("bag", "baggable"),
            ("unit", "unit"),
            ("incompatible_with", "incompatible_with"),
            ("rule", "rule"),
        )
        if column in values
    }
    for column, target, convert in (
        ("cold_limit_min", "cold_limit_duration", seconds_from_minutes),
        ("pack_min", "pack_duration", seconds_from_minutes),
        ("max_ride_min", "max_ride_duration", seconds_from_minutes),
        ("max_item_kg", "max_item_g", grams_from_kg),
        ("kg_per_unit", "grams_per_unit", grams_from_kg),
        ("litres_per_unit", "cm3_per_unit", cm3_from_litres),
        ("temp_min_c", "temp_min_c", float),
        ("temp_max_c", "temp_max_c", float),
        ("fresh_yuan_kg_hour", "fresh_micro_yuan", micro_from_yuan),
        ("fresh_ea_kj", "fresh_ea_kj", float),
    ):
        if column in values:
            optional[target] = convert(values[column])
    return GoodsClass(
        goods_class=values["goods_class"],
        temp=values["temp"],
        bus_allowed=values["bus_allowed"],
        **optional,
    )
