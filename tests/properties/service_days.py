"""Generated days whose timetables, hubs and prices are twisted, one way at a time.

Each twist takes a whole small day and returns it changed; ``TWISTS`` lists all.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from properties.plan_edits import edit_consignment, edit_partner, edit_site

from benchmarks.small_days import Size, small_day
from routing.domain.consignment import Consignment, ConsignmentKind
from routing.domain.line import LineKind
from routing.domain.partner import SortDepth
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Stage, Tariff
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.window import TimeWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.domain.day import Day
    from routing.domain.trip import Trip
    from routing.travel.matrix import Travel

H = 3600
LARGER = Size(lots=9, villages=5, vehicles=3)
WHOLE_DAY = (TimeWindow(0, 30 * H),)
NIGHT = (TimeWindow(7 * H, 12 * H), TimeWindow(20 * H, 27 * H))
EARLY_AND_LATE = (TimeWindow(0, 4 * H), TimeWindow(6 * H, 23 * H))


def _trips(day: Day, change: Callable[[Trip], Trip]) -> Day:
    return replace(day, trips={key: change(trip) for key, trip in day.trips.items()})


def past_midnight(rng: random.Random, day: Day) -> Day:
    """Let a line run 14 hours later, and everybody be there all night."""
    line = rng.choice(list(day.lines))
    for site in day.sites:
        day = edit_site(day, site, hours=WHOLE_DAY)
    late = {
        name: replace(car, shift=TimeWindow(car.shift.early, 30 * H))
        for name, car in day.vehicles.items()
    }
    day = replace(day, vehicles=late)
    return _trips(day, lambda t: t.shifted(14 * H) if t.line_id == line else t)


def night_hours(rng: random.Random, day: Day) -> Day:
    """Let a line run past midnight while places keep hours, some of them by night.

    Who opens 00:00-04:00 does so before the day's work: at 25:00 nobody is there.
    """
    day = past_midnight(rng, day)
    for site in day.sites.values():
        if site.site_id != "C":
            hours = rng.choice([NIGHT, NIGHT, EARLY_AND_LATE])
            day = edit_site(day, site.site_id, hours=hours)
    return day


def shared_stop(_rng: random.Random, day: Day) -> Day:
    """Let the second line call at the stop of the first, a minute on.

    Five bags go to the hub there; each bus takes one bag and lets them off.
    """

    def through(trip: Trip) -> Trip:
        if trip.line_id != "B2":
            return trip
        stops = list(trip.stops)
        where = next(n for n, stop in enumerate(stops) if stop.site == "H2")
        halt = stops[where]
        at = halt.departure_time + 60
        extra = replace(
            halt,
            site="S1",
            arrival_time=at,
            departure_time=at,
            handover_sites=("H1",),
            max_dwell_duration=180,
        )
        behind = tuple(stop.shifted(60) for stop in stops[where + 1 :])
        stops = [*stops[: where + 1], extra, *behind]
        numbered = [replace(s, seq=n) for n, s in enumerate(stops, start=1)]
        return replace(trip, stops=tuple(numbered))

    def one_bag(trip: Trip) -> Trip:
        stops = tuple(
            replace(s, load_ok=True, unload_ok=True) if s.site in ("C", "S1") else s
            for s in trip.stops
        )
        return replace(trip, stops=stops, cap_bags=1)

    items = 5 * day.partners["PA"].items_per_bag
    goods = Consignment(
        consignment_id="SH1",
        kind=ConsignmentKind.DELIVERY,
        origin="C",
        destination="H1",
        partner="PA",
        goods_class="普通",
        items=items,
        grams=500 * items,
        cm3=5000 * items,
        ready_time=5 * H,
    )
    day = replace(day, consignments=(*day.consignments, goods))
    return _trips(_trips(day, through), one_bag)


def nothing_fits(rng: random.Random, day: Day) -> Day:
    """Let half of the trips carry no bag, no gram or no volume."""
    none = [{"cap_bags": 0}, {"cap_g": 0}, {"cap_cm3": 0}]
    return _trips(
        day, lambda t: replace(t, **rng.choice(none)) if rng.random() < 0.5 else t
    )


def hub_closes_at_noon(rng: random.Random, day: Day) -> Day:
    late = rng.choice([10 * H, 12 * H])
    return edit_site(day, "H1", hours=(TimeWindow(7 * H, late),))


def cancelled_trip(rng: random.Random, day: Day) -> Day:
    gone = rng.choice(list(day.trips))
    change = TripChange(
        kind=TripChangeKind.CANCELLED, text="", reason="检修", by="调度"
    )
    out = (TripOut(trip=day.trips[gone], change=change),)
    left = {key: trip for key, trip in day.trips.items() if key != gone}
    return replace(day, trips=left, trips_out=out)


def half_confirmed(rng: random.Random, day: Day) -> Day:
    """Ask for trips and offers to be confirmed, where about half of them are."""
    said = [True, True, False, None]
    return replace(
        day,
        trips={
            key: replace(trip, confirmed=rng.choice(said))
            for key, trip in day.trips.items()
        },
        offers={
            key: replace(offer, confirmed=rng.choice(said))
            for key, offer in day.offers.items()
        },
        settings=replace(day.settings, only_confirmed=True),
    )


def passes_twice(_rng: random.Random, day: Day) -> Day:
    """Let every trip turn round at its end and call everywhere once more."""

    def turn(trip: Trip) -> Trip:
        stops = list(trip.stops)
        clock = stops[-1].departure_time
        last = replace(stops[-1], max_dwell_duration=180)
        way = [*stops[:-1], last]
        for there, here in pairwise(reversed(stops)):
            clock += there.arrival_time - here.departure_time
            way.append(
                replace(
                    here,
                    arrival_time=clock,
                    departure_time=clock,
                    load_ok=True,
                    unload_ok=True,
                    max_dwell_duration=180,
                )
            )
        way[-1] = replace(way[-1], max_dwell_duration=None)
        numbered = [replace(s, seq=n) for n, s in enumerate(way, start=1)]
        return replace(trip, stops=tuple(numbered))

    return _trips(day, turn)


def tight_hub(rng: random.Random, day: Day) -> Day:
    for site in ("C", "H1", "H2"):
        day = edit_site(day, site, storage_items=rng.choice([0, 8, 15]), stock_items=0)
    return day


def tight_segments(_rng: random.Random, day: Day) -> Day:
    tight = {"cap_bags": 1, "cap_g": 12_000, "cap_cm3": 200_000}
    return _trips(day, lambda trip: replace(trip, **tight))


def short_dwell(rng: random.Random, day: Day) -> Day:
    """Let work at a call be limited to none, one or two bags."""

    def hurry(trip: Trip) -> Trip:
        limits = [rng.choice([29, 45, 60]) for _ in trip.stops]
        limits[0] = limits[-1] = None
        stops = [
            replace(stop, max_dwell_duration=limit)
            for stop, limit in zip(trip.stops, limits, strict=True)
        ]
        return replace(trip, stops=tuple(stops))

    return _trips(day, hurry)


def _priced(day: Day, basis: PriceBasis, micro: int) -> Day:
    price = Price(basis=basis, micro_yuan=micro)
    lines = {key: replace(line, price=price) for key, line in day.lines.items()}
    offers = {key: replace(row, price=price) for key, row in day.offers.items()}
    return replace(day, lines=lines, offers=offers)


def per_trip(rng: random.Random, day: Day) -> Day:
    return _priced(day, PriceBasis.PER_TRIP, rng.randint(1, 9_999_999))


def per_kg(rng: random.Random, day: Day) -> Day:
    return _priced(day, PriceBasis.PER_KG, rng.randint(1, 299_999))


def tiers(rng: random.Random, day: Day) -> Day:
    """Ask for hub and station in tiers by item, bag and kilogram."""
    rows = []
    for number, basis in enumerate((PriceBasis.PER_ITEM, PriceBasis.PER_KG)):
        edge = rng.choice([5, 20]) * (1000 if basis is PriceBasis.PER_KG else 1)
        for stage in (Stage.HUB, Stage.STATION):
            common = {"stage": stage, "payer": rng.choice(["PA", "县"]), "payee": "PX"}
            first = Price(basis=basis, micro_yuan=rng.randint(0, 150_000))
            second = Price(basis=basis, micro_yuan=rng.randint(0, 400_000))
            name = f"{stage.value}{number}"
            rows.append(Tariff(tariff_id=name, price=first, tier_to=edge, **common))
            edge_next = edge + (basis is PriceBasis.PER_ITEM)
            rows.append(
                Tariff(
                    tariff_id=f"{name}+", price=second, tier_from=edge_next, **common
                )
            )
    bag = Price(basis=PriceBasis.PER_BAG, micro_yuan=300_000)
    rows.append(
        Tariff(tariff_id="袋", stage=Stage.HUB, payer="PB", payee="PX", price=bag)
    )
    return replace(day, tariffs=tuple(rows))


def delay_price(rng: random.Random, day: Day) -> Day:
    micro = rng.choice([1_000_000, 60_000_000])
    day = replace(day, settings=replace(day.settings, delay_micro_yuan_per_hour=micro))
    return _trips(day, lambda t: replace(t, passengers=rng.choice([7.0, 12.5])))


def sorted_to_township(rng: random.Random, day: Day) -> Day:
    """Let no goods be sorted to villages, and only a hub sort them."""
    for partner in ("PA", "PB"):
        day = edit_partner(day, partner, sort_depth=SortDepth.TOWNSHIP)
    day = edit_site(day, "C", sorts=False)
    for hub in ("H1", "H2"):
        rate = rng.choice([None, 60, 400])
        day = edit_site(day, hub, sorts=rng.random() < 0.7, sort_rate=rate)
    return day


def shuttles(_rng: random.Random, day: Day) -> Day:
    """Let freight shuttles run that may wait ten minutes, and no bus."""
    lines = {
        key: replace(line, kind=LineKind.SHUTTLE, max_hold_duration=600)
        for key, line in day.lines.items()
    }
    return replace(day, lines=lines)


def only_services(_rng: random.Random, day: Day) -> Day:
    """Let every vehicle be at work for a minute only: none can drive anywhere."""
    short = {
        name: replace(car, shift=TimeWindow(6 * H, 6 * H + 60))
        for name, car in day.vehicles.items()
    }
    return replace(day, vehicles=short)


def dear_roads(rng: random.Random, day: Day) -> Day:
    """Let driving cost ten times as much, and few hours be driven."""
    cars = {
        name: replace(
            car,
            fixed_cents=10 * car.fixed_cents,
            micro_yuan_per_km=10 * car.micro_yuan_per_km,
            max_route_duration=rng.choice([2, 4]) * H,
        )
        for name, car in day.vehicles.items()
    }
    return replace(day, vehicles=cars)


def bad_hours(rng: random.Random, day: Day) -> Day:
    """Let consignments have deadlines and hours of their own."""
    for row in day.consignments:
        if rng.random() < 0.5:
            early = rng.randint(8, 14) * H
            windows = (TimeWindow(early, early + rng.choice([600, 2 * H])),)
            day = edit_consignment(day, row.consignment_id, windows=windows)
    return day


def no_stop_attended(rng: random.Random, day: Day) -> Day:
    """Let villages close early, while some bus stops are always attended."""
    for site in day.sites.values():
        if site.level is Level.VILLAGE:
            day = edit_site(day, site.site_id, hours=(TimeWindow(8 * H, 9 * H),))

    def attend(trip: Trip) -> Trip:
        attended = rng.choice([None, True])
        stops = tuple(replace(stop, attended=attended) for stop in trip.stops)
        return replace(trip, stops=stops)

    return _trips(day, attend)


TWISTS = (
    past_midnight,
    night_hours,
    shared_stop,
    nothing_fits,
    hub_closes_at_noon,
    cancelled_trip,
    passes_twice,
    tight_hub,
    tight_segments,
    short_dwell,
    per_trip,
    per_kg,
    tiers,
    delay_price,
    sorted_to_township,
    shuttles,
    dear_roads,
    only_services,
    bad_hours,
    no_stop_attended,
    half_confirmed,
)


def twisted_day(
    seed: int, *twists: Callable[[random.Random, Day], Day], size: Size = LARGER
) -> tuple[Day, Travel]:
    """Return a small day with some twists; all choices follow from ``seed``."""
    day, travel = small_day(seed, size)
    rng = random.Random(f"{seed} {[twist.__name__ for twist in twists]}")
    if seed % 3:
        day = dear_roads(rng, day)
    for twist in twists:
        day = twist(rng, day)
    return day, travel
