"""A tour in the model: loading, halts in some order, return (T2, T3, T6, R1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routing.domain.window import intersect

from .cold import compartment, settings_of
from .legs import seconds_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.vehicle import Temperature, Vehicle

    from .cold import Needs, Rooms
    from .custody import Custody
    from .model import Model


@dataclass(slots=True, kw_only=True)
class Halt:
    """A possible halt: ``picks`` and ``drops`` are literals per bag id.

    ``opened`` are literals per compartment whose doors may count (C1c).

    ``arrive`` is a time of its own only where a bag's wait begins with it;
    elsewhere the vehicle may be there at any time before ``start``. It leaves
    when its ``work`` is done, later only where room is short.
    """

    site: str
    present: Any
    arrive: Any
    start: Any
    work: Any
    depart: Any
    picks: dict[str, Any] = field(default_factory=dict)
    drops: dict[str, Any] = field(default_factory=dict)
    opened: dict[Temperature, Any] = field(default_factory=dict)

    @property
    def has_arrival(self) -> bool:
        """Whether arrival is a time of its own."""
        return self.arrive is not self.start


@dataclass(slots=True, kw_only=True)
class Tour:
    """``arcs`` are (from, to, literal); 0 is the base, n the n-th halt.

    ``loads`` and ``unloads`` are literals per bag id at the base; ``drives`` the
    seconds of each arc. ``settings`` are literals per setting of the bulkhead, of
    which one holds (R1b).
    """

    vehicle: Vehicle
    number: int
    used: Any
    load_start: Any
    start: Any
    end: Any
    halts: list[Halt]
    arcs: list[tuple[int, int, Any]] = field(default_factory=list)
    loads: dict[str, Any] = field(default_factory=dict)
    unloads: dict[str, Any] = field(default_factory=dict)
    rests: list[Any] = field(default_factory=list)
    """Per departure (0 the base): literal of a break on the road after it."""
    settings: list[Any] = field(default_factory=list)

    def riding(self, needs: Needs) -> list[tuple[Temperature | None, Any]]:
        """Return where a bag rides in each setting of the bulkhead (C1b), and that."""
        rooms = settings_of(self.vehicle)
        where = [compartment(each, needs) for each in rooms]
        return list(zip(where, self.settings, strict=True))

    def site(self, node: int) -> str:
        """Return the site of a node."""
        return self.halts[node - 1].site if node else self.vehicle.start_site

    def departs(self, node: int) -> Any:  # noqa: ANN401
        """Return when the vehicle leaves a node."""
        return self.halts[node - 1].depart if node else self.start

    def arrives(self, node: int) -> Any:  # noqa: ANN401
        """Return when the vehicle reaches a node; 0 is the return."""
        return self.halts[node - 1].arrive if node else self.end


def add_tour(
    model: Model, vehicle: Vehicle, number: int, sites: Sequence[tuple[str, int]]
) -> Tour:
    """Add an empty tour with a number of possible halts per site."""
    cp, shift = model.cp, vehicle.shift
    used = cp.new_bool_var("")
    tour = Tour(
        vehicle=vehicle,
        number=number,
        used=used,
        load_start=model.instant(shift.early, shift.late),
        start=model.instant(shift.early, shift.late),
        end=model.instant(shift.early, shift.late),
        halts=[
            _halt(model, vehicle, site) for site, copies in sites for _ in range(copies)
        ],
    )
    tour.settings = [cp.new_bool_var("") for _ in settings_of(vehicle)]
    cp.add_exactly_one(tour.settings)
    base = model.day.sites[vehicle.start_site]
    model.inside(tour.load_start, base.hours, used)
    cp.add(tour.start >= tour.load_start + vehicle.reload_duration).only_enforce_if(
        used
    )
    for before, after in zip(tour.halts, tour.halts[1:], strict=False):
        if before.site == after.site:
            cp.add_implication(after.present, before.present)
            cp.add(after.arrive >= before.depart).only_enforce_if(after.present)
    _circuit(model, tour)
    return tour


def _halt(model: Model, vehicle: Vehicle, site: str) -> Halt:
    cp, shift = model.cp, vehicle.shift
    present = cp.new_bool_var("")
    work = model.instant(0, vehicle.max_route_duration)
    start = model.instant(shift.early, shift.late)
    kept = model.tight or site in model.kept
    halt = Halt(
        site=site,
        present=present,
        arrive=model.instant(shift.early, shift.late) if kept else start,
        start=start,
        work=work,
        depart=model.instant(shift.early, shift.late) if model.tight else start + work,
    )
    windows = intersect(model.day.sites[site].hours, (shift,))
    if windows is None:
        cp.add(present == 0)
    else:
        model.inside(start, windows, present)
    if halt.has_arrival:
        cp.add(start >= halt.arrive).only_enforce_if(present)
    if model.tight:
        cp.add(halt.depart >= start + work).only_enforce_if(present)
    return halt


def _circuit(model: Model, tour: Tour) -> None:
    cp, count = model.cp, len(tour.halts)
    circuit = [(0, 0, tour.used.negated())]
    circuit += [(n, n, h.present.negated()) for n, h in enumerate(tour.halts, start=1)]
    for one in range(count + 1):
        for two in range(count + 1):
            if one == two or tour.site(one) == tour.site(two):
                continue
            literal = cp.new_bool_var("")
            circuit.append((one, two, literal))
            tour.arcs.append((one, two, literal))
    cp.add_circuit(circuit)
    for halt in tour.halts:
        cp.add_implication(halt.present, tour.used)


def add_clock(model: Model, tour: Tour, rest: int) -> None:
    """Tie arrivals to departures: travel, plus a break of ``rest`` s on the road."""
    cp = model.cp
    tour.rests = [
        cp.new_bool_var("") if rest else 0 for _ in range(len(tour.halts) + 1)
    ]
    for one, two, literal in tour.arcs:
        seconds = seconds_between(
            model.travel, tour.vehicle, tour.site(one), tour.site(two)
        )
        if seconds > tour.vehicle.shift.late:
            cp.add(literal == 0)
            continue
        there = tour.departs(one) + seconds + rest * tour.rests[one]
        if two == 0 or model.tight:
            cp.add(tour.arrives(two) == there).only_enforce_if(literal)
        else:
            cp.add(tour.arrives(two) >= there).only_enforce_if(literal)


def add_work(model: Model, tour: Tour, custodies: dict[str, Custody]) -> None:
    """Add the seconds of every halt; a halt without a bag is none (rule T2)."""
    cp = model.cp
    for halt in tour.halts:
        place = model.day.sites[halt.site]
        handled = [
            (key, literal)
            for part in (halt.picks, halt.drops)
            for key, literal in part.items()
        ]
        items = sum(custodies[key].bag.bag.items * literal for key, literal in handled)
        fixed = place.service_duration * halt.present
        cp.add(halt.work == fixed + place.sec_per_item * items)
        cp.add_bool_or([literal for _, literal in handled]).only_enforce_if(
            halt.present
        )
        for _, literal in handled:
            cp.add_implication(literal, halt.present)
    for literal in (*tour.loads.values(), *tour.unloads.values()):
        cp.add_implication(literal, tour.used)


def add_room(model: Model, tour: Tour, custodies: dict[str, Custody]) -> None:
    """Keep the load of every leg within the vehicle in each dimension (R1, R1b)."""
    vehicle, cp = tour.vehicle, model.cp
    limits: list[tuple[int | None, dict[str, int], Any]] = [
        (vehicle.cap_g, {k: c.bag.bag.grams for k, c in custodies.items()}, True),
        (vehicle.cap_items, {k: c.bag.bag.items for k, c in custodies.items()}, True),
        (vehicle.cap_bags, dict.fromkeys(custodies, 1), True),
    ]
    limits += [
        (room, {k: _cm3_in(temp, rooms, c) for k, c in custodies.items()}, setting)
        for rooms, setting in zip(settings_of(vehicle), tour.settings, strict=True)
        for temp, room in rooms.items()
    ]
    _homes(model, tour, custodies)
    touched = {*tour.loads, *(k for h in tour.halts for k in h.picks)}
    for cap, sizes, setting in limits:
        total = sum(sizes[k] for k in sorted(touched))
        if cap is None or total <= cap:
            continue
        loads = [cp.new_int_var(0, total, "") for _ in range(len(tour.halts) + 1)]
        for load in loads:
            cp.add(load <= cap).only_enforce_if(setting)
        cp.add(loads[0] == _sum(tour.loads, sizes))
        for one, two, literal in tour.arcs:
            if two:
                halt = tour.halts[two - 1]
                change = _sum(halt.picks, sizes) - _sum(halt.drops, sizes)
                cp.add(loads[two] == loads[one] + change).only_enforce_if(literal)


def _homes(model: Model, tour: Tour, custodies: dict[str, Custody]) -> None:
    """Let bags ride only in settings that have a compartment for them (R1, C1b)."""
    name = tour.vehicle.vehicle_id, tour.number
    for custody in custodies.values():
        homeless = [s for where, s in tour.riding(custody.bag.needs) if where is None]
        for (_, *carrier), literal in custody.carried.items():
            if homeless and tuple(carrier) == name:
                for setting in homeless:
                    model.cp.add_implication(literal, setting.negated())


def _cm3_in(temp: Temperature, rooms: Rooms, custody: Custody) -> int:
    """Return what a bag takes of a compartment (C1b)."""
    bag = custody.bag
    return bag.bag.cm3 if compartment(rooms, bag.needs) is temp else 0


def _sum(literals: dict[str, Any], sizes: dict[str, int]) -> Any:  # noqa: ANN401
    return sum(sizes[key] * literal for key, literal in literals.items())
