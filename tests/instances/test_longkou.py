"""The Longkou day: committed tables, sources, and the rules it is made by."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from itertools import pairwise

import numpy as np

from instances.longkou.build import DAY, FOLDER, SOURCE, build
from instances.longkou.fixed import OPERATOR, PARTNERS
from instances.longkou.positions import reconstruct
from instances.longkou.roads import choose_network, read_roads, site_id
from instances.longkou.services import ROUTES, running_minutes
from routing.optimize.carriers import Carriers
from routing.optimize.ways import direct_ways
from routing.report.sheets.navigation import navigation_link
from routing.tables.build import read_day
from routing.travel.build import build_travel
from routing.travel.file import read_travel_table
from routing.travel.matrix import Source
from routing.travel.report import travel_findings


def rows_of(name):
    with (DAY / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_committed_tables_are_what_the_script_makes(tmp_path):
    build(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in DAY.iterdir()}


def test_the_source_is_unchanged():
    sums = tomllib.loads((FOLDER / "source.toml").read_text("utf-8"))["sha256"]
    assert list(sums) == ["source/roads.csv", "source/stations.csv"]
    for name, expected in sums.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == expected


def test_roads_are_those_of_the_source():
    with (SOURCE / "roads.csv").open(encoding="utf-8") as file:
        source = {
            (f"LK{int(r['from']):02d}", f"LK{int(r['to']):02d}"): (r["km"], r["min"])
            for r in csv.DictReader(file)
        }
    sites = {row["site_id"] for row in rows_of("sites")}
    travel = rows_of("travel")
    real = {
        (r["from"], r["to"]): (r["km"], r["min"]) for r in travel if not r["profile"]
    }
    assert real == {
        pair: value for pair, value in source.items() if sites.issuperset(pair)
    }
    assert len(travel) == 2 * len(real)
    for row in travel:
        if row["profile"] == "tricycle":
            km, minutes = source[row["from"], row["to"]]
            # 15 km/h is 4 minutes a km.
            expected = max(float(minutes), 4 * float(km))
            assert abs(float(row["min"]) - expected) < 0.001


def test_hubs_are_the_best_six_and_villages_belong_to_the_nearest():
    roads = read_roads(SOURCE)
    network = choose_network(roads)
    assert len(network.hubs) == 6
    assert len(network.villages) == 60
    assert {roads.classes[hub] for hub in network.hubs} == {"CS"}
    for village, hub in network.villages.items():
        assert roads.km[village, hub] == roads.km[village, list(network.hubs)].min()
    stations = [*network.hubs, *network.villages]
    best = roads.km[np.ix_(network.hubs, stations)].min(axis=0).sum()
    others = [n for n in stations if roads.classes[n] == "CS" and n not in network.hubs]
    for hub in network.hubs:
        for other in others:
            swapped = [other if n == hub else n for n in network.hubs]
            total = roads.km[np.ix_(swapped, stations)].min(axis=0).sum()
            assert total >= best - 1e-6


def test_positions_of_a_square_come_back_but_for_turn_and_scale():
    # Four corners of a square of 3 km: sides 3, diagonals 4.243.
    corners = np.array([[0, 0], [3, 0], [3, 3], [0, 3]])
    km = np.hypot(*(corners[:, None] - corners[None]).transpose(2, 0, 1))
    places = reconstruct(km)
    assert places[0] == (120.48, 37.65)
    east = 111.195 * np.cos(np.radians(37.65))
    plane = np.array([[lon * east, lat * 111.195] for lon, lat in places])
    back = np.hypot(*(plane[:, None] - plane[None]).transpose(2, 0, 1))
    # Every distance shrinks by the detour factor: 3 / 1.4 = 2.143 km.
    np.testing.assert_allclose(back, km / 1.4, atol=0.003)


def test_the_day_is_whole():
    sites = {row["site_id"]: row for row in rows_of("sites")}
    levels = [row["level"] for row in sites.values()]
    assert (levels.count("centre"), levels.count("hub")) == (1, 6)
    villages = {key for key, row in sites.items() if row["level"] == "village"}
    demand = rows_of("demand")
    assert {row["site"] for row in demand} == villages
    names = list(PARTNERS)
    # Six own goods, the seventh is the bus company.
    assert [row["name"] for row in rows_of("partners")] == [*names, OPERATOR]
    items = {
        goods: sum(
            int(row[name] or 0)
            for row in demand
            if row["goods_class"] == goods
            for name in names
        )
        for goods in ("普通", "冷藏", "大件")
    }
    # 60 villages x 40 x exp(0.8^2 / 2) = 3,305 items expected; the draw may differ.
    assert 2600 < sum(items.values()) < 4000
    assert 0.03 < items["冷藏"] / sum(items.values()) < 0.10
    assert items["大件"] == 6 * 2
    assert all(sites[row["site"]]["level"] == "village" for row in rows_of("pickups"))


def test_capacity_of_two_tours_a_vehicle_is_enough():
    items = sum(int(row[p] or 0) for row in rows_of("demand") for p in PARTNERS)
    litres = sum(float(v["cap_m3"]) * float(v["fill"]) for v in rows_of("vehicles"))
    assert 2 * litres * 1000 > 1.3 * items * 7.3


def test_every_shipment_has_a_vehicle_that_may_carry_it():
    day = read_day([DAY]).day
    ways = direct_ways(day)
    assert not ways.left
    carriers = Carriers(day)
    for shipment in ways.shipments:
        assert carriers.on_routes(shipment).any(), shipment.lot.lot_id


def test_positions_are_marked_as_estimates_and_lead_nobody_astray():
    day = read_day([DAY]).day
    assert all(site.position_estimated for site in day.sites.values())
    assert {navigation_link(site) for site in day.sites.values()} == {""}


def test_the_data_are_labelled():
    # Full-width signs are folded while reading.
    note = read_day([DAY]).day.settings.extra["data_note"]
    assert note == "道路真实;班线、件量与价格为示例;坐标由里程反推"


def test_the_day_reads_without_a_finding_and_every_road_has_a_source():
    read = read_day([DAY])
    assert not read.findings
    table = read_travel_table([DAY / "travel.csv"])
    assert travel_findings(read.day, table) == ()
    travel = build_travel(read.day, table)
    for profile in ("van", "tricycle"):
        source = travel.of(profile).source
        # 67 sites; 3,432 of 4,422 pairs are in the road table, the rest by path.
        counts = {kind: int((source == kind).sum()) for kind in Source}
        assert counts[Source.SAME] == 67
        assert counts[Source.FILE] == 3432
        assert counts[Source.PATH] == 67 * 66 - 3432


def test_running_times_by_hand():
    # 10 and 20.5 minutes by car: 11.5 and 23.575 by bus, rounded up to 12 and 24,
    # and a minute of standing at the stop between them.
    assert running_minutes((0, 1, 2), {(0, 1): 10.0, (1, 2): 20.5}) == [0, 13, 37]
    assert running_minutes((0, 1), {(0, 1): 10.0}) == [0, 12]


def test_every_drive_of_a_line_is_a_real_road_and_takes_its_time():
    with (SOURCE / "roads.csv").open(encoding="utf-8") as file:
        minutes = {
            (site_id(int(r["from"])), site_id(int(r["to"]))): float(r["min"])
            for r in csv.DictReader(file)
        }
    day = read_day([DAY]).day
    assert 3 <= len(ROUTES) <= 5
    assert len(day.lines) == 2 * len(ROUTES)
    assert len(day.trips) == 2 * (6 + 3 + 5 + 8)
    for trip in day.trips.values():
        for start, end in pairwise(trip.stops):
            road = minutes[start.site, end.site] * 60
            assert road <= end.arrival_time - start.departure_time
            # No more than 15 % and the rounding of two minutes over the car.
            assert end.arrival_time - start.departure_time <= 1.15 * road + 120


def test_lines_pass_townships_and_villages_and_come_back():
    day = read_day([DAY]).day
    first = next(iter(day.sites))
    levels = {key: site.level.value for key, site in day.sites.items()}
    for route in ROUTES:
        stations = [site_id(station) for station in route.stations]
        assert stations[0] == first
        kinds = Counter(levels[station] for station in stations[1:])
        assert kinds["hub"] >= 1
        assert kinds["village"] >= 2
        assert 3 <= len(route.departures) <= 8
        assert 10 <= route.cap_bags <= 20
        there = [t for t in day.trips.values() if t.line_id == route.line_id]
        back = [t for t in day.trips.values() if t.line_id == f"{route.line_id}R"]
        for out, home in zip(there, back, strict=True):
            assert [stop.site for stop in out.stops] == stations
            assert [stop.site for stop in home.stops] == stations[::-1]
            # The same bus: ten minutes to turn, then the next full five.
            wait = home.departure_time - out.arrival_time
            assert 600 <= wait < 900
            assert home.departure_time % 300 == 0


def test_buses_and_offers_can_be_used():
    day = read_day([DAY]).day
    ready = max(row.ready_time for row in day.consignments)
    first = next(iter(day.sites))
    in_time, to_hubs = set(), set()
    for trip in day.trips.values():
        for board, alight in trip.legs():
            start, end = trip.stops[board], trip.stops[alight]
            hours = day.sites[end.site].hours
            open_then = any(w.early <= end.receive_time <= w.late for w in hours)
            if start.site == first and trip.latest_ready(board) >= ready and open_then:
                village = day.sites[end.site].level.value == "village"
                (in_time if village else to_hubs).add(end.site)
    # Every village on a line, and every hub, can be reached after all is sorted.
    assert len(in_time) == 16
    assert len(to_hubs) == 6
    bases = Counter(vehicle.start_site for vehicle in day.vehicles.values())
    assert {hub for hub in to_hubs if bases[hub]} == {"LK55", "LK57", "LK65", "LK68"}
    checked = {key for key, site in day.sites.items() if site.security_check}
    assert checked == {first, "LK65", "LK68"}
    offers = list(day.offers.values())
    assert [(o.carrier, o.from_site, o.last_resort) for o in offers] == [
        ("P1", first, False),
        ("P1", "LK65", False),
    ]
    assert [len(offer.to_sites) for offer in offers] == [10, 9]
