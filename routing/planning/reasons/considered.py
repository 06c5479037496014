"""The ways that a search considered, as ``ways.json`` states them.

One object per batch: ``lot``, ``from``, ``to``, ``bags``; ``ways`` that it could
go, each with ``legs`` and, where it was taken, ``taken``: how many of the bags go
so; ``out`` with ``legs`` as far as they were followed, ``via`` all transfers,
``reason``, and where there is something to say ``amount`` with ``unit``, ``note``,
and ``alike``: how many more ways end with the same service and miss the same, of
which this is the nearest. On large days only the nearest are listed and
``out_more`` counts the others. Bags that were out from the start have ``out``,
``amount`` and ``unit`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.optimize.itineraries.legs import Given, Ride
from routing.optimize.itineraries.out import OutWays, alike

from .rebuild import RebuiltPlan, signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.optimize.itineraries.legs import Leg
    from routing.optimize.itineraries.out import Alike
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import Ways
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

    from .rebuild import Signs

MOST_OUT = 8
MOST_OUT_OF_DAY = 4000
"""Ways that are out: of each batch at least, of a day at most."""


def considered(
    problem: RoadProblem, travel: Travel, ways: Ways, plan: Plan
) -> list[dict[str, Any]]:
    """Return the ways of every batch, which were taken, and what was out and why."""
    taken = _taken(problem.day, plan)
    out = OutWays(problem, travel)
    most = max(MOST_OUT, MOST_OUT_OF_DAY // max(1, problem.batches))
    rows = []
    for b in range(problem.batches):
        batch = problem.shipments[b]
        gone = [taken.get(bag.bag_id) for bag in batch.bags]
        offered = problem.ways[b][: int(problem.tables["batches"][b, 1])]
        rows.append(
            {
                "lot": batch.lot.lot_id,
                "from": batch.lot.origin,
                "to": batch.lot.destination,
                "bags": [bag.bag_id for bag in batch.bags],
                "ways": [
                    {
                        "legs": legs_of(way.legs, way.box),
                        **_count(gone.count(signs_of(way))),
                    }
                    for way in offered
                ],
                **_out(alike(out.of(b)), most),
            }
        )
    return rows + _left(ways)


def _out(rows: Sequence[Alike], most: int) -> dict[str, Any]:
    """Return what is out; of very many the nearest alone, and how many more."""
    if len(rows) <= most:
        return {"out": [out_row(row) for row in rows]}
    near = sorted(
        rows, key=lambda row: (len(row.nearest.chain), row.nearest.refusal.amount)
    )
    kept = [out_row(row) for row in near[:most]]
    return {"out": kept, "out_more": len(rows) - most}


def _count(bags: int) -> dict[str, int]:
    return {"taken": bags} if bags else {}


def _taken(day: Day, plan: Plan) -> dict[str, Signs]:
    """Return how each bag of a plan goes."""
    rebuilt = RebuiltPlan(day, plan)
    return {bag.id: rebuilt.signs(bag) for bag in plan.bags}


def legs_of(legs: Sequence[Leg], box: str | None = None) -> list[dict[str, Any]]:
    """Return legs as JSON states them: ``by``, ``from``, ``to`` and the timetable.

    The first also names the stock in whose ``box`` goods travel, if any.
    """
    rows = [_leg(leg) for leg in legs]
    return rows if box is None else [{**rows[0], "box": box}, *rows[1:]]


def _leg(leg: Leg) -> dict[str, Any]:
    row: dict[str, Any] = {"by": "road", "from": leg.from_site, "to": leg.to_site}
    if isinstance(leg, Ride):
        row |= {"by": "bus", "trip": leg.trip}
    elif isinstance(leg, Given):
        row |= {"by": "handover", "offer": leg.offer}
    if isinstance(leg, Ride | Given):
        row |= {"depart": leg.depart, "arrive": leg.arrive}
    return row


def out_row(row: Alike) -> dict[str, Any]:
    """Return a way that is out as JSON states it."""
    way, refusal = row.nearest, row.nearest.refusal
    more = {
        "amount": refusal.amount,
        "unit": refusal.unit,
        "note": refusal.note,
        "alike": row.count - 1,
    }
    return {
        "legs": legs_of(way.legs),
        "via": list(way.chain[1:-1]),
        "reason": refusal.code,
        # What says nothing is left out: there are many rows.
        **{key: value for key, value in more.items() if value},
    }


def _left(ways: Ways) -> list[dict[str, Any]]:
    return [
        {
            "lot": row.lot.lot_id,
            "from": row.lot.origin,
            "to": row.lot.destination,
            "bags": [row.bag.bag_id],
            "out": row.reason.value,
            "amount": row.amount,
            "unit": row.unit,
        }
        for row in ways.left
    ]
