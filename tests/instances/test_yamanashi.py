"""The Yamanashi day: committed tables, the real feed, and what its buses offer."""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
import zipfile
from collections import Counter

import pytest

from instances.yamanashi.build import DAY, FEED, FOLDER, build
from instances.yamanashi.freight import FREIGHT
from instances.yamanashi.network import HUB_STOPS, choose_network
from instances.yamanashi.timetable import Stop
from routing.domain.coordinates import crow_metres
from routing.domain.site import Level
from routing.optimize.carriers import Carriers
from routing.optimize.ways import direct_ways
from routing.tables.build import read_day
from routing.tables.finding import Grade

CENTRE, KAJIKAZAWA, SUTAMA = "YC00", "YH04", "YH02"


@pytest.fixture(scope="module")
def read():
    return read_day([DAY])


@pytest.fixture(scope="module")
def day(read):
    return read.day


@pytest.fixture(scope="module")
def feed():
    """Rows of the feed by file, read without the project's own reader."""
    with zipfile.ZipFile(FEED) as archive:
        return {
            name: list(
                csv.DictReader(
                    io.StringIO(archive.read(name).decode("utf-8-sig")),
                    skipinitialspace=True,
                )
            )
            for name in ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
        }


def rows_of(name):
    with (DAY / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def legs_to_open_sites(day):
    """Yield (from, to, trip, board, alight) where the receiving site is open."""
    for trip in day.trips.values():
        for board, alight in trip.legs():
            start, end = trip.stops[board], trip.stops[alight]
            for giving in start.sites:
                for taking in end.sites:
                    hours = day.sites[taking].hours
                    if any(w.early <= end.receive_time <= w.late for w in hours):
                        yield giving, taking, trip, start, end


def test_committed_tables_are_what_the_script_makes(tmp_path):
    build(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in DAY.glob("*.csv")}
    assert {path.name for path in DAY.iterdir()} == {*made, FEED.name}


def test_the_feed_is_the_published_one_and_may_be_copied(feed):
    source = tomllib.loads((FOLDER / "source.toml").read_text("utf-8"))
    assert list(source["sha256"]) == ["day/yamanashi-gtfs.zip", "LICENCE-CC0.txt"]
    for name, expected in source["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected
    assert "CC0 1.0 Universal" in (FOLDER / "LICENCE-CC0.txt").read_text("utf-8")
    sizes = {name: len(rows) for name, rows in feed.items()}
    assert sizes == {
        "stops.txt": 2196,
        "routes.txt": 350,
        "trips.txt": 1415,
        "stop_times.txt": 47_070,
    }


def test_the_day_reads_whole(read, day):
    # Stops that are joined with stations are told once, nothing else is found.
    assert [row.code for row in read.findings] == ["GTFS_STOPS_JOINED"]
    assert read.findings[0].grade is Grade.WARNING
    levels = Counter(site.level for site in day.sites.values())
    assert levels[Level.CENTRE] == 1
    assert levels[Level.HUB] == len(HUB_STOPS) == 9
    assert 150 <= levels[Level.VILLAGE] <= 220
    assert all(row.blocked is None for row in day.consignments)


def test_the_data_are_labelled(day):
    note = day.settings.extra["data_note"]
    assert "时刻表真实" in note
    assert "价格均为示例" in note
    assert all(
        partner.name.startswith("示例") or partner.name.endswith("快递")
        for partner in day.partners.values()
    )


def test_stations_stand_at_real_stops_of_lines_that_carry_goods(day, feed):
    called = {stop.site for trip in day.trips.values() for stop in trip.stops}
    places = {
        (float(row["stop_lon"]), float(row["stop_lat"])) for row in feed["stops.txt"]
    }
    stations = [s for s in day.sites.values() if s.level is Level.VILLAGE]
    for site in stations:
        assert (site.lon, site.lat) in places
        assert site.site_id in called
    assert len({site.name for site in stations}) == len(stations)


def test_times_are_those_of_the_feed(day, feed):
    """The first bus from Kofu to Kajikazawa after eight, told by the feed itself."""
    assert {row["route_id"] for row in rows_of("gtfs_freight")} == set(FREIGHT)
    ours = [t for t in day.trips.values() if t.line_id.split("~")[0] == "52_797"]
    first = min((t for t in ours if t.departure_time >= 8 * 3600),
                key=lambda t: t.departure_time)  # fmt: skip
    calls = [r for r in feed["stop_times.txt"] if r["trip_id"] == first.trip_id]
    calls.sort(key=lambda row: int(row["stop_sequence"]))
    # 08:05 at the terminal in Kofu, 09:01 at the office in Kajikazawa.
    assert calls[0]["departure_time"] == "08:05:00"
    assert calls[-1]["arrival_time"] == "09:01:00"
    assert (first.departure_time, first.arrival_time) == (29_100, 32_460)
    assert len(first.stops) == len(calls)
    assert first.stops[0].site == CENTRE
    assert KAJIKAZAWA in first.stops[-1].sites
    assert (first.cap_bags, first.cap_g, first.cutoff_duration) == (12, 240_000, 900)


def test_buses_offer_every_pattern(day):
    ready = max(partner.ready_time for key, partner in day.partners.items()
                if key in {row.partner for row in day.consignments})  # fmt: skip
    direct, to_hub, from_hub = set(), set(), set()
    for giving, taking, trip, start, _ in legs_to_open_sites(day):
        level = day.sites[taking].level
        in_time = start.departure_time - trip.cutoff_duration >= ready
        if giving == CENTRE and in_time:
            (direct if level is Level.VILLAGE else to_hub).add((taking, level))
        if day.sites[giving].level is Level.HUB and level is Level.VILLAGE:
            from_hub.add(taking)
    assert len(direct) >= 80
    hubs = {site for site, level in to_hub if level is Level.HUB}
    assert len(hubs) == 7
    # Sutama and Enzan have no bus from the centre: truck, then bus.
    assert SUTAMA not in hubs
    villages = {s.site_id for s in day.sites.values() if s.level is Level.VILLAGE}
    beyond = {
        taking
        for giving, taking, *_ in legs_to_open_sites(day)
        if giving == SUTAMA and taking in villages
    }
    assert len(beyond) >= 10
    assert len(from_hub - {site for site, _ in direct}) >= 50
    bases = Counter(v.start_site for v in day.vehicles.values())
    assert all(bases[hub] for hub in hubs | {SUTAMA})


def test_offers_serve_townships_and_the_far_ones_have_a_last_resort(day):
    offers = list(day.offers.values())
    assert [offer.last_resort for offer in offers] == [False] * 3 + [True] * 2
    for offer in offers:
        assert offer.carrier == "P1"
        assert len(offer.to_sites) >= 8
    assert offers[3].delivered_time == 86_400 + 18 * 3600


def test_items_of_a_station_lie_in_bounds_and_road_alone_can_carry_them(day):
    items = Counter()
    for row in rows_of("demand"):
        if row["goods_class"] == "普通":
            items[row["site"]] += int(row["items"])
    assert 10 <= min(items.values()) <= max(items.values()) <= 40
    ways = direct_ways(day)
    assert not ways.left
    carriers = Carriers(day)
    for shipment in ways.shipments:
        assert carriers.on_routes(shipment).any(), shipment.lot.lot_id
    room = sum(sum(v.compartments_cm3.values()) for v in day.vehicles.values())
    assert room > 1.5 * sum(row.cm3 for row in day.consignments)


def test_stations_by_hand():
    """On a meridian, 0.01 degree of latitude is 1.112 km; the centre is at 35.7."""

    def stop(stop_id, lat):
        return Stop(stop_id, f"停{stop_id}", 138.5, lat)

    assert crow_metres(138.5, 35.7, 138.5, 35.71) == pytest.approx(1112, abs=1)
    # Hubs far away but one, 5.6 km north of the centre.
    stops = {stop_id: stop(stop_id, 36.5) for stop_id in HUB_STOPS.values()}
    stops["P119"], stops["P200"] = stop("P119", 35.7), stop("P200", 35.75)
    # 3.3 km is town, 7.8 and 8.2 km lie 0.44 apart, 9.3 km is 1.1 from 8.2,
    # 5.9 km is 0.33 from the hub.
    for stop_id, lat in (("a", 35.73), ("b", 35.77), ("c", 35.774), ("d", 35.784),
                         ("e", 35.753)):  # fmt: skip
        stops[stop_id] = stop(stop_id, lat)
    network = choose_network(stops)
    assert [village.stop.stop_id for village in network.villages] == ["d", "c"]
    assert {village.township for village in network.villages} == {"韮崎"}
    assert [village.name for village in network.villages] == ["停d村站", "停c村站"]
