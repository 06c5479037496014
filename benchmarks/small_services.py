"""Two bus lines, a handover and a last resort for a random small day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.domain.handover_offer import HandoverOffer
from routing.domain.line import Line
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level, Site
from routing.domain.tariff import Stage, Tariff
from routing.domain.trip import StopTime, Trip
from routing.domain.window import TimeWindow

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from routing.domain.day import Day

H = 3600
BUS_MS = 9.0
"""Metres per second of a bus between stops, with its stops."""

BASES = {
    PriceBasis.PER_BAG: (1_000_000, 2_000_000),
    PriceBasis.PER_ITEM: (150_000, 305_000),
    PriceBasis.PER_KG: (120_000, 205_000),
    PriceBasis.PER_TRIP: (5_000_000, 12_000_000),
}


def add_services(rng: random.Random, day: Day, *, buses: bool, offers: bool) -> Day:
    """Return the day with lines through both townships and with offers."""
    if buses:
        halt = Site(
            site_id="S1",
            name="路口",
            level=Level.STOP,
            lon=day.sites["H1"].lon,
            lat=day.sites["H1"].lat,
            dispatchable=False,
        )
        day = replace(day, sites={**day.sites, "S1": halt})
        lines = {line.line_id: line for line in _lines(rng)}
        trips = {
            trip.trip_id: trip for line in lines for trip in _trips(rng, day, line)
        }
        day = replace(day, lines=lines, trips=trips)
    if offers:
        day = replace(
            day,
            offers={offer.offer_id: offer for offer in _offers(rng, day)},
            tariffs=tuple(_tariffs(rng)),
        )
    return day


def chance(rng: random.Random, share: float) -> bool:
    """Return True in that share of cases."""
    return rng.random() < share


def _lines(rng: random.Random) -> Iterator[Line]:
    for name in ("B1", "B2"):
        basis = rng.choice(list(BASES))
        yield Line(
            line_id=name,
            name=name,
            operator="PY",
            price=Price(basis=basis, micro_yuan=rng.randint(*BASES[basis])),
            runs_anyway=chance(rng, 0.2),
        )


def _trips(rng: random.Random, day: Day, line: str) -> Iterator[Trip]:
    """Yield two trips out and one back along a township's villages."""
    hub = "H1" if line == "B1" else "H2"
    below = [s for s, site in day.sites.items() if site.township == hub]
    stop = "S1" if line == "B1" else hub
    path = ["C", stop, *below]
    out = rng.randint(7 * 4, 9 * 4) * 900
    begins = [(out, path), (out + rng.randint(4, 16) * 900, path)]
    begins.append((rng.randint(10 * 4, 15 * 4) * 900, path[::-1]))
    for number, (begin, sites) in enumerate(begins, start=1):
        yield Trip(
            trip_id=f"{line}-{number}",
            line_id=line,
            stops=tuple(_calls(rng, day, sites, begin)),
            cap_bags=rng.choice([1, 2, 4]),
            cap_g=rng.choice([None, 50_000]),
            max_piece_g=rng.choice([20_000, 30_000]),
            cutoff_duration=rng.choice([0, 600, 900]),
            passengers=rng.choice([None, 8.0, 12.5]),
            no_freight=(TimeWindow(7 * H, 8 * H),) if chance(rng, 0.15) else (),
        )


def _calls(
    rng: random.Random, day: Day, sites: list[str], begin: int
) -> Iterator[StopTime]:
    clock, before = begin, None
    for seq, name in enumerate(sites, start=1):
        site = day.sites[name]
        if before is not None:
            clock += _seconds(before, site)
        stay = rng.choice([0, 60, 120]) if 1 < seq < len(sites) else 0
        yield StopTime(
            seq=seq,
            site=name,
            arrival_time=clock,
            departure_time=clock + stay,
            load_ok=chance(rng, 0.9),
            unload_ok=chance(rng, 0.9),
            max_dwell_duration=rng.choice([60, 90, 180])
            if 1 < seq < len(sites)
            else None,
            handover_sites=("H1",) if name == "S1" else (),
            walk_duration=120 if name == "S1" else rng.choice([0, 60]),
            attended=rng.choice([None, None, None, True, False])
            if site.level is Level.VILLAGE
            else None,
        )
        clock, before = clock + stay, site


def _seconds(one: Site, two: Site) -> int:
    east = ((one.lon or 0.0) - (two.lon or 0.0)) * 88_000
    north = ((one.lat or 0.0) - (two.lat or 0.0)) * 111_000
    minutes = float((east * east + north * north) ** 0.5) * 1.3 / BUS_MS / 60
    return (int(minutes) + 1) * 60


def _offers(rng: random.Random, day: Day) -> Iterator[HandoverOffer]:
    villages = [s for s, site in day.sites.items() if site.level is Level.VILLAGE]
    start = rng.choice(["C", "H1", "H2"])
    some = tuple(sorted(rng.sample(villages, 2)))
    basis = rng.choice([PriceBasis.PER_ITEM, PriceBasis.PER_BAG, PriceBasis.PER_KG])
    low, high = BASES[basis]
    yield HandoverOffer(
        offer_id="E1",
        carrier="PX",
        for_partners=rng.choice([("*",), ("PA",), ("PB",)]),
        from_site=start,
        to_sites=some,
        cutoff_time=rng.choice([8, 10, 12]) * H,
        delivered_time=rng.choice([15, 17]) * H,
        price=Price(basis=basis, micro_yuan=rng.randint(2 * low, 3 * high)),
        cap_items=rng.choice([None, 30]),
        cap_bags=rng.choice([None, 2]),
    )
    yield HandoverOffer(
        offer_id="E9",
        carrier="PX",
        for_partners=("*",),
        from_site="C",
        to_sites=tuple(villages),
        cutoff_time=16 * H,
        delivered_time=40 * H,
        price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=2_500_000),
        cap_items=rng.choice([None, 40]),
        last_resort=True,
    )


def _tariffs(rng: random.Random) -> Iterator[Tariff]:
    if chance(rng, 0.5):
        yield Tariff(
            tariff_id="K1",
            stage=Stage.HUB,
            payer=rng.choice(["PA", "县公司"]),
            payee="PX",
            price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=80_000),
            from_site=rng.choice([None, "H1"]),
        )
    if chance(rng, 0.5):
        yield Tariff(
            tariff_id="K2",
            stage=Stage.STATION,
            payer="PB",
            payee="PX",
            price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=205_000),
            tier_from=rng.choice([0, 11]),
        )
