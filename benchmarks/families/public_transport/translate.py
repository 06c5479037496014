"""An instance of public transport as a county day.

The distribution centre is the centre. An in-stop is a hub without handling time, once
for each of its slots (see ``slots``), an out-stop another hub, even where both are the
same stop; a bus run is a trip whose calls are these hubs. Couriers start at their
out-stop, as many as it may have tours. A customer is a village open in its window, its
parcel one bag of as many items and grams as its load.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from routing.domain.day import Settings
from routing.domain.line import Line
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level
from routing.domain.trip import StopTime, Trip
from routing.domain.vehicle import VehicleClass
from routing.domain.window import TimeWindow

from ..bare import (
    CENT_PER_METRE,
    HORIZON,
    PARTNER,
    bare_day,
    bare_parcel,
    bare_site,
    bare_vehicle,
    travel_matrix,
    travel_of,
)
from ..family import Translation
from .instance import SPEED
from .slots import by_run, slots_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routing.domain.site import Site
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import TravelMatrix

    from .convention import Convention
    from .instance import BusInstance, BusLine
    from .slots import Slot

METRES = 10_000
"""Metres, and so cents, of a unit of distance: whole arcs are exact."""

SECONDS = 100
"""Seconds of a unit of time. Drives and arrivals of buses are rounded up, departures
down, so that a plan is in time in exact figures too; each may cost a second.

At each in-stop the clock is set back by less than a second, so that its slot opens at
a whole one: its first bus leaves at that very instant, and the next one that many
frequencies later, so a second lost would lose the bus. A truck that drives along a
line as fast as the bus is in time everywhere, as in exact figures."""

CENTRE = "O"
TRUCK = "truck"
DIGITS = 6

WAIT_OUT = (
    "a longest wait at the out-stop of parcels that share a courier (checked, not "
    "planned with)"
)
ONE_SLOT = "a truck serves in-stops of one slot of the day"
FIRST_RUNS = "only the first runs that trucks can reach, and the next within a wait"
STOP_ROOM = "stop capacities (not binding in what is published; two readings remarked)"


def in_site(stop: str, slot: int) -> str:
    """Return the site of an in-stop in one of its slots."""
    return f"{stop}-in{slot}"


def out_site(stop: str) -> str:
    """Return the site of an out-stop."""
    return f"{stop}-out"


def trip_name(line: str, run: int) -> str:
    """Return the trip of a run."""
    return f"{line}-{run}"


def _before(time: float) -> int:
    return math.floor(round(time * SECONDS, DIGITS))


def _after(time: float) -> int:
    return math.ceil(round(time * SECONDS, DIGITS))


def translate(
    instance: BusInstance, convention: Convention, *, rooms: bool = False
) -> Translation:
    """Return the instance as a county day; a metre costs a cent.

    With ``rooms`` a stop holds its capacity: of what waits there at any time, until
    a courier leaves, so a stricter reading than both that are remarked.
    """
    return _Translator(instance, convention, rooms=rooms).translation()


class _Translator:
    def __init__(
        self, instance: BusInstance, convention: Convention, *, rooms: bool
    ) -> None:
        self.instance = instance
        self.rooms = rooms
        self.convention = convention
        self.slots = slots_of(instance)
        self.boards: Mapping[tuple[str, str, int], Slot] = by_run(self.slots)
        self.slot_of = {
            in_site(slot.stop, slot.number): slot.number for slot in self.slots
        }
        self.set_back = {
            in_site(slot.stop, slot.number): slot.open_time * SECONDS
            - _before(slot.open_time)
            for slot in self.slots
        }
        outs = dict.fromkeys(s for line in instance.lines for s in line.out_part)
        self.served = {
            stop: [n for n, c in instance.customers.items() if stop in c.outs]
            for stop in outs
        }
        self.places = {
            CENTRE: "",
            **{in_site(slot.stop, slot.number): slot.stop for slot in self.slots},
            **{out_site(stop): stop for stop in outs},
            **{name: name for name in instance.customers},
        }

    def translation(self) -> Translation:
        day = bare_day(
            CENTRE,
            self._sites(),
            (*self._trucks(), *self._couriers()),
            (
                bare_parcel(
                    name,
                    (CENTRE, name),
                    math.ceil(customer.load),
                    items=max(1, math.ceil(customer.load)),
                )
                for name, customer in self.instance.customers.items()
            ),
            lines={line.name: _line(line) for line in self.instance.lines},
            trips={trip.trip_id: trip for trip in self._trips()},
            settings=Settings(bus_stop_duration=0, bus_duration_per_bag=0),
        )
        unsaid = [FIRST_RUNS, WAIT_OUT]
        if not self.rooms:
            unsaid.append(STOP_ROOM)
        if any(slot.number for slot in self.slots):
            unsaid.append(ONE_SLOT)
        return Translation(
            day=day,
            travel=travel_of(self.places, self._matrices()),
            cents_per_unit=METRES,
            not_expressed=tuple(unsaid),
        )

    def _sites(self) -> Iterator[Site]:
        trucks, couriers = (VehicleClass.LIGHT,), (VehicleClass.TRICYCLE,)
        yield bare_site(
            CENTRE, Level.CENTRE, allowed_classes=trucks, security_check=True
        )
        for slot in self.slots:
            yield bare_site(
                in_site(slot.stop, slot.number),
                Level.HUB,
                hours=(self._hours(slot),),
                service_duration=_after(self.instance.stops[slot.stop].work),
                storage_items=self._room(slot.stop),
                allowed_classes=trucks,
            )
        for stop in self.served:
            yield bare_site(
                out_site(stop),
                Level.HUB,
                storage_items=self._room(stop),
                allowed_classes=couriers,
            )
        for name, customer in self.instance.customers.items():
            yield bare_site(
                name,
                Level.VILLAGE,
                hours=(TimeWindow(_after(customer.early), _before(customer.late)),),
                allowed_classes=couriers,
            )

    def _hours(self, slot: Slot) -> TimeWindow:
        site = in_site(slot.stop, slot.number)
        return TimeWindow(
            self._at(site, slot.open_time), self._at(site, slot.close_time)
        )

    def _at(self, site: str, time: float) -> int:
        """Return the second, rounded down, on the clock of an in-stop."""
        return math.floor(round(time * SECONDS - self.set_back[site], DIGITS))

    def _room(self, stop: str) -> int | None:
        return int(self.instance.stops[stop].capacity) if self.rooms else None

    def _trucks(self) -> Iterator[Vehicle]:
        parameters = self.instance.parameters
        for number in range(int(parameters["maxTrucks"])):
            yield bare_vehicle(
                f"{TRUCK}-{number}",
                (CENTRE, CENTRE),
                int(parameters["trucksCap"]),
                speed_profile=TRUCK,
            )

    def _couriers(self) -> Iterator[Vehicle]:
        parameters = self.instance.parameters
        for stop, served in self.served.items():
            home = out_site(stop)
            for number in range(min(self.convention.tours_per_stop, len(served))):
                yield bare_vehicle(
                    f"{home}-{number}",
                    (home, home),
                    int(parameters["freightersCap"]),
                    vehicle_class=VehicleClass.TRICYCLE,
                    speed_profile=home,
                    max_route_duration=min(
                        HORIZON, _before(parameters.get("Lmax", math.inf))
                    ),
                    micro_yuan_per_km=round(
                        self.convention.coefficient * CENT_PER_METRE
                    ),
                )

    def _trips(self) -> Iterator[Trip]:
        for line in self.instance.lines:
            for run in range(line.runs):
                calls = tuple(
                    replace(call, seq=seq)
                    for seq, call in enumerate(self._calls(line, run), start=1)
                )
                if any(call.load_ok for call in calls):
                    yield Trip(
                        trip_id=trip_name(line.name, run),
                        line_id=line.name,
                        stops=calls,
                        cap_g=int(line.capacity),
                        cutoff_duration=0,
                    )

    def _calls(self, line: BusLine, run: int) -> Iterator[StopTime]:
        """Yield the calls where goods may change hands, in order."""
        for stop in line.in_part:
            slot = self.boards.get((stop, line.name, run))
            if slot is not None:
                site = in_site(stop, slot.number)
                time = self._at(site, self.instance.bus_time(line, run, stop))
                yield _call(site, time, load=True)
        for stop in line.out_part:
            time = _after(self.instance.bus_time(line, run, stop))
            yield _call(out_site(stop), time, load=False)

    def _matrices(self) -> Iterator[TravelMatrix]:
        names = list(self.places.values())
        exact = np.array(
            [[self.instance.distance(here, there) for there in names] for here in names]
        )
        arcs = np.vectorize(self.convention.length, otypes=[np.float64])(exact)
        metres, seconds = arcs * METRES, exact * SPEED * SECONDS
        sites = list(self.places)
        back = np.array([self.set_back.get(site, 0.0) for site in sites])
        between = seconds + back[:, None] - back[None, :]
        yield travel_matrix(TRUCK, metres, between, self._truck_roads(sites))
        for stop, served in self.served.items():
            home = out_site(stop)
            mine = np.array([site == home or site in served for site in sites])
            yield travel_matrix(
                home.casefold(), metres, seconds, mine[:, None] & mine[None, :]
            )

    def _truck_roads(
        self, sites: list[str]
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Let a truck drive between the centre and the in-stops of one slot."""
        mine = np.array([self.slot_of.get(site, -1) for site in sites])
        home = np.array([site == CENTRE for site in sites])
        same = (mine[:, None] == mine[None, :]) & (mine >= 0)[:, None]
        roads = same | (home[:, None] & (mine >= 0)[None, :])
        roads |= (mine >= 0)[:, None] & home[None, :]
        allowed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = roads
        return allowed


def _line(line: BusLine) -> Line:
    return Line(
        line_id=line.name,
        name=line.name,
        operator=PARTNER,
        price=Price(basis=PriceBasis.PER_BAG, micro_yuan=0),
    )


def _call(site: str, time: int, *, load: bool) -> StopTime:
    return StopTime(
        seq=1,
        site=site,
        arrival_time=time,
        departure_time=time,
        load_ok=load,
        unload_ok=not load,
        max_dwell_duration=None,
        attended=True,
    )
