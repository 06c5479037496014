"""The cost of a plan once more, in exact fractions, from its bags and tours alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor

from routing.domain.consignment import ConsignmentKind
from routing.domain.price import PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage
from routing.domain.vehicle import Temperature
from routing.travel.profiles import profile_of

KEPT_APART = (Level.STATION, Level.VILLAGE, Level.HAMLET, Level.LOCKER)


def half_up(cents):
    return floor(cents + Fraction(1, 2))


def cost_again(day, travel, plan):
    """Return the parts of the cost that are not nothing."""
    fixed, km, hours, cold = (
        sum(column)
        for column in zip((0, 0, 0, 0), *_routes(day, travel, plan), strict=True)
    )
    given = {True: 0, False: 0}
    for row in plan.handovers:
        offer = day.offers[row.offer]
        given[offer.last_resort] += _fee(offer.price, _bags(plan, row.bags))
    parts = {
        "fixed": fixed,
        "km": km,
        "hours": hours,
        "cold": cold,
        "bus": sum(_rides(day, plan)),
        "handover": given[False],
        "last_resort": given[True],
        "stages": sum(_stage(day, plan, tariff) for tariff in day.tariffs),
        "late": sum(_lateness(day, plan)),
        "boxes": sum(_boxes(day, plan)),
        "delay": sum(_delays(day, plan)),
    }
    return {name: cents for name, cents in parts.items() if cents}


def _boxes(day, plan):
    """Yield the cents of each stock; n boxes are n uses, rounded once (P1h)."""
    for box, stock in day.boxes.items():
        boxes = sum(_count(bag) for bag in plan.bags if bag.box == box)
        yield half_up(Fraction(boxes * stock.micro_yuan_per_use, 10_000))


def _count(bag):
    """Return what a bag counts: its boxes, or one."""
    return bag.boxes if bag.box else 1


def _routes(day, travel, plan):
    """Yield cents for the day, the metres and the hours of each route."""
    for route in plan.routes:
        car = day.vehicles[route.vehicle]
        metres = travel.of(profile_of(car)).metres
        driven = 0
        for number, tour in enumerate(route.tours, start=1):
            end = car.end_site if number == len(route.tours) else car.start_site
            way = [car.start_site, *(stop.site for stop in tour.stops), end]
            for here, there in pairwise(way):
                driven += int(metres[travel.index[here], travel.index[there]])
        seconds = route.tours[-1].end - route.tours[0].load_start
        yield (
            car.fixed_cents,
            half_up(Fraction(driven * car.micro_yuan_per_km, 1000 * 10_000)),
            half_up(Fraction(seconds * car.micro_yuan_per_hour, 3600 * 10_000)),
            refrigeration(day, plan, car, route),
        )


def _lateness(day, plan):
    """Yield cents of each consignment: minutes late × price, by share of its items."""
    for row in day.consignments:
        if row.late_micro_yuan is None:
            continue
        minutes = Fraction(0)
        for bag in plan.bags:
            if row.consignment_id in bag.contents and bag.arrives:
                late = Fraction(_late_seconds(plan, bag, row), 60)
                minutes += late * Fraction(bag.contents[row.consignment_id], row.items)
        yield half_up(minutes * row.late_micro_yuan / 10_000)


def _late_seconds(plan, bag, row):
    down = row.kind is ConsignmentKind.DELIVERY
    leg = bag.legs[-1] if down else bag.legs[0]
    time = leg.arrive if down else leg.depart
    if leg.kind == "road":
        route = next(route for route in plan.routes if route.vehicle == leg.vehicle)
        tour = route.tours[leg.tour]
        side = "deliver" if down else "pick_up"
        here = [s for s in tour.stops if s.site == row.outer_site]
        starts = [s.start for s in here if bag.id in getattr(s, side)]
        time = starts[0] if starts else (tour.end if down else tour.load_start)
    brought = down and leg.kind == "handover"
    begun = [w.late for w in row.windows if brought or w.early <= time]
    ends = [*begun[-1:], *([] if row.deadline is None else [row.deadline])]
    return max([0, *(time - end for end in ends)])


def refrigeration(day, plan, car, route):
    """Cents of the tours on which a bag rides in a compartment that is not warm."""
    kinds = {bag.id: day.goods[bag.goods_class].temp for bag in plan.bags}
    seconds = 0
    for tour in route.tours:
        aboard = [*tour.load, *(bag for stop in tour.stops for bag in stop.pick_up)]
        settings = (car.compartments_cm3, *car.bulkheads)
        rooms = {kinds[bag] for bag in aboard} & set(settings[tour.bulkhead])
        if rooms - {Temperature.AMBIENT}:
            seconds += tour.end - tour.load_start
    return half_up(Fraction(seconds * car.micro_yuan_per_cold_hour, 3600 * 10_000))


def _bags(plan, names):
    return [bag for bag in plan.bags if bag.id in names]


def _fee(price, bags):
    units = {
        PriceBasis.PER_ITEM: sum(sum(bag.contents.values()) for bag in bags),
        PriceBasis.PER_BAG: sum(_count(bag) for bag in bags),
        PriceBasis.PER_KG: Fraction(sum(bag.grams for bag in bags), 1000),
        PriceBasis.PER_TRIP: 1,
        PriceBasis.PER_MONTH: 0,
    }[price.basis]
    return half_up(Fraction(units * (price.micro_yuan or 0)) / 10_000)


def _rides(day, plan):
    """Yield the fee of each trip leg; a price per trip is due once a trip."""
    paid = set()
    for row in plan.bus_loads:
        line = day.lines[day.trips[row.trip].line_id]
        if line.price.basis is PriceBasis.PER_TRIP:
            if line.runs_anyway or row.trip in paid:
                continue
            paid.add(row.trip)
        yield _fee(line.price, _bags(plan, row.bags))


def _stage(day, plan, tariff):
    """Return what a tariff of hubs or stations asks over the day."""
    rows = {row.consignment_id: row for row in day.consignments}
    items, bags = {}, 0
    for bag in plan.bags:
        for site in _passed(day, bag, tariff.stage):
            asked = [
                key
                for key in bag.contents
                if _pays(day, tariff, rows[key])
                and tariff.applies(rows[key].goods_class, site, rows[key].destination)
            ]
            bags += _count(bag) if asked else 0
            for key in asked:
                items[key] = items.get(key, 0) + bag.contents[key]
    grams = sum(
        half_up(Fraction(rows[key].grams * count, rows[key].items))
        for key, count in items.items()
    )
    below, per = max(tariff.tier_from - 1, 0), 1
    total = sum(items.values())
    if tariff.price.basis is PriceBasis.PER_BAG:
        total = bags
    if tariff.price.basis is PriceBasis.PER_KG:
        total, below, per = grams, tariff.tier_from, 1000
    if tariff.tier_to is not None:
        total = min(total, tariff.tier_to)
    units = Fraction(max(total - below, 0), per)
    return half_up(units * tariff.price.micro_yuan / 10_000)


def _passed(day, bag, stage):
    if stage is Stage.HUB:
        passed = [leg.to_site for leg in bag.legs[:-1]]
        return [site for site in passed if day.sites[site].level is Level.HUB]
    last = bag.legs[-1]
    kept = stage is Stage.STATION and last.kind != "handover"
    return [bag.origin] * (kept and day.sites[last.to_site].level in KEPT_APART)


def _pays(day, tariff, row):
    if tariff.stage is Stage.STATION and row.kind is not ConsignmentKind.DELIVERY:
        return False
    return tariff.payer == row.partner or tariff.payer not in day.partners


def _delays(day, plan):
    """Yield what passengers of each trip wait beyond its stays, priced."""
    settings = day.settings
    for name, trip in day.trips.items():
        waited = 0
        for number, stop in list(enumerate(trip.stops))[1:-1]:
            bags = sum(
                sum(_count(bag) for bag in _bags(plan, row.bags))
                for row in plan.bus_loads
                if row.trip == name and number in calls_of_row(trip, row)
            )
            work = settings.bus_stop_duration + settings.bus_duration_per_bag * bags
            if bags:
                waited += max(0, work - (stop.departure_time - stop.arrival_time))
        hours = Fraction(waited) * Fraction(str(trip.passengers or 0)) / 3600
        yield half_up(hours * settings.delay_micro_yuan_per_hour / 10_000)


def calls_of_row(trip, row):
    """Return where a row of bus loads boards and alights, counted from 0."""
    sites = [stop.site for stop in trip.stops]
    board = row.board_call
    if board is None:
        board = sites.index(row.board)
    alight = row.alight_call
    if alight is None:
        alight = sites.index(row.alight, board + 1)
    return board, alight
