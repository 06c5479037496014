"""An instance of public transport as a county day.

The distribution centre is the centre. An in-stop is a hub without handling time, once
for each of its slots (see ``slots``), an out-stop another hub, even where both are the
same stop; a bus run is a trip whose calls are these hubs. Couriers start at their
out-stop, as many as it may have tours. A customer is a village open in its window, its
parcel one bag of as many items and grams as its load. How times become whole seconds
says ``rounding``.
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
from .rounding import SECONDS, after, at_slot, before, set_back
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

CENTRE = "O"
TRUCK = "truck"

WAIT_OUT = (
    "a longest wait at the out-stop of parcels that share a courier (told with later "
    "runs, checked, not planned with)"
)
ONE_SLOT = "a truck serves in-stops of one slot of the day"
FIRST_RUNS = "only the first runs that trucks can reach, and the next within a wait"
STOP_ROOM = "stop capacities (not binding in what is published; two readings remarked)"


def out_site(stop: str) -> str:
    """Return the site of an out-stop."""
    return f"{stop}-out"


def trip_name(line: str, run: int) -> str:
    """Return the trip of a run."""
    return f"{line}-{run}"


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
        self.slot_of = {slot.site: slot for slot in self.slots}
        outs = dict.fromkeys(s for line in instance.lines for s in line.out_part)
        self.served = {
            stop: [n for n, c in instance.customers.items() if stop in c.outs]
            for stop in outs
        }
        self.places = {
            CENTRE: "",
            **{slot.site: slot.stop for slot in self.slots},
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
                slot.site,
                Level.HUB,
                hours=(_hours(slot),),
                service_duration=after(self.instance.stops[slot.stop].work),
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
                hours=(TimeWindow(after(customer.early), before(customer.late)),),
                allowed_classes=couriers,
            )

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
                        HORIZON, before(parameters.get("Lmax", math.inf))
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
                time = at_slot(slot, self.instance.bus_time(line, run, stop))
                yield _call(slot.site, time, load=True)
        for stop in line.out_part:
            time = after(self.instance.bus_time(line, run, stop))
            yield _call(out_site(stop), time, load=False)

    def _matrices(self) -> Iterator[TravelMatrix]:
        names = list(self.places.values())
        exact = np.array(
            [[self.instance.distance(here, there) for there in names] for here in names]
        )
        arcs = np.vectorize(self.convention.length, otypes=[np.float64])(exact)
        metres, seconds = arcs * METRES, exact * SPEED * SECONDS
        sites = list(self.places)
        slots = [self.slot_of.get(site) for site in sites]
        back = np.array([0.0 if slot is None else set_back(slot) for slot in slots])
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
        slots = [self.slot_of.get(site) for site in sites]
        mine = np.array([-1 if slot is None else slot.number for slot in slots])
        home = np.array([site == CENTRE for site in sites])
        same = (mine[:, None] == mine[None, :]) & (mine >= 0)[:, None]
        roads = same | (home[:, None] & (mine >= 0)[None, :])
        roads |= (mine >= 0)[:, None] & home[None, :]
        allowed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = roads
        return allowed


def _hours(slot: Slot) -> TimeWindow:
    return TimeWindow(at_slot(slot, slot.open_time), at_slot(slot, slot.close_time))


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
