"""A search that begins with a plan of other goods: yesterday's, say.

What went with a vehicle, a tour or a trip before is told with today's bags: those of
the same ends and kind take the places of the earlier ones, more bags than before go
where most went, what is new or does not fit is inserted. Ways that are not there
today are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.optimize.simulator import Simulator

from .changes.earlier import EarlierWays
from .changes.transfer import complete_start, transferred
from .start import Start, has_bags_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import Shipment
    from routing.plan.model import Plan


class Beginning:
    """What a search of a day begins with, from a plan of it or of another day.

    ``batches`` are those of the day as the plan parts them.
    """

    def __init__(self, day: Day, plan: Plan, found: Sequence[Shipment]) -> None:
        self._told = not has_bags_of(plan, found)
        if self._told:
            lots = {batch.lot.lot_id: batch.lot for batch in found}
            known = EarlierWays(day, plan, lots.values())
            self._start = transferred(known, found)
        else:
            self._start = Start(day, plan, found)
        self.batches = self._start.batches

    def draft(self, problem: RoadProblem) -> Draft:
        """Return the first draft for a problem of these batches.

        Routes of other goods lose what does not fit them today.
        """
        draft = self._start.draft(problem)
        return complete_start(Simulator(problem), draft) if self._told else draft


def is_foreign(day: Day, plan: Plan) -> bool:
    """Tell whether a plan has nothing in common with a day but its centre."""
    carriers = {*day.vehicles, *day.trips, *day.offers}
    sites = {*day.sites} - {day.centre}
    return not any(
        {bag.origin, bag.destination} & sites
        and any((leg.vehicle or leg.trip or leg.offer) in carriers for leg in bag.legs)
        for bag in plan.bags
    )
