"""The way of a bag as an edit means it: services as named, road between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from routing.domain.transfer import MAX_LEGS
from routing.plan.services import ROAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.model import Leg, PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A leg by trip or offer, and the row that says so.

    ``calls`` are those of the trip, None for an offer; ``new`` where the plan did
    not have it; ``retimed`` where the trip waits longer or shorter than it did.
    """

    leg: Leg
    calls: tuple[int, int] | None
    sheet: str
    column: str
    row: int
    new: bool
    retimed: bool = False

    @property
    def from_site(self) -> str:
        """Where it takes the bag."""
        return self.leg.from_site

    @property
    def to_site(self) -> str:
        """Where it leaves the bag."""
        return self.leg.to_site


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a way that some vehicle must drive."""

    from_site: str
    to_site: str


Chain = tuple[Service | Gap, ...]


def in_order(bag: PlannedBag, services: Sequence[Service]) -> tuple[Service, ...]:
    """Return services in the order that leaves least to the road, then by time."""
    by_time = sorted(services, key=lambda one: (one.leg.depart, one.leg.arrive))
    if len(by_time) <= 1 or len(by_time) > MAX_LEGS:
        return tuple(by_time)
    return min(permutations(by_time), key=lambda order: len(_gaps(bag, order)))


def chains(
    bag: PlannedBag, services: Sequence[Service], hubs: Sequence[str]
) -> Iterator[Chain]:
    """Yield the ways that a bag could be meant to go, the likeliest first.

    Between services: as it was driven before, straight, or over one of ``hubs``.
    """
    seen: dict[tuple[Gap, ...], None] = {}
    gaps = _gaps(bag, services)
    driven = {gap: _driven(bag, gap) for gap in gaps}
    options: list[dict[Gap, tuple[Gap, ...]]] = [driven, {gap: (gap,) for gap in gaps}]
    if len(gaps) + len(services) < MAX_LEGS:
        for gap in gaps:
            for hub in hubs:
                if hub not in (gap.from_site, gap.to_site):
                    over = Gap(gap.from_site, hub), Gap(hub, gap.to_site)
                    options.append({**driven, gap: over})
    for option in options:
        chain = tuple(_filled(bag, services, option))
        road = tuple(part for part in chain if isinstance(part, Gap))
        if road not in seen:
            seen[road] = None
            yield chain


def _gaps(bag: PlannedBag, services: Sequence[Service]) -> list[Gap]:
    """Return what is left to the road."""
    ends = [bag.origin]
    for one in services:
        ends += [one.from_site, one.to_site]
    ends.append(bag.destination)
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return [Gap(here, there) for here, there in pairs if here != there]


def _filled(
    bag: PlannedBag, services: Sequence[Service], road: dict[Gap, tuple[Gap, ...]]
) -> Iterator[Service | Gap]:
    here = bag.origin
    for one in services:
        if here != one.from_site:
            yield from road[Gap(here, one.from_site)]
        yield one
        here = one.to_site
    if here != bag.destination:
        yield from road[Gap(here, bag.destination)]


def _driven(bag: PlannedBag, gap: Gap) -> tuple[Gap, ...]:
    """Return the legs by road that the plan had between two sites, or one."""
    for first, leg in enumerate(bag.legs):
        if leg.from_site != gap.from_site:
            continue
        path: list[Leg] = []
        for follower in bag.legs[first:]:
            if follower.kind != ROAD:
                break
            path.append(follower)
            if follower.to_site == gap.to_site and _joined(path):
                return tuple(Gap(one.from_site, one.to_site) for one in path)
    return (gap,)


def _joined(path: Sequence[Leg]) -> bool:
    return all(one.to_site == two.from_site for one, two in pairwise(path))
