"""Where every bag is: its way, and how long it stays at each transfer (M5, T4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .legs import Given, Leg, Ride
from .ways import KEEPING, Way, handling_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day

    from .freight import Freight
    from .model import Model


@dataclass(slots=True, kw_only=True)
class Stay:
    """A bag at a transfer: there from ``arrive`` to ``leave``, ready in between.

    ``ready`` is ``arrive`` plus handling; at its destination a bag stays for good.
    """

    site: str
    present: Any
    arrive: Any
    ready: Any
    leave: Any


@dataclass(slots=True, kw_only=True)
class Custody:
    """One bag in the model: ``chosen`` per way, ``legs`` and ``stays`` that follow.

    ``carried`` are literals per road leg, vehicle and number of its tour.
    """

    bag: Freight
    ways: tuple[Way, ...]
    chosen: list[Any]
    served: Any
    legs: dict[Leg, Any] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    carried: dict[tuple[Leg, str, int], Any] = field(default_factory=dict)

    def ready_at(self, site: str) -> Any:  # noqa: ANN401
        """Return when the bag can leave a site: a number at its origin."""
        here = site == self.bag.first.origin
        return self.bag.ready if here else self.stays[site].ready


def add_custody(model: Model, bag: Freight, ways: Sequence[Way]) -> Custody:
    """Let a bag go exactly one of its ways, or stay."""
    cp = model.cp
    chosen = [cp.new_bool_var("") for _ in ways]
    served = cp.new_bool_var("")
    cp.add(sum(chosen) == served)
    custody = Custody(bag=bag, ways=tuple(ways), chosen=chosen, served=served)
    by_leg: dict[Leg, list[Any]] = {}
    for way, literal in zip(ways, chosen, strict=True):
        for leg in way.legs:
            by_leg.setdefault(leg, []).append(literal)
    custody.legs = {leg: model.any_of(found) for leg, found in by_leg.items()}
    for site in dict.fromkeys(s for way in ways for s in way.transfers):
        custody.stays[site] = _transfer(model, custody, site)
    end = bag.first.destination
    place = model.day.sites[end]
    if ways and place.level in KEEPING and place.storage_items is not None:
        custody.stays[end] = Stay(
            site=end,
            present=served,
            arrive=model.time(),
            ready=model.horizon,
            leave=model.horizon,
        )
    model.kept |= set(custody.stays)
    _fixed_times(model, custody)
    return custody


def _transfer(model: Model, custody: Custody, site: str) -> Stay:
    cp, place = model.cp, model.day.sites[site]
    through = [
        (way, literal)
        for way, literal in zip(custody.ways, custody.chosen, strict=True)
        if site in way.transfers
    ]
    stay = Stay(
        site=site,
        present=model.any_of([literal for _, literal in through]),
        arrive=model.time(),
        ready=model.time(),
        leave=model.time(),
    )
    for way, literal in through:
        sorting = way.sorted_at == site
        seconds = handling_seconds(place, custody.bag, sorting=sorting)
        cp.add(stay.ready == stay.arrive + seconds).only_enforce_if(literal)
    cp.add(stay.leave >= stay.arrive).only_enforce_if(stay.present)
    return stay


def _fixed_times(model: Model, custody: Custody) -> None:
    """Trips and offers leave and arrive when they say (T5, T8)."""
    cp, origin = model.cp, custody.bag.first.origin
    for leg, literal in custody.legs.items():
        if not isinstance(leg, Ride | Given):
            continue
        if leg.from_site != origin:
            stay = custody.stays[leg.from_site]
            limit = leg.ready_by if isinstance(leg, Ride) else leg.depart
            cp.add(stay.ready <= limit).only_enforce_if(literal)
            cp.add(stay.leave == leg.depart).only_enforce_if(literal)
        if leg.to_site in custody.stays:
            arrive = custody.stays[leg.to_site].arrive
            cp.add(arrive == leg.arrive).only_enforce_if(literal)


def order_twins(model: Model, custodies: Sequence[Custody]) -> None:
    """Let bags that may change places choose their ways in order: fewer answers."""
    last: dict[tuple[object, ...], Custody] = {}
    forms = {custody.bag.name for custody in custodies if custody.bag.stock is not None}
    for custody in custodies:
        if custody.bag.name in forms:
            continue  # In boxes or not: twins change places in all forms at once.
        before = last.get(custody.bag.twin_key)
        if before is not None and len(before.ways) == len(custody.ways):
            numbers = [
                sum(n * literal for n, literal in enumerate(one.chosen, start=1))
                for one in (before, custody)
            ]
            model.cp.add(numbers[0] >= numbers[1])
        last[custody.bag.twin_key] = custody


def add_storage(model: Model, day: Day, custodies: Sequence[Custody]) -> None:
    """Keep what is present at a site within its room (rules R3, R3a, R3c)."""
    cp = model.cp
    for site in day.sites.values():
        if site.storage_items is None:
            continue
        room = max(0, site.storage_items - site.stock_items)
        if site.site_id not in model.kept:
            # Nothing leaves a village again: what is there at the end counts.
            ending = [
                custody.bag.bag.items * custody.served
                for custody in custodies
                if custody.bag.first.destination == site.site_id
            ]
            cp.add(sum(ending) <= room)
            continue
        here = [
            (custody.stays[site.site_id], custody.bag.bag.items)
            for custody in custodies
            if site.site_id in custody.stays
        ]
        keep_within(model, here, room)


def keep_within(model: Model, stays: Sequence[tuple[Stay, int]], room: int) -> None:
    """Keep the sizes of stays within a room at every moment."""
    sizes = [size for _, size in stays]
    if sum(sizes) <= room:
        return
    # It matters when exactly a vehicle comes and goes.
    model.tight = True
    intervals = [
        model.cp.new_optional_interval_var(
            # The instant of leaving counts as present (R3c).
            stay.arrive,
            model.time(),
            stay.leave + 1,
            stay.present,
            "",
        )
        for stay, _ in stays
    ]
    model.cp.add_cumulative(intervals, sizes, room)
