"""The second way of every trip and offer that a plan relies on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.plan.second_ways import Detour, SecondWay
from routing.plan.services import BUS, HANDOVER

from .bench import Bench
from .call_by import latest_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.domain.day import Day
    from routing.plan.model import Plan, PlannedBag
    from routing.travel.matrix import Travel

    from .elsewhere import Service

MOST_WORK = 600_000
"""Bags times services of a plan; with more no second ways are computed. With a tenth
of it they take a few seconds."""


def with_second_ways(day: Day, travel: Travel, plan: Plan) -> Plan:
    """Return a plan with the second way of each trip and offer that it uses.

    Without any where the plan is too large, or cannot be followed because a person
    has edited it against the rules. The same plan gives the same ways: no clock is
    read.
    """
    plan = replace(plan, second_ways=())
    services = services_of(day, plan)
    if not services or len(plan.bags) * len(services) > MOST_WORK:
        return plan
    tries = Trials(day, travel, plan)
    if not tries.is_sound:
        return plan
    found = tuple(second for second, _ in map(tries.without, services))
    return replace(plan, second_ways=found)


def services_of(day: Day, plan: Plan) -> tuple[Service, ...]:
    """Return the trips and offers that carry goods, in the plan's order."""
    trips = [(BUS, load.trip) for load in plan.bus_loads if load.trip in day.trips]
    offers = [(HANDOVER, row.offer) for row in plan.handovers]
    known = [key for key in offers if key[1] in day.offers]
    return tuple(dict.fromkeys([*trips, *known]))


class Trials:
    """A plan of which one service after the other is taken away."""

    def __init__(self, day: Day, travel: Travel, plan: Plan) -> None:
        self._day, self._travel, self._plan = day, travel, plan
        self._whole = Bench(day, travel, plan)
        self._single: Bench | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the plan can be followed as it stands."""
        return self._whole.is_whole

    def without(self, service: Service) -> tuple[SecondWay, Plan]:
        """Return the second way of a service, and the plan as it is then.

        Bags that go together go on together; where no way takes them all, each by
        itself.
        """
        made = self._whole.without(service)
        if any(len(bags) > 1 for bags in made.left):
            made = self._singly.without(service)
        plan = made.plan
        left = tuple(bag.id for bags in made.left for bag in bags)
        gone = set(left)
        kind, key = service
        return SecondWay(
            trip=key if kind == BUS else None,
            offer=key if kind == HANDOVER else None,
            call_by=latest_call(self._day, self._plan, plan, made.moved),
            extra_cents=plan.cost_cents - self._plan.cost_cents,
            items_left=sum(
                sum(bag.items.values()) for bag in self._plan.bags if bag.id in gone
            ),
            detours=tuple(_detours(plan, made.moved)),
            left=left,
        ), plan

    @property
    def _singly(self) -> Bench:
        """The plan with all bags that go by a trip or an offer by themselves."""
        if self._single is None:
            served = {
                bag.id
                for bag in self._plan.bags
                if any(leg.kind in (BUS, HANDOVER) for leg in bag.legs)
            }
            self._single = Bench(self._day, self._travel, self._plan, served)
        return self._single


def _detours(plan: Plan, moved: Sequence[PlannedBag]) -> Iterator[Detour]:
    """Yield how bags go in a plan, those that go alike together."""
    legs = {bag.id: bag.legs for bag in plan.bags}
    alike: dict[object, list[str]] = {}
    for bag in moved:
        if bag.id in legs:
            alike.setdefault(legs[bag.id], []).append(bag.id)
    for bags in alike.values():
        yield Detour(bags=tuple(bags), legs=legs[bags[0]])
