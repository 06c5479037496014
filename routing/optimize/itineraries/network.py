"""The ways of all batches of a day as the tables of a road problem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from ..kernel.data import (
    ACCOUNT_SIZE,
    BATCH_SIZE,
    BIG,
    MOST_ROADS,
    PAIR_SIZE,
    WAY_SIZE,
)
from ..transfers import offers_more
from .accounts import Accounts
from .boxes import boxed_batches, in_boxes_of
from .cold import ColdWays
from .itinerary import Itineraries, Way
from .legs import Given, Leg, Ride, Road
from .limits import Limits, load_of
from .roads import Roads
from .stays import Stays
from .timed import FreshWay, MovedFresh, fresh_rates
from .timetable import Timetable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from routing.domain.day import Day
    from routing.travel.matrix import Travel

    from ..ways import Shipment
    from .accounts import Extra

    Weigh = Callable[[Shipment, Way], Extra | None]


Span = tuple[int, int] | None
Bound = tuple[Span, Span]


@dataclass(frozen=True, kw_only=True)
class Network:
    """Batches with their ways.

    ``shipments`` begin with the direct movement of every batch; behind them stand
    the movements by road of ways with several legs. ``batch_of`` gives the batch
    of each. ``ways`` are those of each batch, last resorts at the end; ``plain``
    counts the others. ``kinds`` names the kinds of ways by number. ``stays`` bind
    where and when a shipment may be picked up, and where and when delivered;
    ``exposed`` bounds the seconds of a movement outside (C1), ``since`` is from when on
    its goods wait for it, ``fresh`` how it counts for their freshness.
    """

    shipments: tuple[Shipment, ...]
    batch_of: tuple[int, ...]
    ways: tuple[tuple[Way, ...], ...]
    plain: tuple[int, ...]
    kinds: tuple[str, ...]
    stays: dict[int, Bound]
    exposed: dict[int, int]
    since: dict[int, int]
    fresh: dict[int, MovedFresh]
    limit_keys: tuple[tuple[object, ...], ...]
    tables: dict[str, NDArray[np.int64] | bool]


@dataclass(slots=True)
class _Rows:
    ways: list[list[int]] = field(default_factory=list)
    takes: list[tuple[int, NDArray[np.int64]]] = field(default_factory=list)
    taken: int = 0
    fees: list[tuple[int, int]] = field(default_factory=list)
    batches: list[tuple[int, int]] = field(default_factory=list)


def build_network(
    day: Day,
    travel: Travel,
    batches: Sequence[Shipment],
    itineraries: Itineraries | None = None,
    *,
    stays: bool = False,
    extra: Weigh | None = None,
) -> Network:
    """Find the ways of batches, each of which is a direct shipment so far.

    ``itineraries`` finds them; by default those that a search compares. With
    ``stays`` there are more for crowded sites (see ``stays.Stays``); ``extra``
    weighs ways beyond what they cost.
    """
    if itineraries is None:
        if not offers_more(day) and not day.boxes:
            return _Builder(day, batches).direct()
        itineraries = Itineraries(day, Roads(day, travel), Timetable(day))
    return _Builder(day, batches, extra).full(itineraries, stays=stays)


class _Builder:
    """Numbers shipments, kinds, limits and accounts while rows are written."""

    def __init__(
        self, day: Day, batches: Sequence[Shipment], extra: Weigh | None = None
    ) -> None:
        self._day = day
        self._shipments = list(batches)
        self._batches = len(batches)
        self._batch_of = list(range(len(batches)))
        self._legs: dict[tuple[object, ...], int] = {}
        self._bounds: dict[int, Bound] = {}
        self._exposed: dict[int, int] = {}
        self._since: dict[int, int] = {}
        self._fresh: dict[int, MovedFresh] = {}
        self._kinds: dict[str, int] = {}
        self._gaps: dict[int, int] = {}
        kept: dict[str, int] = {}
        for batch in batches:
            end = batch.lot.destination
            kept[end] = kept.get(end, 0) + batch.items
        self._kept = kept
        self._limits = Limits(day, kept)
        self._accounts = Accounts(day, extra)
        self._loads: dict[tuple[int, ...], int] = {}
        self._rows = _Rows()

    def direct(self) -> Network:
        """Return the network where every batch goes straight."""
        ways = []
        for b, batch in enumerate(self._shipments):
            ready = batch.outer.ready_time
            leg = Road(batch.lot.origin, batch.lot.destination)
            way = Way((leg,), (), (ready,), (BIG,))
            self._rows.batches.append((len(self._rows.ways), 1))
            self._write(b, batch, way)
            ways.append((way,))
        return self._network(ways, [1] * len(ways))

    def full(self, itineraries: Itineraries, *, stays: bool = False) -> Network:
        """Return the network with every way."""
        ways, plain = [], []
        batches = self._shipments[: self._batches]
        cold = ColdWays(self._day, itineraries.roads, complete=itineraries.complete)
        found = [
            [
                bound
                for batch in boxed_batches(self._day, b, complete=itineraries.complete)
                for way in itineraries.ways(batch)
                for bound in cold.variants(batch, way)
            ]
            for b in batches
        ]
        if stays:
            crowded = Stays(self._day, itineraries.roads, batches, found)
            self._limits = Limits(self._day, self._kept, crowded)
            found = [
                [
                    *mine,
                    *(more for way in mine for more in crowded.variants(batch, way)),
                ]
                for batch, mine in zip(batches, found, strict=True)
            ]
        for b, mine in enumerate(found):
            last = [way for way in mine if self._is_last_resort(way)]
            if last:
                mine = [way for way in mine if not self._is_last_resort(way)] + last
            self._rows.batches.append((len(self._rows.ways), len(mine)))
            for way in mine:
                self._write(b, in_boxes_of(self._day, batches[b], way), way)
            ways.append(tuple(mine))
            plain.append(len(mine) - len(last))
        return self._network(ways, plain)

    def _is_last_resort(self, way: Way) -> bool:
        return any(
            isinstance(leg, Given) and self._day.offers[leg.offer].last_resort
            for leg in way.legs
        )

    def _write(self, b: int, batch: Shipment, way: Way) -> None:
        roads = way.roads
        row = [0] * WAY_SIZE
        row[0] = len(roads)
        gaps = [-1] * MOST_ROADS
        rates = fresh_rates(self._day, batch)
        fresh = None if rates is None else FreshWay(self._day, batch, way)
        for r, place in enumerate(roads):
            leg = way.legs[place]
            cold = (
                way.exposed[place] if way.exposed else BIG,
                way.since[place] if way.since else None,
            )
            moved = None if fresh is None else fresh.road(place)
            asked = (_bound(way, place), cold, moved)
            row[1 + r] = self._shipment((b, batch), leg, asked)
            row[1 + MOST_ROADS + r] = way.early[place]
            row[1 + 2 * MOST_ROADS + r] = way.late[place]
            if r > 0 and gaps[r - 1] >= 0:
                k = row[1 + r]
                self._gaps[k] = max(self._gaps.get(k, 0), gaps[r - 1])
            if r + 1 < len(roads) and roads[r + 1] == place + 1:
                gaps[r] = way.gaps[place]
        taken = self._rows.taken
        temp = self._day.goods[batch.outer.goods_class].temp
        load = self._load_of(batch)
        for limits in self._limits.of(way, temp):
            self._rows.takes.append((load, limits))
            self._rows.taken += len(limits)
        fees = self._accounts.fees(batch, way)
        row[1 + 3 * MOST_ROADS :] = [
            *gaps,
            taken,
            self._rows.taken - taken,
            len(self._rows.fees),
            len(fees),
            self._kind(way),
            _local(batch, way),
        ]
        self._rows.fees += fees
        self._rows.ways.append(row)

    def _load_of(self, batch: Shipment) -> int:
        """Return the number of what a batch takes of limits."""
        load = load_of(batch)
        return self._loads.setdefault(load, len(self._loads))

    def _shipment(
        self,
        owner: tuple[int, Shipment],
        leg: Leg,
        asked: tuple[Bound, tuple[int, int | None], MovedFresh | None],
    ) -> int:
        """Return the number of a movement of a batch, in boxes perhaps."""
        (b, batch), start, end = owner, leg.from_site, leg.to_site
        straight = (start, end) == (batch.lot.origin, batch.lot.destination)
        if straight and batch.box is None:
            return b
        bound, cold, moved = asked
        box = None if batch.box is None else batch.box.box_id
        key = (b, start, end, *asked, box)
        if key not in self._legs:
            number = self._legs[key] = len(self._shipments)
            self._shipments.append(replace(batch, start=start, end=end))
            self._batch_of.append(b)
            if any(bound):
                self._bounds[number] = bound
            exposed, since = cold
            if exposed < BIG:
                self._exposed[number] = exposed
            if since is not None:
                self._since[number] = since
            if moved is not None:
                self._fresh[number] = moved
        return self._legs[key]

    def _kind(self, way: Way) -> int:
        """Return the number of what a way goes by: a line, an offer, a hub."""
        name = "road"
        for leg in way.legs:
            if isinstance(leg, Given):
                name = f"offer {leg.offer}"
            elif isinstance(leg, Ride):
                line = self._day.trips[leg.trip].line_id
                name = f"line {line} {way.transfers[-1:]}"
                break
        else:
            if name == "road" and way.transfers:
                name = f"hub {way.transfers[-1]}"
        return self._kinds.setdefault(name, len(self._kinds))

    def _network(
        self, ways: Sequence[tuple[Way, ...]], plain: Sequence[int]
    ) -> Network:
        rows = self._rows
        straight = all(len(found) == 1 and found[0].is_straight for found in ways)
        tables: dict[str, NDArray[np.int64] | bool] = {
            "batches": _table(rows.batches, BATCH_SIZE),
            "ways": _table(rows.ways, WAY_SIZE),
            "takes": self._takes(),
            "fees": _table(rows.fees, PAIR_SIZE),
            "limits": np.array(self._limits.caps, np.int64),
            "accounts": _table(self._accounts.rows, ACCOUNT_SIZE),
            "s_batch": np.array(self._batch_of, np.int64),
            "s_gap": np.array(
                [self._gaps.get(k, 0) for k in range(len(self._shipments))], np.int64
            ),
            "has_ways": not straight or len(self._shipments) > self._batches,
        }
        return Network(
            shipments=tuple(self._shipments),
            batch_of=tuple(self._batch_of),
            ways=tuple(ways),
            plain=tuple(plain),
            kinds=tuple(self._kinds),
            stays=self._bounds,
            exposed=self._exposed,
            since=self._since,
            fresh=self._fresh,
            limit_keys=tuple(self._limits.keys),
            tables=tables,
        )

    def _takes(self) -> NDArray[np.int64]:
        """Return (limit, amount) of all ways: what their batches weigh."""
        rows = self._rows.takes
        if not rows:
            return _table([], PAIR_SIZE)
        loads = np.array(list(self._loads))
        found = np.concatenate([limits for _, limits in rows])
        owners = np.repeat([b for b, _ in rows], [len(limits) for _, limits in rows])
        found[:, 1] = loads[owners, found[:, 1]]
        return found


def _bound(way: Way, place: int) -> Bound:
    """Return from when to when a leg may begin, and end; None for any time."""
    before = way.stays[place - 1] if way.stays and place > 0 else None
    behind = way.stays[place] if place < len(way.stays) else None
    begin = None if before is None else (before.first, before.last)
    if _is_held(way, place):
        # Who waits with its vehicle asks for no hour at which it is ready.
        first, last = begin or (0, BIG)
        begin = max(first, way.early[place]), last
    return begin, None if behind is None else (behind.first, behind.last)


def _is_held(way: Way, place: int) -> bool:
    """Tell whether a leg between vehicles must not begin as soon as it could."""
    n = place - 1
    if not way.comes or n not in way.roads:
        return False
    return way.early[place] > way.comes[n] + way.gaps[n]


def _local(batch: Shipment, way: Way) -> int:
    """Return which of a way's legs by road has the village end; -1 for none."""
    outer = batch.outer.outer_site
    for r, place in enumerate(way.roads):
        if outer in (way.legs[place].from_site, way.legs[place].to_site):
            return r
    return -1


def _table(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    return np.array(rows, np.int64).reshape(len(rows), width)
