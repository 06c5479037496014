"""A halt to be timed, and what the rules say about its times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.window import earliest_start, intersect
from routing.travel.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.day import Day
    from routing.domain.lot import Bag
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows
    from routing.travel.matrix import Travel


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


class HaltRules:
    """Windows, durations and drives of a day; rule numbers of the rule book."""

    def __init__(self, day: Day, travel: Travel) -> None:
        self.day = day
        self.travel = travel
        self.rows = {row.consignment_id: row for row in day.consignments}

    def windows(self, halt: Halt) -> Windows:
        """Return when service may start: the site's hours and the goods' own."""
        windows = self.day.sites[halt.site].hours
        for row in self.bound(halt):
            # Where they exclude each other the judge speaks up.
            windows = intersect(windows, row.windows) or windows
        return windows

    def bound(self, halt: Halt) -> list[Consignment]:
        """Return the consignments whose own windows hold at a halt."""
        bags = (*halt.deliver, *halt.pick_up)
        rows = [self.rows[name] for bag in bags for name, _ in bag.contents]
        return [row for row in rows if row.outer_site == halt.site]

    def ready(self, bags: Sequence[Bag]) -> int:
        """Return when the last of some bags is ready (rule T4)."""
        times = [self.rows[name].ready_time for bag in bags for name, _ in bag.contents]
        return max(times, default=0)

    def service(self, halt: Halt) -> int:
        """Return the seconds of a halt (rule T2)."""
        site = self.day.sites[halt.site]
        return site.service_duration + site.sec_per_item * halt.items

    def leg(self, vehicle: Vehicle, origin: str, end: str) -> tuple[int, int]:
        """Return metres and seconds of a drive."""
        matrix = self.travel.of(profile_of(vehicle))
        pair = self.travel.index[origin], self.travel.index[end]
        return int(matrix.metres[pair]), int(matrix.seconds[pair])

    def start(self, halt: Halt, arrive: int) -> int:
        """Return when service starts: at once where no window is left."""
        ready = max(arrive, self.ready(halt.pick_up))
        begin = earliest_start(self.windows(halt), ready)
        return ready if begin is None else begin
