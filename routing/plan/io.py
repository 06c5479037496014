"""Write and read plan.json: the plan as text, the same bytes for the same plan.

Objects that are maps (hashes, parameters, items, KPIs …) are sorted by key,
bags by id, unserved rows by site, partner and class; everything else keeps the
order of the plan. UTF-8, LF, no clock, no path, no host.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .changes_io import dump_changes
from .node import Fault, PlanFileError
from .past_io import dump_past
from .reading import read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .model import (
        BoxUse,
        BusLoad,
        Handover,
        LateFee,
        Leg,
        Pause,
        Plan,
        PlannedBag,
        Route,
        StageFee,
        Stop,
        Tour,
        Unserved,
    )
    from .second_ways import SecondWay

    _Flat = Stop | Pause | Unserved | BusLoad | Handover | StageFee | BoxUse | LateFee


RARE = ("boxes", "late")
"""Parts of the cost that are left out of a plan where they are nothing."""


def dump_plan(plan: Plan) -> str:
    """Return the plan as canonical JSON, one line per value, ending in LF.

    ``load_plan(dump_plan(plan)) == plan`` for a plan in its stated orders.
    """
    return json.dumps(_plan(plan), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def load_plan(text: str) -> Plan:
    """Read a plan back from the text of plan.json.

    Raises
    ------
    PlanFileError
        A ``ValueError`` that names the place inside the file, the value found
        and what was expected.
    """
    return read_plan(text)


def load_plan_file(path: Path) -> Plan:
    """Read a plan back from its file.

    Raises
    ------
    OSError
        When the file cannot be read.
    PlanFileError
        As ``load_plan``, or when it is not text in UTF-8.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise PlanFileError(Fault.NOT_UTF8) from None
    return load_plan(text)


def _plan(plan: Plan) -> dict[str, Any]:
    unserved = sorted(
        plan.unserved, key=lambda row: (row.site, row.partner, row.goods_class)
    )
    return {
        "schema_version": plan.schema_version,
        "status": plan.status,
        **_run_of_the_day(plan),
        "day": {"date": plan.date, "hashes": _sorted(plan.hashes)},
        "seed": plan.seed,
        "parameters": _sorted(plan.parameters),
        "versions": _sorted(plan.versions),
        "routes": [_route(route) for route in plan.routes],
        "bus_loads": [_named(load) for load in plan.bus_loads],
        "bags": [_bag(bag) for bag in sorted(plan.bags, key=lambda bag: bag.id)],
        "handovers": [_fields(row) for row in plan.handovers],
        "stage_fees": [_fields(row) for row in plan.stage_fees],
        **_box_uses(plan),
        **_late_fees(plan),
        "unserved": [_fields(row) for row in unserved],
        **_second_ways(plan),
        "kpis": _sorted(plan.kpis),
        "cost_cents": {**_cost_parts(plan), "total": plan.cost_cents},
        **_freshness(plan),
        "penalty_cents": plan.penalty_cents,
        "distance_sources": _sorted(plan.distance_sources),
        **({} if plan.past is None else {"replan": dump_past(plan.past)}),
    }


def _late_fees(plan: Plan) -> dict[str, Any]:
    """Return what is late under its key; none where nothing is."""
    rows = [_fields(row) for row in plan.late_fees]
    return {"late_fees": rows} if rows else {}


def _freshness(plan: Plan) -> dict[str, Any]:
    """Return what goods lose under its key; none where nothing does."""
    if not plan.freshness:
        return {}
    total = plan.freshness_cents
    return {"freshness": {"classes": _sorted(plan.freshness), "total": total}}


def _cost_parts(plan: Plan) -> dict[str, int]:
    """Return cents by part; parts that few days have stand there where they cost."""
    parts = plan.cost_parts
    return {name: cents for name, cents in parts.items() if cents or name not in RARE}


def _run_of_the_day(plan: Plan) -> dict[str, Any]:
    """Return which run made it and what it changes; nothing of a day's only run."""
    found: dict[str, Any] = {}
    if plan.stage is not None:
        found["stage"] = str(plan.stage)
    if plan.changes is not None:
        found["changes"] = dump_changes(plan.changes)
    return found


def _route(route: Route) -> dict[str, Any]:
    return {
        "vehicle": route.vehicle,
        "tours": [_tour(tour) for tour in route.tours],
        "pauses": [_fields(pause) for pause in route.pauses],
        "metres": route.metres,
        "seconds": route.seconds,
        "cost_cents": {
            "fixed": route.cost_cents.fixed,
            "km": route.cost_cents.km,
            "hours": route.cost_cents.hours,
            "cold": route.cost_cents.cold,
        },
    }


def _tour(tour: Tour) -> dict[str, Any]:
    return {
        "load_start": tour.load_start,
        "start": tour.start,
        "end": tour.end,
        "load": list(tour.load),
        "unload": list(tour.unload),
        "load_g": tour.load_g,
        "load_cm3": tour.load_cm3,
        "load_items": tour.load_items,
        "stops": [_fields(stop) for stop in tour.stops],
        **({} if tour.stands is None else {"stands": tour.stands}),
        **({"bulkhead": tour.bulkhead} if tour.bulkhead else {}),
    }


def _bag(bag: PlannedBag) -> dict[str, Any]:
    return {
        "id": bag.id,
        "lot": bag.lot,
        "origin": bag.origin,
        "destination": bag.destination,
        "contents": _sorted(bag.contents),
        "items": _sorted(bag.items),
        "goods_class": bag.goods_class,
        "grams": bag.grams,
        "cm3": bag.cm3,
        "loose": bag.loose,
        **({} if bag.box is None else {"box": bag.box}),
        **({"boxes": bag.boxes} if bag.boxes else {}),
        "legs": [_leg(leg) for leg in bag.legs],
    }


def _leg(leg: Leg) -> dict[str, Any]:
    carrier = {
        name: value
        for name in ("vehicle", "tour", "trip", "offer")
        if (value := getattr(leg, name)) is not None
    }
    return {
        "kind": leg.kind,
        **carrier,
        "from": leg.from_site,
        "to": leg.to_site,
        "depart": leg.depart,
        "arrive": leg.arrive,
    }


def _box_uses(plan: Plan) -> dict[str, Any]:
    """Return the boxes that leave under their key; none where none do."""
    rows = [_fields(row) for row in plan.box_uses]
    return {"box_uses": rows} if rows else {}


def _second_ways(plan: Plan) -> dict[str, Any]:
    """Return the second ways under their key; none where there are none."""
    rows = [_second_way(row) for row in plan.second_ways]
    return {"second_ways": rows} if rows else {}


def _second_way(row: SecondWay) -> dict[str, Any]:
    service = {"trip": row.trip} if row.trip is not None else {"offer": row.offer}
    return {
        **service,
        "call_by": row.call_by,
        "extra_cents": row.extra_cents,
        "items_left": row.items_left,
        "detours": [
            {"bags": list(each.bags), "legs": [_leg(leg) for leg in each.legs]}
            for each in row.detours
        ],
        "left": list(row.left),
    }


def _named(load: BusLoad) -> dict[str, Any]:
    """Return a trip leg; what is not said of its calls has no key."""
    return {key: value for key, value in _fields(load).items() if value is not None}


def _fields(row: _Flat) -> dict[str, Any]:
    """Return a flat record under the names and in the order of its class."""
    values = {item.name: getattr(row, item.name) for item in fields(row)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }


def _sorted(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _sorted(value) if isinstance(value, dict) else value
        for key, value in sorted(values.items())
    }
