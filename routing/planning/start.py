"""A search that begins with another plan of the day, and never ends dearer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.optimize.ways import Shipment
from routing.plan.freshness import weighed_cents

from .reasons.rebuild import RebuiltPlan
from .sums import penalty_sum

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem
    from routing.plan.model import Plan, PlannedBag
    from routing.travel.matrix import Travel


class Start:
    """A plan to begin with: bags go together as they go in it, or ``singly``.

    Bags that the day packs otherwise, or not at all, are as if not planned.
    """

    def __init__(
        self,
        day: Day,
        plan: Plan,
        found: Sequence[Shipment],
        singly: Container[str] = (),
    ) -> None:
        owner = {bag.bag_id: batch for batch in found for bag in batch.bags}
        bags = {bag.bag_id: bag for batch in found for bag in batch.bags}
        kept = tuple(b for b in plan.bags if b.id in bags and _same(b, bags[b.id]))
        self._rebuilt = RebuiltPlan(
            day,
            replace(plan, bags=kept),
            lambda bag: bag.id if bag.id in singly else "",
        )
        taken = set(self._rebuilt.numbers)
        self.batches = [
            Shipment(
                lot=owner[batch.bags[0].bag_id].lot,
                bags=tuple(bags[bag.bag_id] for bag in batch.bags),
            )
            for batch in self._rebuilt.batches
        ]
        for batch in found:
            rest = tuple(bag for bag in batch.bags if bag.bag_id not in taken)
            if rest:
                self.batches.append(Shipment(lot=batch.lot, bags=rest))

    def draft(self, problem: RoadProblem) -> Draft:
        """Return the plan's routes and courses for a problem of these batches."""
        return self._rebuilt.draft(problem, set())


def has_bags_of(plan: Plan, found: Sequence[Shipment]) -> bool:
    """Tell whether every bag of a plan is one of these batches', packed alike."""
    bags = {bag.bag_id: bag for batch in found for bag in batch.bags}
    return all(b.id in bags and _same(b, bags[b.id]) for b in plan.bags)


def _same(planned: PlannedBag, bag: Bag) -> bool:
    contents: dict[str, int] = {}
    for key, items in bag.contents:
        contents[key] = contents.get(key, 0) + items
    return (planned.lot, planned.contents, planned.grams) == (
        bag.lot_id,
        contents,
        bag.grams,
    )


def better_start(day: Day, travel: Travel, start: Plan, made: Plan) -> bool:
    """Tell whether the plan that a search began with is the better one after all.

    It leaves nothing behind that the other takes along, and takes more or costs
    less; and it keeps every rule of the day: a plan of yesterday's tables is a
    proposal, no answer.
    """
    behind, left = _left(start), _left(made)
    more = any(items > left.get(key, 0) for key, items in behind.items())
    # Where goods may be deferred, taking more along may well cost too much.
    if more or (day.settings.economic_deferral and behind != left):
        return False
    if behind == left:
        given = penalty_sum(day, start.routes, start.unserved)
        mine, theirs = weighed_cents(day, start), weighed_cents(day, made)
        if (given, mine) >= (made.penalty_cents, theirs):
            return False
    return not judge(day, travel, start)


def _left(plan: Plan) -> dict[tuple[str, str | None], int]:
    left: dict[tuple[str, str | None], int] = {}
    for row in plan.unserved:
        key = (row.site, row.consignment)
        left[key] = left.get(key, 0) + row.items
    return left
