"""The text of plan.json to a Plan, strictly: no key too many, none too few."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from routing.domain.reason import ReasonCode

from .changes import Stage
from .changes_io import read_changes
from .model import (
    Leg,
    Pause,
    PauseKind,
    Plan,
    PlannedBag,
    Route,
    RouteCost,
    Stop,
    Tour,
    Unserved,
)
from .node import MAX_SHOWN, Fault, Node, PlanFileError
from .past_io import read_past
from .reading_services import (
    read_box_use,
    read_bus_load,
    read_handover,
    read_late_fee,
    read_stage_fee,
)
from .second_ways import Detour, SecondWay

SCHEMA_VERSION = "1.0"
STATUSES = ("complete", "partial")
_CARRIER = {"road": ("vehicle", "tour"), "bus": ("trip",), "handover": ("offer",)}

_PLAN_KEYS = (
    "schema_version",
    "status",
    "stage",
    "changes",
    "day",
    "seed",
    "parameters",
    "versions",
    "routes",
    "bus_loads",
    "bags",
    "handovers",
    "stage_fees",
    "box_uses",
    "late_fees",
    "unserved",
    "second_ways",
    "kpis",
    "cost_cents",
    "freshness",
    "penalty_cents",
    "distance_sources",
    "replan",
)
_ROUTE_KEYS = ("vehicle", "tours", "pauses", "metres", "seconds", "cost_cents")
_COST_PARTS = ("fixed", "km", "hours")
_OTHER_PARTS = (
    *("cold", "bus", "handover", "last_resort", "stages", "boxes", "late", "delay"),
)
"""Parts that plans without services, of older versions, do not name."""

_LEG_KEYS = (
    "kind",
    "vehicle",
    "tour",
    "trip",
    "offer",
    "from",
    "to",
    "depart",
    "arrive",
)


def read_plan(text: str) -> Plan:
    """Read a plan; see ``routing.plan.io.load_plan``."""
    root = Node(_parse(text), "")
    version = root.text("schema_version")
    if version != SCHEMA_VERSION:
        raise PlanFileError(
            Fault.WRONG_VERSION,
            "schema_version",
            value=version,
            expected=SCHEMA_VERSION,
        )
    root.only(_PLAN_KEYS)
    day = root.at("day").only(("date", "hashes"))
    stated = _stated(root.at("cost_cents"))
    fresh = None
    if root.has("freshness"):
        fresh = root.at("freshness").only(("classes", "total"))
        stated["freshness"] = fresh.count("total")
    return Plan(
        schema_version=version,
        status=root.one_of("status", STATUSES),
        date=day.text("date"),
        hashes=day.text_map("hashes"),
        seed=root.whole("seed"),
        parameters=root.mapping("parameters"),
        versions=root.text_map("versions"),
        routes=tuple(_route(node) for node in root.rows("routes")),
        bus_loads=tuple(read_bus_load(node) for node in root.rows("bus_loads")),
        bags=tuple(_bag(node) for node in root.rows("bags")),
        handovers=tuple(read_handover(node) for node in root.rows("handovers")),
        stage_fees=tuple(read_stage_fee(node) for node in _some(root, "stage_fees")),
        box_uses=tuple(read_box_use(node) for node in _some(root, "box_uses")),
        late_fees=tuple(read_late_fee(node) for node in _some(root, "late_fees")),
        freshness={} if fresh is None else fresh.counts("classes"),
        delay_cents=stated.get("delay", 0),
        unserved=tuple(_unserved(node) for node in root.rows("unserved")),
        second_ways=tuple(_second_way(node) for node in _some(root, "second_ways")),
        kpis=root.mapping("kpis"),
        penalty_cents=root.count("penalty_cents"),
        stated_cents=stated,
        distance_sources=root.counts("distance_sources"),
        stage=_stage(root),
        changes=read_changes(root.at("changes")) if root.has("changes") else None,
        past=read_past(root.at("replan")) if root.has("replan") else None,
    )


def _some(root: Node, key: str) -> list[Node]:
    """Return the rows under a key that a plan leaves out where it has none."""
    return list(root.rows(key)) if root.has(key) else []


def _stage(root: Node) -> Stage | None:
    """Return which of a morning's runs made it; other plans name none."""
    if not root.has("stage"):
        return None
    return Stage(root.one_of("stage", [str(stage) for stage in Stage]))


_OPEN_TEXT = "Unterminated string"


def _parse(text: str) -> object:
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_no_twice,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except PlanFileError:
        raise
    except json.JSONDecodeError as error:
        # What json says is English: the place and what is usual are said instead.
        cut = not error.doc[error.pos :].strip() or error.msg.startswith(_OPEN_TEXT)
        fault = Fault.CUT_OFF if cut else Fault.NOT_JSON
        raise PlanFileError(fault, line=error.lineno, column=error.colno) from None
    except ValueError:
        # Python refuses whole numbers of thousands of digits.
        raise PlanFileError(Fault.NUMBER_TOO_LONG) from None
    except RecursionError:
        raise PlanFileError(Fault.TOO_DEEP) from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise PlanFileError(Fault.KEY_TWICE, value=key[:MAX_SHOWN])
        values[key] = value
    return values


def _no_constant(name: str) -> NoReturn:
    raise PlanFileError(Fault.BAD_NUMBER, value=name[:MAX_SHOWN])


def _finite(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _no_constant(digits)


def _stated(node: Node) -> dict[str, int]:
    """Return the sums at the top as they are written; the judge adds up."""
    node.only((*_COST_PARTS, *_OTHER_PARTS, "total"))
    named = [part for part in _OTHER_PARTS if node.has(part)]
    return {part: node.count(part) for part in (*_COST_PARTS, *named, "total")}


def _route(node: Node) -> Route:
    node.only(_ROUTE_KEYS)
    cost = node.at("cost_cents").only((*_COST_PARTS, "cold"))
    return Route(
        vehicle=node.text("vehicle"),
        tours=tuple(read_tour(tour) for tour in node.rows("tours")),
        pauses=tuple(_pause(pause) for pause in node.rows("pauses")),
        metres=node.count("metres"),
        seconds=node.count("seconds"),
        cost_cents=RouteCost(
            fixed=cost.count("fixed"),
            km=cost.count("km"),
            hours=cost.count("hours"),
            # Plans of earlier versions have none.
            cold=cost.count("cold") if cost.has("cold") else 0,
        ),
    )


def read_tour(node: Node) -> Tour:
    """Read a tour of a route; strictly, as all of the plan.

    Raises
    ------
    PlanFileError
        As ``read_plan``.
    """
    node.only(Tour.__dataclass_fields__)
    return Tour(
        load_start=node.count("load_start"),
        start=node.count("start"),
        end=node.count("end"),
        load=node.texts("load"),
        unload=node.texts("unload"),
        load_g=node.count("load_g"),
        load_cm3=node.count("load_cm3"),
        load_items=node.count("load_items"),
        stops=tuple(_stop(stop) for stop in node.rows("stops")),
        stands=node.text("stands") if node.has("stands") else None,
        bulkhead=node.count("bulkhead") if node.has("bulkhead") else 0,
    )


def _stop(node: Node) -> Stop:
    node.only(Stop.__dataclass_fields__)
    return Stop(
        site=node.text("site"),
        arrive=node.count("arrive"),
        start=node.count("start"),
        depart=node.count("depart"),
        deliver=node.texts("deliver"),
        pick_up=node.texts("pick_up"),
        load_g=node.count("load_g"),
        load_cm3=node.count("load_cm3"),
        load_items=node.count("load_items"),
    )


def _pause(node: Node) -> Pause:
    node.only(Pause.__dataclass_fields__)
    kinds = [str(kind) for kind in PauseKind]
    return Pause(
        kind=PauseKind(node.one_of("kind", kinds)),
        site=node.text("site"),
        start=node.count("start"),
        end=node.count("end"),
    )


def _bag(node: Node) -> PlannedBag:
    node.only(PlannedBag.__dataclass_fields__)
    return PlannedBag(
        id=node.text("id"),
        lot=node.text("lot"),
        origin=node.text("origin"),
        destination=node.text("destination"),
        contents=node.counts("contents"),
        items=node.counts("items"),
        goods_class=node.text("goods_class"),
        grams=node.count("grams"),
        cm3=node.count("cm3"),
        loose=node.flag("loose"),
        legs=tuple(_leg(leg) for leg in node.rows("legs")),
        # A number of boxes without a stock is read too: the judge says so.
        box=node.text("box") if node.has("box") else None,
        boxes=node.count("boxes") if node.has("boxes") else 0,
    )


def _leg(node: Node) -> Leg:
    node.only(_LEG_KEYS)
    kind = node.one_of("kind", tuple(_CARRIER))
    # A carrier is named where its kind needs it, and read wherever it stands.
    named = {*node.value, *_CARRIER[kind]}
    return Leg(
        kind=kind,
        from_site=node.text("from"),
        to_site=node.text("to"),
        depart=node.count("depart"),
        arrive=node.count("arrive"),
        vehicle=node.text("vehicle") if "vehicle" in named else None,
        tour=node.count("tour") if "tour" in named else None,
        trip=node.text("trip") if "trip" in named else None,
        offer=node.text("offer") if "offer" in named else None,
    )


def _second_way(node: Node) -> SecondWay:
    node.only(SecondWay.__dataclass_fields__)
    kind = "trip" if node.has("trip") else "offer"
    return SecondWay(
        trip=node.text("trip") if kind == "trip" else None,
        offer=node.text("offer") if kind == "offer" else None,
        call_by=node.count("call_by"),
        extra_cents=node.whole("extra_cents"),
        items_left=node.count("items_left"),
        detours=tuple(_detour(each) for each in node.rows("detours")),
        left=node.texts("left"),
    )


def _detour(node: Node) -> Detour:
    node.only(Detour.__dataclass_fields__)
    legs = tuple(_leg(leg) for leg in node.rows("legs"))
    return Detour(bags=node.texts("bags"), legs=legs)


def _unserved(node: Node) -> Unserved:
    node.only(Unserved.__dataclass_fields__)
    row = node.value
    return Unserved(
        site=node.text("site"),
        partner=node.text("partner"),
        goods_class=node.text("goods_class"),
        kind=node.text("kind"),
        priority=node.text("priority"),
        items=node.count("items"),
        reason=node.one_of("reason", [str(code) for code in ReasonCode]),
        certified=node.flag("certified"),
        amount=node.whole("amount"),
        unit=node.text("unit"),
        nearest=node.text("nearest"),
        action=node.text("action"),
        consignment=(
            node.text("consignment") if row.get("consignment") is not None else None
        ),
    )
