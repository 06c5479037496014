"""A part of a road problem as PyVRP's problem data.

What the library's model cannot say is left out (see ``pyvrp_cover``): its routes
are proposals that are simulated afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, Shipment, VehicleType

from routing.optimize.kernel.data import FAR

from .binding_loads import binding_loads
from .pyvrp_costs import dearest_lone_route, load_units, prices, prize_units
from .pyvrp_hours import FOREVER, Hours
from .pyvrp_stops import Form, Stop, build_stops, known_goods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem
    from routing.optimize.routes import Routes

    from .part import Part
    from .pyvrp_costs import Prices
    from .pyvrp_stops import Ends, Goods

BARRED = 1 << 27
"""Metres of an arc that no route may use: more than any route, and so that hundreds
of them at the highest penalty stay within 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Problem data and what its numbers stand for.

    Parameters
    ----------
    data
        The library's problem.
    part
        Which part of the road problem it is.
    clients, shipments
        Stops in the library's numbering.
    types
        Vehicles (numbers within the part) of each vehicle type.
    loads
        Depot at which each type loads.
    units
        Cost units per cent.
    arc
        Cost units of the dearest metre or second, at least 1.
    """

    data: ProblemData
    part: Part
    clients: tuple[Stop, ...]
    shipments: tuple[Stop, ...]
    types: tuple[tuple[int, ...], ...]
    loads: tuple[int, ...]
    units: float
    arc: int


def build_model(
    problem: RoadProblem, part: Part, start: Routes | None, *, optional: bool
) -> Model | None:
    """Build the model of a part; None when it has no stop that the model knows.

    Where ``optional``, what cannot be served for less than its penalty may stay.
    """
    if not part.vehicles:
        return None
    goods = known_goods(problem, part, start)
    stops = build_stops(problem, part, goods, start)
    if not stops:
        return None
    return _Builder(problem, part, goods, stops).model(optional=optional)


class _Builder:
    """Puts locations, depots, clients and vehicles together."""

    def __init__(
        self, problem: RoadProblem, part: Part, goods: Goods, stops: list[Stop]
    ) -> None:
        self.tables: Mapping[str, Any] = problem.tables
        self.part = part
        self.goods = goods
        self.clients = [stop for stop in stops if stop.form is not Form.PAIR]
        self.pairs = [stop for stop in stops if stop.form is Form.PAIR]
        self.vehicles = np.array(part.vehicles, np.int64)
        self.types = self._types()
        self.prices: Prices = prices(self.tables, part.vehicles)
        self.patterns, self.pattern_of = np.unique(
            goods.may[:, [cars[0] for cars in self.types]], axis=0, return_inverse=True
        )
        self.pattern_of = self.pattern_of.reshape(-1)
        self.locations: dict[tuple[int, int], int] = {}
        self.depots: dict[tuple[int, int, int, int], int] = {}
        self.work_at = np.zeros(len(self.tables["setup"]), np.int64)
        for end, form in ((goods.drop, Form.DELIVERY), (goods.pick, Form.PICKUP)):
            mine = goods.form == form
            np.add.at(self.work_at, end.site[mine], end.work[mine])
        caps = self.tables["v_cap"][self.vehicles]
        self.measures = binding_loads(goods.load, caps)
        self.coarse = np.maximum(1, np.gcd.reduce(goods.load, axis=0))
        roads = (self.tables["metres"] < FAR) & (self.tables["seconds"] < FAR)
        self.fine = load_units(self.tables, self.prices)
        self.barred = not (roads.all() and self.patterns.all())
        free = not self.prices.second.any()
        self.hours = Hours(self.tables, self.vehicles, goods, free=free)

    def model(self, *, optional: bool) -> Model:
        """Return the model."""
        prizes = self._prizes() if optional else {}
        clients = [self._client(stop, prizes) for stop in self.clients]
        shipments = [self._shipment(stop, prizes) for stop in self.pairs]
        kinds = [self._depots(cars[0]) for cars in self.types]
        vehicles, matrices = self._vehicles(kinds)
        return Model(
            data=ProblemData(
                locations=[Location(x=0, y=0) for _ in self.locations],
                clients=clients,
                depots=[_depot(*key) for key in self.depots],
                vehicle_types=vehicles,
                distance_matrices=[pair[0] for pair in matrices],
                duration_matrices=[pair[1] for pair in matrices],
                shipments=shipments,
            ),
            part=self.part,
            clients=tuple(self.clients),
            shipments=tuple(self.pairs),
            types=tuple(self.types),
            loads=tuple(first for first, _ in kinds),
            units=self.prices.units,
            arc=max(1, *self.prices.metre.tolist(), *self.prices.second.tolist()),
        )

    def _types(self) -> list[tuple[int, ...]]:
        groups: dict[int, list[int]] = {}
        for v, number in enumerate(self.tables["v_type"][self.vehicles].tolist()):
            groups.setdefault(number, []).append(v)
        return [tuple(cars) for cars in groups.values()]

    def _location(self, site: int, pattern: int) -> int:
        """Return the location of a site for stops that the same vehicles may serve.

        The pattern -1 stands for a base.
        """
        return self.locations.setdefault((site, pattern), len(self.locations))

    def _prizes(self) -> dict[tuple[int, ...], int]:
        stops = [*self.clients, *self.pairs]
        cents = [int(self.goods.penalty[list(stop.rows)].sum()) for stop in stops]
        dearest = dearest_lone_route(self.tables, self.part.vehicles)
        units = prize_units(cents, dearest, self.prices.units)
        return {stop.rows: prize for stop, prize in zip(stops, units, strict=True)}

    def _amounts(self, stop: Stop) -> list[int]:
        """Return a stop's load, ``fine`` times its greatest whole units."""
        total = self.goods.load[list(stop.rows)].sum(0)
        return [self._units(total, d) for d in self.measures]

    def _units(self, load: NDArray[np.int64], d: int) -> int:
        """Return a load of dimension ``d`` in the model's units."""
        return int(load[d] // self.coarse[d]) * self.fine

    def _client(self, stop: Stop, prizes: Mapping[tuple[int, ...], int]) -> Client:
        first, rows = stop.rows[0], list(stop.rows)
        delivery = stop.form is Form.DELIVERY
        end = self.goods.drop if delivery else self.goods.pick
        amounts, none = self._amounts(stop), [0] * len(self.measures)
        return Client(
            location=self._location(int(end.site[first]), int(self.pattern_of[first])),
            delivery=amounts if delivery else none,
            pickup=none if delivery else amounts,
            service_duration=self._work(int(end.work[rows].sum())),
            tw_early=self.hours.since(int(end.early[first])),
            tw_late=self.hours.until(int(end.late[first]) + self._beside(stop, end)),
            release_time=int(self.hours.releases[first]),
            prize=prizes.get(stop.rows, 0),
            required=stop.rows not in prizes,
        )

    def _work(self, seconds: int) -> int:
        """Return seconds of service, none where time plays no part."""
        return 0 if self.hours.play_no_part else seconds

    def _beside(self, stop: Stop, end: Ends) -> int:
        """Return the work of other stops at a site.

        One halt starts once for all of them (T2), the library's visits one by one.
        """
        rows = list(stop.rows)
        site = int(end.site[rows[0]])
        return int(self.work_at[site] - end.work[rows].sum())

    def _shipment(self, stop: Stop, prizes: Mapping[tuple[int, ...], int]) -> Shipment:
        row = stop.rows[0]
        pick, drop = self.goods.pick, self.goods.drop
        pattern = int(self.pattern_of[row])
        return Shipment(
            pickup_location=self._location(int(pick.site[row]), pattern),
            delivery_location=self._location(int(drop.site[row]), pattern),
            pickup_tw_early=self.hours.since(int(pick.early[row])),
            pickup_tw_late=self.hours.until(int(pick.late[row])),
            pickup_service_duration=self._work(int(pick.work[row])),
            delivery_tw_early=self.hours.since(int(drop.early[row])),
            delivery_tw_late=self.hours.until(int(drop.late[row])),
            delivery_service_duration=self._work(int(drop.work[row])),
            amount=self._amounts(stop),
            prize=prizes.get(stop.rows, 0),
            required=stop.rows not in prizes,
        )

    def _depots(self, v: int) -> tuple[int, int]:
        """Return the depot where a vehicle loads and the one where it ends."""
        t, car = self.tables, int(self.vehicles[v])
        hours = t["windows"][int(t["v_open"][car])]
        loading = (
            self._location(int(t["v_start"][car]), -1),
            self.hours.since(int(hours[0][0])),
            self.hours.until(int(hours[-1][1])),
            self._work(int(t["v_reload"][car])),
        )
        close = FOREVER
        if (self.goods.form == Form.PICKUP)[self.goods.may[:, v]].any():
            close = self.hours.until(int(t["v_close"][car]))
        ending = (self._location(int(t["v_end"][car]), -1), 0, close, 0)
        first, last = (
            self.depots.setdefault(key, len(self.depots)) for key in (loading, ending)
        )
        return first, last

    def _vehicles(
        self, kinds: Sequence[tuple[int, int]]
    ) -> tuple[list[VehicleType], list[tuple[Any, Any]]]:
        """Return the vehicle types, and metres and seconds of their profiles."""
        profiles: dict[tuple[int, bytes], int] = {}
        # The library's stub takes the type of a cell for that of the shape.
        matrices: list[tuple[Any, Any]] = []
        vehicles = []
        for number, cars in enumerate(self.types):
            open_to = self.patterns[:, number]
            speed = int(self.tables["v_profile"][self.vehicles[cars[0]]])
            key = (speed, open_to.tobytes())
            if key not in profiles:
                profiles[key] = len(profiles)
                matrices.append(self._matrices(speed, open_to))
            vehicles.append(self._vehicle(cars, kinds[number], profiles[key]))
        return vehicles, matrices

    def _vehicle(
        self, cars: tuple[int, ...], kind: tuple[int, int], profile: int
    ) -> VehicleType:
        t, car = self.tables, int(self.vehicles[cars[0]])
        reloads = max(0, int(t["v_max_tours"][car]) - 1)
        early, late, span = self.hours.of_shift(car)
        return VehicleType(
            num_available=len(cars),
            capacity=[self._units(t["v_cap"][car], d) for d in self.measures],
            start_depot=kind[0],
            end_depot=kind[1],
            fixed_cost=int(self.prices.fixed[cars[0]]),
            tw_early=early,
            tw_late=late,
            shift_duration=span,
            max_distance=self._most_metres(car),
            unit_distance_cost=int(self.prices.metre[cars[0]]),
            unit_duration_cost=int(self.prices.second[cars[0]]),
            profile=profile,
            reload_depots=[kind[0]] if reloads else [],
            max_reloads=reloads,
        )

    def _most_metres(self, car: int) -> int:
        """Return the metres of a day: the range too, where nothing restores it."""
        t = self.tables
        most = int(t["v_max_metres"][car])
        if int(t["v_charger"][car]) < 0 or int(t["v_max_tours"][car]) == 1:
            most = min(most, int(t["v_range"][car]))
        may = (most < BARRED) or self.barred
        return min(most, BARRED - 1) if may else FOREVER

    def _matrices(
        self, speed: int, open_to: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return metres and seconds between all locations, int64 (L, L).

        The set-up of a halt is charged when its site is left (T2): between stops of
        one site there is none. Where time plays no part there are no seconds at all:
        the library is three times as quick without.
        """
        sites, patterns = np.array(list(self.locations), np.int64).T
        square = np.ix_(sites, sites)
        metres = self.tables["metres"][speed][square].astype(np.int64)
        seconds = self.tables["seconds"][speed][square].astype(np.int64)
        barred = (metres >= FAR) | (seconds >= FAR)
        stop = patterns >= 0
        closed = stop & ~open_to[np.maximum(patterns, 0)]
        barred |= closed[:, None] | closed[None, :]
        setup = self.tables["setup"][sites].astype(np.int64)
        leaves = stop[:, None] & ((sites[:, None] != sites[None, :]) | ~stop[None, :])
        seconds = np.where(seconds >= FAR, 0, seconds) + setup[:, None] * leaves
        metres[barred] = BARRED
        if self.hours.play_no_part:
            seconds[:] = 0
        for matrix in (metres, seconds):
            np.fill_diagonal(matrix, 0)
        return metres, seconds


def _depot(location: int, early: int, late: int, work: int) -> Depot:
    return Depot(location=location, tw_early=early, tw_late=late, service_duration=work)
