"""A plan told back as a solution by public transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .evaluate import BusSolution, Carriage
from .instance import SPEED
from .shared_tours import with_short_waits
from .slots import slots_of
from .translate import TRUCK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.plan.model import Plan, Route

    from .instance import BusInstance
    from .slots import Slot


def solution_of(instance: BusInstance, plan: Plan) -> BusSolution:
    """Return what a plan drives and carries, in the family's words.

    A truck is at a stop as early as it can be, but not before its slot opens: what
    it brings is there from then on. Parcels that share a courier ride close together.
    """
    trucks = [route for route in plan.routes if route.vehicle.startswith(TRUCK)]
    numbers = {route.vehicle: number for number, route in enumerate(trucks)}
    ordered = slots_of(instance)
    slots = {slot.site: slot for slot in ordered}
    carriages = {}
    for bag in plan.bags:
        first, second, _ = bag.legs
        line, _, run = (second.trip or "").rpartition("-")
        carriages[bag.destination] = Carriage(
            truck=numbers[first.vehicle or ""],
            in_stop=slots[first.to_site].stop,
            line=line,
            run=int(run),
            out_stop=second.to_site.rpartition("-")[0],
        )
    told = BusSolution(
        trucks=tuple(_arrivals(instance, slots, route) for route in trucks),
        carriages=carriages,
        tours=tuple(
            (
                route.vehicle.rpartition("-out-")[0],
                tuple(stop.site for stop in route.tours[0].stops),
            )
            for route in plan.routes
            if route.vehicle not in numbers
        ),
    )
    return with_short_waits(instance, ordered, told)


def _arrivals(
    instance: BusInstance, slots: Mapping[str, Slot], route: Route
) -> tuple[tuple[str, float], ...]:
    clock, at, arrivals = 0.0, "", []
    for halt in route.tours[0].stops:
        slot = slots[halt.site]
        clock += SPEED * instance.distance(at, slot.stop)
        clock = max(clock, slot.open_time)
        arrivals.append((slot.stop, clock))
        clock += instance.stops[slot.stop].work
        at = slot.stop
    return tuple(arrivals)
