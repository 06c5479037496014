"""Random routes of a day, timed twice: by the forward schedule and by the search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from routing.check.judge import judge
from routing.domain.lot import build_lots
from routing.optimize.road import build_road_problem
from routing.optimize.route_times import RouteTimes
from routing.optimize.routes import SEPARATOR
from routing.optimize.simulator import Simulator
from routing.optimize.ways import Shipment
from routing.plan.forward import ForwardSchedule
from routing.plan.halt import Halt
from routing.plan.model import PauseKind, Plan, PlannedBag

OF_TIME = ("T1", "T2", "T3", "T6", "T7", "D1", "R5", "W1_BAN")
OF_THE_ORDER = ("D1_MAX_KM", "T3_TOURS")
"""Whatever the times, a route of these tours breaks these rules or keeps them."""

MOST_USES = 8


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A route timed by both; the search's times are None where it finds none.

    Each pair is first loading and last return; ``broken`` are causes by which
    the forward schedule breaks a rule of time.
    """

    search: tuple[int, int] | None
    forward: tuple[int, int]
    broken: list[tuple[str, str, int]]


def compared_routes(day, travel, rng, count, *, most=7):
    """Yield ``count`` random routes of a day, beside random others at the docks."""
    lots = [lot for lot in build_lots(day) if not _blocked(lot)]
    problem = build_road_problem(
        day, travel, [Shipment(lot=x, bags=x.bags) for x in lots]
    )
    for _ in range(count):
        schedule, simulator = ForwardSchedule(day, travel), Simulator(problem)
        v = rng.randrange(len(problem.vehicles))
        others = [
            _held(problem, o, rng, (schedule, simulator))
            for o in range(len(problem.vehicles))
            if o != v and rng.random() < 0.6
        ]
        tours = random_tours(rng, problem, v, most)
        times = simulator.times(v, _entries(tours))
        route = schedule.route(problem.vehicles[v], _halts(problem, tours))
        found = None
        if isinstance(times, RouteTimes):
            found = times.tours[0][0], times.tours[-1][1]
        yield Compared(
            search=found,
            forward=(route.tours[0].load_start, route.tours[-1].end),
            broken=_broken(day, travel, problem, [*others, route]),
        )


def _blocked(lot):
    return any(row.blocked for row in lot.consignments)


def random_tours(rng, problem, v, most):
    """Return tours of a vehicle as (visit, site) in any order."""
    car = problem.vehicles[v]
    numbers = rng.sample(range(problem.batches), problem.batches)
    numbers = numbers[: rng.randint(1, most)]
    count = rng.randint(1, 3) if car.start_site == car.end_site else 1
    tours = []
    for part in range(count):
        visits = [
            visit
            for k in numbers[part::count]
            for visit in _visits(problem.shipments[k].lot, k, car)
        ]
        if visits and all(site != car.start_site for _, site in visits):
            tours.append(visits)
    return tours or random_tours(rng, problem, v, most)


def _visits(lot, k, car):
    if lot.origin == car.start_site:
        return [(2 * k + 1, lot.destination)]
    if lot.destination == car.end_site:
        return [(2 * k, lot.origin)]
    return [(2 * k, lot.origin), (2 * k + 1, lot.destination)]


def _entries(tours):
    entries = []
    for visits in tours:
        entries += [*([SEPARATOR] if entries else []), *(visit for visit, _ in visits)]
    return entries


def _halts(problem, tours):
    found = []
    for visits in tours:
        halts = []
        for visit, site in visits:
            if not halts or halts[-1][0] != site:
                halts.append((site, [], []))
            halts[-1][1 if visit % 2 else 2].extend(problem.shipments[visit // 2].bags)
        found.append(
            tuple(
                Halt(site=site, deliver=tuple(deliver), pick_up=tuple(pick_up))
                for site, deliver, pick_up in halts
            )
        )
    return found


def _held(problem, v, rng, timers):
    """Time the route of another vehicle; its docks and chargers are taken."""
    schedule, simulator = timers
    car = problem.vehicles[v]
    tours = random_tours(rng, problem, v, 3)
    route = schedule.route(car, _halts(problem, tours))
    dock, charger = (int(problem.tables[key][v]) for key in ("v_dock", "v_charger"))
    uses = [
        (dock, tour.load_start, tour.load_start + car.reload_duration)
        for tour in route.tours
        if dock >= 0
    ]
    uses += [
        (charger, rest.start, rest.end)
        for rest in route.pauses
        if charger >= 0 and rest.kind is PauseKind.CHARGE
    ]
    simulator._hold(v, uses[:MOST_USES])  # noqa: SLF001
    return route


def _broken(day, travel, problem, routes):
    """Return what the last of the routes breaks by its times."""
    bags = tuple(
        PlannedBag(
            id=bag.bag_id, lot=bag.lot_id, origin="", destination="",
            contents=dict(bag.contents), items={}, goods_class="", grams=bag.grams,
            cm3=bag.cm3, loose=bag.loose, legs=(),
        )
        for shipment in problem.shipments
        for bag in shipment.bags
    )  # fmt: skip
    plan = Plan(
        status="complete", date=day.date.isoformat(), seed=0, routes=tuple(routes),
        bags=bags, unserved=(),
    )  # fmt: skip
    own = routes[-1].vehicle
    base = f"@{day.vehicles[own].start_site}"
    others = Counter(_judged(day, travel, plan, routes[:-1]))
    return [
        row
        for row in _judged(day, travel, plan, routes)
        if row[0].startswith(OF_TIME)
        and row[0] not in OF_THE_ORDER
        and (row[1].split()[0] == own or (row[1] == base and not others[row]))
    ]


def _judged(day, travel, plan, routes):
    judged = judge(day, travel, replace(plan, routes=tuple(routes)))
    return [(str(row.cause), row.where, row.amount) for row in judged]
