"""装车单: what is loaded for each tour, the last halt first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.units import clock
from routing.plan.bulkheads import rooms_of
from routing.report.box_view import count_boxes
from routing.report.cold_view import is_kept_cold
from routing.report.cold_words import bulkhead_words, cold_mark
from routing.report.figures import cubic_metres, kilograms, percent
from routing.report.words import site_name, vehicle_name

from .bag_lists import bag_groups
from .bag_lists import id_ranges as id_ranges
from .cold_record import cold_record, of_loading
from .frame import A4, Section, render_document
from .layout import Column, Row, Table, Text
from .loads import BASE, loads_of
from .transfer_words import bag_off_words, bag_on_words
from .transfers import ROAD, Changes
from .violation_words import violations_of_vehicle
from .words import (
    cargo_of,
    class_word,
    contact_words,
    count_words,
    partner_words,
    township_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import PlannedBag, Route, Stop, Tour

    from .frame import SheetContext
    from .layout import Block
    from .loads import Load
    from .words import Cargo

_WIDTHS = (
    ("COL_LOAD_ORDER", 14.0, 0.0, "center"),
    ("COL_BAG", 44.0, 13.0, "left"),
    ("COL_CONTENTS", 58.0, 0.0, "left"),
    ("COL_KG", 18.0, 0.0, "right"),
    ("COL_REMARK", 38.0, 0.0, "left"),
    ("COL_TICK", 18.0, 15.0, "center"),
)
_ROW_HEIGHT = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    context: SheetContext
    route: Route
    cargo: Cargo
    changes: Changes

    def change_words(self, load: Load, stop: Stop, bag: PlannedBag) -> list[str]:
        """Return who brought a bag here, and who takes it on at its halt."""
        carrier = (ROAD, self.route.vehicle, load.tour)
        came = self.changes.by([bag.id], load.site, carrier)
        goes = self.changes.to([bag.id], stop.site, carrier)
        return [
            *bag_off_words(self.context, came),
            *bag_on_words(self.context, goes),
        ]


def loading_list(context: SheetContext, route: Route) -> str:
    """Return the loading list of a vehicle as an HTML document on A4.

    Each load begins a new page: it is loaded at another time or place. A bag
    has a row of its own to tick off; loose pieces of one kind share one.
    """
    sheet = _Sheet(
        context=context,
        route=route,
        cargo=cargo_of(context.day, context.plan),
        changes=Changes(context.day, context.plan),
    )
    loads = loads_of(context.day.vehicles[route.vehicle], route)
    sections = [_section(sheet, load) for load in loads]
    title = context.say(
        "LOADING_NAME",
        vehicle=vehicle_name(context.day, route.vehicle),
        date=context.plan.date,
    )
    return render_document(context, title, sections, A4)


def _section(sheet: _Sheet, load: Load) -> Section:
    context, route, cargo = sheet.context, sheet.route, sheet.cargo
    title = context.say(
        "LOADING_TITLE",
        vehicle=vehicle_name(context.day, route.vehicle),
        date=context.plan.date,
        n=load.tour + 1,
        m=len(route.tours),
    )
    blocks: list[Block] = [_summary(context, route, load)]
    if load.bags:
        blocks.append(_table(sheet, load))
        how = context.say("LOADING_HOW")
    else:
        how = context.say("LOADING_EMPTY")
    blocks += [
        _totals(context, cargo, route, load),
        Text(lines=(how,), size=11),
    ]
    bags = cargo.of(load.bag_ids)
    if load.stop == BASE:
        blocks += cold_record(context, of_loading(context, load.site, bags))
    blocks.append(_signatures(context, bags))
    return Section(
        title=title,
        blocks=tuple(blocks),
        violations=violations_of_vehicle(context, route.vehicle, bags),
    )


def _summary(context: SheetContext, route: Route, load: Load) -> Text:
    vehicle = context.day.vehicles[route.vehicle]
    driver = contact_words(context, vehicle.contact)
    words = context.say(
        "LOADING_HEAD" if load.stop == BASE else "LOADING_HEAD_HALT",
        vehicle=vehicle_name(context.day, route.vehicle),
        kind=class_word(context, str(vehicle.vehicle_class)),
        site=site_name(context.day, load.site),
        start=clock(load.start),
        end=clock(load.end),
        who=driver or "＿＿＿＿＿",
    )
    tour = route.tours[load.tour]
    bulkhead = bulkhead_words(vehicle, tour, context.lang)
    lines = (words, bulkhead) if bulkhead and load.stop == BASE else (words,)
    return Text(lines=lines, kind="strong", size=12)


def _table(sheet: _Sheet, load: Load) -> Table:
    context = sheet.context
    stops = sheet.route.tours[load.tour].stops
    columns = tuple(
        Column(label=context.say(code), width=width, lead=lead, align=align)
        for code, width, lead, align in _WIDTHS
    )
    rows: list[Row] = []
    order = 1
    for index, bag_ids in load.bags.items():
        bags = sheet.cargo.of(bag_ids)
        words = _stop_words(context, stops[index], index + 1, bags)
        rows.append(Row((words,), keep=True, repeat=True))
        for group in bag_groups(bags):
            changes = sheet.change_words(load, stops[index], group[0])
            rows.append(_bag_row(sheet, load, order, group, changes))
            order += len(group)
    return Table(columns=columns, rows=tuple(rows), row_height=_ROW_HEIGHT)


def _stop_words(
    context: SheetContext, stop: Stop, order: int, bags: Sequence[PlannedBag]
) -> str:
    site = context.day.sites[stop.site]
    chute = context.say("CHUTE", chute=site.chute) if site.chute else ""
    return context.say(
        "LOADING_STOP",
        n=order,
        chute=chute,
        site=site.name,
        township=township_words(context, stop.site),
        load=count_words(context, bags),
    )


def _bag_row(
    sheet: _Sheet,
    load: Load,
    order: int,
    group: list[PlannedBag],
    changes: Sequence[str],
) -> Row:
    context = sheet.context
    last = order + len(group) - 1
    remarks = []
    if group[0].loose:
        remarks.append(context.say("LOOSE", n=len(group)))
    if is_kept_cold(context.day, group[0]):
        car = context.day.vehicles[sheet.route.vehicle]
        rooms = rooms_of(car, sheet.route.tours[load.tour])
        remarks.append(cold_mark(context.day, group, rooms, context.lang))
    rows = [row for bag in group for row, _ in sheet.cargo.consignments(bag)]
    if any(row.must for row in rows):
        remarks.append(context.say("HINT_MUST"))
    remarks += changes
    kg = kilograms(sum(bag.grams for bag in group))
    return Row(
        (
            str(order) if order == last else f"{order}–{last}",
            id_ranges([bag.id for bag in group]),
            partner_words(context, group),
            f"{kg:g}",
            "\n".join(remarks),
            "□",
        )
    )


def _totals(context: SheetContext, cargo: Cargo, route: Route, load: Load) -> Text:
    """Sum up what is loaded, and what is on board at once, against the capacity."""
    tour = route.tours[load.tour]
    lines = [
        context.say("LOADING_TOTAL", load=count_words(context, cargo.of(load.bag_ids)))
    ]
    halts: list[Tour | Stop] = [tour, *tour.stops]
    now = halts[load.stop + 1]
    on_board = now.load_g, now.load_cm3, now.load_items
    lines.append(_against(context, route, tour, on_board))
    rest = halts[load.stop + 2 :]
    if any(stop.pick_up for stop in tour.stops[load.stop + 1 :]):
        peak = (
            max(halt.load_g for halt in rest),
            max(halt.load_cm3 for halt in rest),
            max(halt.load_items for halt in rest),
        )
        lines.append(
            context.say("LOADING_PEAK", load=_against(context, route, tour, peak))
        )
    return Text(
        lines=tuple(lines), kind="box", size=12, heading=context.say("LOADING_SUM")
    )


def _against(
    context: SheetContext, route: Route, tour: Tour, load: tuple[int, int, int]
) -> str:
    """Write kilograms, usable m³ and items against what the vehicle takes."""
    vehicle = context.day.vehicles[route.vehicle]
    grams, cm3, items = load
    volume = sum(rooms_of(vehicle, tour).values())
    parts = [
        context.say(
            "SUM_KG",
            load=f"{kilograms(grams):g}",
            cap=f"{kilograms(vehicle.cap_g):g}",
            share=_share(grams, vehicle.cap_g),
        ),
        context.say(
            "SUM_M3",
            load=f"{cubic_metres(cm3):.2f}",
            cap=f"{cubic_metres(volume):.2f}",
            share=_share(cm3, volume),
        ),
    ]
    if vehicle.cap_items is None:
        parts.append(context.say("SUM_ITEMS", load=items))
    else:
        parts.append(
            context.say(
                "SUM_ITEMS_CAP",
                load=items,
                cap=vehicle.cap_items,
                share=_share(items, vehicle.cap_items),
            )
        )
    return context.say("SEMICOLON").join(parts)


def _share(load: int, limit: int) -> str:
    share = percent(load, limit)
    return "—" if share is None else f"{share:.0f}%"


def _signatures(context: SheetContext, bags: Sequence[PlannedBag]) -> Text:
    seal = context.say("LOADING_SEAL")
    if count_boxes(bags):
        seal += context.say("LOADING_BOXES")
    lines = (context.say("LOADING_SIGN"), seal)
    return Text(lines=lines, kind="box", size=12)
