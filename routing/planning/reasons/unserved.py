"""Why goods stay behind: one row per consignment and reason, nothing silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.domain.site import Level
from routing.optimize.repair import STORED, Storage, split_left
from routing.optimize.simulator import Simulator
from routing.optimize.ways import Shipment
from routing.report.words import amount_text
from routing.texts.catalogue import family, fix, text

from .certify import certified_reasons
from .competition import Competition
from .lone import bag_key
from .unserved_row import Why, set_aside_row, unserved_order, unserved_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day, SetAside
    from routing.optimize.road import RoadProblem
    from routing.optimize.ways import LeftBag, Ways
    from routing.plan.model import Unserved
    from routing.travel.matrix import Travel

    from .lone import BagKey
    from .shortfall import Shortfall

YUAN = {"zh": "{:.2f} 元", "en": "{:.2f} yuan"}


def unserved_rows(
    day: Day,
    travel: Travel,
    problem: RoadProblem,
    ways: Ways,
    simulator: Simulator,
    left: Sequence[Shipment],
    *,
    repaired: bool = False,
) -> tuple[Unserved, ...]:
    """Return a row for everything that no route carries.

    Parameters
    ----------
    problem, simulator
        The final routes, loaded.
    ways
        What was out from the start.
    left
        Shipments of the problem that no route carries.
    repaired
        Whether ``repair`` has tried all of them at every place already.

    Returns
    -------
    tuple of Unserved
        By site, partner and class; items of bags of one consignment with the
        same reason are summed, the amount is that of the largest shortfall.
    """
    rows = _Rows(day)
    for aside in day.set_aside:
        rows.set_aside(aside)
    known = {bag.bag_id for s in problem.shipments for bag in s.bags}
    out = [row for row in ways.left if row.bag.bag_id not in known]
    stored = [row for row in out if row.reason in STORED]
    clocked = [row for row in out if row.reason is ReasonCode.TIME_WINDOW]
    for row in out:
        if row.reason not in (*STORED, ReasonCode.TIME_WINDOW):
            rows.bag(_single(row), _standing(row))
    bench = _Bench(problem, simulator, left, stored, repaired=repaired)
    waiting = {bag_key(_single(row)) for row in clocked}
    bags = [*bench.bags.values(), *(_single(row) for row in clocked)]
    certified = certified_reasons(day, travel, bags)
    for bag in bags:
        miss = certified.get(bag_key(bag))
        if miss is not None:
            rows.bag(bag, _why(miss, certified=True))
        elif bag_key(bag) in waiting:
            # Nobody proves that no way at all could keep its hours.
            rows.bag(bag, Why(reason=ReasonCode.TIME_WINDOW, certified=False))
        else:
            rows.bag(bag, bench.why(bag))
    return rows.sorted()


def _single(row: LeftBag) -> Shipment:
    return Shipment(lot=row.lot, bags=(row.bag,))


def _standing(row: LeftBag) -> Why:
    """Return the reason of a bag that may not go, however empty the day is."""
    return Why(reason=row.reason, certified=True, amount=row.amount, unit=row.unit)


class _Bench:
    """The bags that could go alone, and the routes they lost against."""

    def __init__(
        self,
        problem: RoadProblem,
        simulator: Simulator,
        left: Sequence[Shipment],
        stored: Sequence[LeftBag],
        *,
        repaired: bool,
    ) -> None:
        whole, draft = split_left(
            problem, simulator.draft(), _numbers(problem, left), stored
        )
        if whole is not problem:
            simulator = Simulator(whole)
            simulator.load(draft)
        self.bags = {k: whole.shipments[k] for k in simulator.left()}
        self._day = problem.day
        self._places = {s.bags[0].bag_id: k for k, s in self.bags.items()}
        self._storage = Storage(simulator)
        # With deferral a place may be there, and dearer than the penalty.
        tested = repaired and not stored and not self._day.settings.economic_deferral
        self._competition = Competition(simulator, tested=tested)
        self._verdicts: dict[BagKey, Why] = {}
        self._crowded: dict[str, int] = {}
        for bag in self.bags.values():
            if self._storage.short(bag):
                site = bag.lot.destination
                self._crowded[site] = self._crowded.get(site, 0) + bag.items

    def why(self, bag: Shipment) -> Why:
        """Return why a bag that could go alone stays behind."""
        if self._storage.short(bag):
            return self._full(bag)
        key = bag_key(bag)
        if key not in self._verdicts:
            number = self._places[bag.bags[0].bag_id]
            verdict = self._competition.verdict(number)
            self._verdicts[key] = _why(verdict, certified=False)
        return self._verdicts[key]

    def _full(self, bag: Shipment) -> Why:
        """Return the reason of goods for which their site has no room (R3)."""
        site = self._day.sites[bag.lot.destination]
        room = max(0, (site.storage_items or 0) - site.stock_items)
        hub = site.level is Level.HUB
        free = self._storage.free(site.site_id)
        return Why(
            reason=ReasonCode.HUB_FULL if hub else ReasonCode.STATION_FULL,
            certified=bag.items > room,
            amount=max(1, self._crowded[site.site_id] - free),
            unit="items",
        )


def _numbers(problem: RoadProblem, left: Sequence[Shipment]) -> list[int]:
    wanted = {(s.lot.lot_id, s.bags[0].bag_id) for s in left}
    return [
        k
        for k, s in enumerate(problem.shipments)
        if (s.lot.lot_id, s.bags[0].bag_id) in wanted
    ]


def _why(miss: Shortfall, *, certified: bool) -> Why:
    return Why(
        reason=miss.reason,
        certified=certified,
        amount=miss.amount,
        unit=miss.unit,
        nearest=nearest_way(miss),
        action=fix("ways", miss.note) if miss.note else "",
    )


def nearest_way(miss: Shortfall, lang: str = "zh") -> str:
    """Return the nearest way in words; empty where there is nothing to add."""
    amount = shortfall_text(miss.amount, miss.unit, lang)
    code = miss.note or miss.reason.value
    code = code if amount else f"{code}_PLAIN"
    if code not in family("ways"):
        return ""
    return text("ways", code, lang, vehicle=miss.by, amount=amount, leg=miss.leg)


def shortfall_text(amount: int, unit: str, lang: str = "zh") -> str:
    """Return a shortfall as a person reads it, cents as yuan."""
    if unit == "cents" and amount:
        return YUAN[lang].format(amount / 100)
    return amount_text(amount, unit, lang)


class _Rows:
    """Collects rows, one per consignment, reason and certainty."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._consignments = {row.consignment_id: row for row in day.consignments}
        self._rows: dict[tuple[str, ReasonCode, bool], tuple[int, Why]] = {}
        self._aside: list[Unserved] = []

    def set_aside(self, row: SetAside) -> None:
        """Add items of an input row that could not be used."""
        self._aside.append(set_aside_row(row))

    def bag(self, bag: Shipment, why: Why) -> None:
        """Add the items of a bag under each of its consignments."""
        for part in bag.bags:
            for consignment, items in part.contents:
                key = (consignment, why.reason, why.certified)
                before, worst = self._rows.get(key, (0, why))
                if why.amount > worst.amount:
                    worst = why
                self._rows[key] = (before + items, worst)

    def sorted(self) -> tuple[Unserved, ...]:
        """Return the rows by site, partner, class, consignment and reason."""
        rows = [
            unserved_row(self._day, self._consignments[key[0]], items, why)
            for key, (items, why) in self._rows.items()
        ]
        return tuple(sorted([*rows, *self._aside], key=unserved_order))
