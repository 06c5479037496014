"""Halts to be timed, and what the rules ask of the clock there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.domain.cold import cold_needs
from routing.domain.late import start_deadline, start_windows
from routing.domain.lot import Bag
from routing.travel.matrix import UNREACHABLE
from routing.travel.profiles import profile_of

from .bulkheads import Packed
from .tour_work import Door, HaltWork, TourWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Temperature, Vehicle
    from routing.travel.matrix import Travel

    from .model import PlannedBag


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """A halt to be timed, with the bags handed over and taken there."""

    site: str
    deliver: tuple[Bag, ...] = ()
    pick_up: tuple[Bag, ...] = ()

    @property
    def items(self) -> int:
        """Items handled."""
        return sum(bag.items for bag in (*self.deliver, *self.pick_up))


TourHalts = tuple[Halt, ...]


def loaded(halts: TourHalts) -> list[Bag]:
    """Return the bags that a tour brings from its base, in order of delivery."""
    taken = {bag.bag_id for halt in halts for bag in halt.pick_up}
    bags = (bag for halt in halts for bag in halt.deliver)
    return [bag for bag in bags if bag.bag_id not in taken]


def unloaded(halts: TourHalts) -> list[Bag]:
    """Return the bags that a tour brings back to its base, in order of pickup."""
    given = {bag.bag_id for halt in halts for bag in halt.deliver}
    bags = (bag for halt in halts for bag in halt.pick_up)
    return [bag for bag in bags if bag.bag_id not in given]


def packed(bag: PlannedBag) -> Bag:
    """Return a bag of a plan as it was packed."""
    return Bag(
        bag_id=bag.id,
        lot_id=bag.lot,
        contents=tuple(bag.contents.items()),
        grams=bag.grams,
        cm3=bag.cm3,
        loose=bag.loose,
        box=bag.box,
        boxes=bag.boxes,
    )


class HaltRules:
    """What tours ask of the clock on a day; rule numbers of the rule book.

    Goods are taken to come straight from their origin: who knows of transfers
    tells ``ready`` and ``due`` more.
    """

    def __init__(self, day: Day, travel: Travel) -> None:
        self.day = day
        self._travel = travel
        self._rows = {row.consignment_id: row for row in day.consignments}

    def temperatures(self, tours: Sequence[TourHalts]) -> dict[str, Temperature]:
        """Return the temperature of each bag of some tours."""
        bags = {
            bag.bag_id: self._rows[bag.contents[0][0]].goods_class
            for tour in tours
            for halt in tour
            for bag in (*halt.deliver, *halt.pick_up)
            if bag.contents and bag.contents[0][0] in self._rows
        }
        return {key: self.day.goods[name].temp for key, name in bags.items()}

    def packed(self, tours: Sequence[TourHalts]) -> dict[str, Packed]:
        """Return what each bag of some tours takes, where its goods are known."""
        found = {}
        for halt in (halt for tour in tours for halt in tour):
            for bag in (*halt.deliver, *halt.pick_up):
                rows = [self._rows[key] for key, _ in bag.contents if key in self._rows]
                if rows:
                    needs = cold_needs(self.day.goods[r.goods_class] for r in rows)
                    found[bag.bag_id] = Packed(needs, bag.cm3)
        return found

    def work(self, vehicle: Vehicle, tours: Sequence[TourHalts]) -> list[TourWork]:
        """Return the work of a vehicle's tours: the last one goes to its end."""
        ends = [vehicle.start_site] * (len(tours) - 1) + [vehicle.end_site]
        return [
            self._tour(vehicle, halts, end)
            for halts, end in zip(tours, ends, strict=True)
        ]

    def _tour(self, vehicle: Vehicle, halts: TourHalts, end: str) -> TourWork:
        base = vehicle.start_site
        load, unload = loaded(halts), unloaded(halts)
        path = [base, *(halt.site for halt in halts), end]
        legs = [self._leg(vehicle, *pair) for pair in pairwise(path)]
        return TourWork(
            base=base,
            loading=self._door(base, load),
            ready=self.ready(base, load),
            halts=tuple(
                self._halt(halt, seconds)
                for halt, (_, seconds) in zip(halts, legs, strict=False)
            ),
            end=end,
            seconds=legs[-1][1],
            metres=sum(metres for metres, _ in legs),
            unloads=self._door(end, unload, unload) if unload else None,
        )

    def _halt(self, halt: Halt, seconds: int) -> HaltWork:
        site = self.day.sites[halt.site]
        return HaltWork(
            site=halt.site,
            seconds=seconds,
            work=site.service_duration + site.sec_per_item * halt.items,
            ready=self.ready(halt.site, halt.pick_up),
            door=self._door(halt.site, (*halt.deliver, *halt.pick_up), halt.deliver),
        )

    def ready(self, site: str, bags: Sequence[Bag]) -> int:
        """Return when the last of some bags is ready at a site (rule T4)."""
        times = [
            self._rows[name].ready_time for bag in bags for name, _ in bag.contents
        ]
        return max(times, default=0)

    def due(self, site: str, bags: Sequence[Bag]) -> list[int]:
        """Return by when bags that are handed over at a site must be there."""
        return []

    def _door(
        self, site: str, bags: Sequence[Bag], handed_over: Sequence[Bag] = ()
    ) -> Door:
        """Return the door for some bags: own windows hold at their village end."""
        rows = [self._rows[name] for bag in bags for name, _ in bag.contents]
        rows = [row for row in rows if row.outer_site == site]
        own = dict.fromkeys(start_windows(row) for row in rows if row.windows)
        ends = (start_deadline(row) for row in rows)
        deadlines = [time for time in ends if time is not None]
        deadlines += self.due(site, handed_over)
        windows = self.day.sites[site].hours, *own
        soft = tuple(row for row in rows if row.is_soft)
        return Door(windows, min(deadlines, default=None), soft)

    def _leg(self, vehicle: Vehicle, origin: str, end: str) -> tuple[int, int]:
        """Return metres and seconds of a drive; nothing where there is no way."""
        matrix = self._travel.of(profile_of(vehicle))
        pair = self._travel.index[origin], self._travel.index[end]
        metres, seconds = int(matrix.metres[pair]), int(matrix.seconds[pair])
        lost = metres >= UNREACHABLE or seconds >= UNREACHABLE
        return (0, 0) if lost else (metres, seconds)
