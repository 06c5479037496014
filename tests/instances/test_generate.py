"""Generated counties: sizes, totals, references, roads, and the same bytes again."""

from __future__ import annotations

import csv
import datetime as dt

import numpy as np
import pytest
from lunardate import LunarDate

from instances.county.roads import RoadNetwork, shortest_roads, within
from instances.county.sizes import SIZES
from instances.generate import generate
from routing.domain.consignment import ConsignmentKind
from routing.domain.vehicle import VehicleClass
from routing.optimize.carriers import Carriers
from routing.optimize.ways import direct_ways
from routing.report.practice_load import load_practice
from routing.tables.build import read_day
from routing.travel.build import build_travel
from routing.travel.file import read_travel_table
from routing.travel.matrix import Source
from routing.travel.report import travel_findings
from routing.travel.sphere import great_circle_metres

TABLES = [
    "agreements", "bans", "boxes", "codes", "demand", "goods", "handovers", "lines",
    "orders", "overrides", "partners", "pickups", "routes", "settings", "sites",
    "stop_times", "tariffs", "travel", "trips", "vehicles",
]  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    for size, seed in (("S", 1), ("S", 2), ("R", 1), ("R", 2)):
        made[size, seed] = tmp_path_factory.mktemp(f"{size}{seed}")
        generate(size, seed, made[size, seed])
    return made


def rows_of(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_and_a_label_are_written(folders):
    for folder in folders.values():
        names = sorted(path.name for path in folder.iterdir())
        assert names == ["README.txt", *(f"{name}.csv" for name in TABLES)]
        assert all(rows_of(folder, name) for name in TABLES)
        assert "合成数据" in (folder / "README.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("size", "hubs", "villages", "items", "vehicles"),
    [("S", 4, 40, 2600, 6), ("R", 12, 150, 10_000, 20)],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_sizes_and_totals(folders, size, seed, hubs, villages, items, vehicles):
    folder = folders[size, seed]
    levels = [row["level"] for row in rows_of(folder, "sites")]
    assert [levels.count(kind) for kind in ("centre", "hub", "village")] == [
        1,
        hubs,
        villages,
    ]
    demand = rows_of(folder, "demand")
    assert sum(int(row["items"]) for row in demand) == items
    assert len(rows_of(folder, "partners")) == 6
    assert {row["partner"] for row in demand} == {f"P{n}" for n in range(1, 7)}
    assert len(rows_of(folder, "vehicles")) == vehicles
    cold = sum(int(row["items"]) for row in demand if row["goods_class"] == "冷藏")
    assert 0.05 * items <= cold <= 0.10 * items
    sites = 1 + hubs + villages
    assert len(rows_of(folder, "travel")) == 3 * sites * (sites - 1)
    assert len(rows_of(folder, "pickups")) == round(0.15 * villages)


def test_larger_sizes_are_those_of_the_specification():
    shape = {
        name: (size.hubs, size.villages, size.items, size.vehicles)
        for name, size in SIZES.items()
    }
    assert shape["L"][:2] == (14, 353)
    assert shape["XL"][:2] == (46, 916)
    # About 67 items a village and 500 a vehicle, as in R.
    for _, villages, items, vehicles in shape.values():
        assert 60 < items / villages < 70
        assert 430 < items / vehicles < 510


def test_equal_seeds_give_equal_bytes_and_others_differ(folders, tmp_path):
    generate("S", 1, tmp_path)
    first, other = folders["S", 1], folders["S", 2]
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (first / path.name).read_bytes()
    for name in ("sites", "demand", "travel", "pickups"):
        file = f"{name}.csv"
        assert (first / file).read_bytes() != (other / file).read_bytes()


def test_unknown_sizes_and_seeds_are_refused(tmp_path):
    with pytest.raises(ValueError, match="Expected a size of S, R, L, XL"):
        generate("M", 1, tmp_path)
    with pytest.raises(ValueError, match="seed >= 0"):
        generate("S", -1, tmp_path)


def test_every_hub_and_village_is_referenced(folders):
    for folder in folders.values():
        sites = rows_of(folder, "sites")
        hubs = {row["site_id"] for row in sites if row["level"] == "hub"}
        villages = {row["site_id"] for row in sites if row["level"] == "village"}
        assert {row["township"] for row in sites if row["level"] == "village"} == hubs
        assert {row["township"] for row in rows_of(folder, "handovers")} == hubs
        assert hubs <= {row["site"] for row in rows_of(folder, "stop_times")}
        served = {
            row["site_id"] for row in sites if row["service_days"] != "周二四六"
        } & villages
        demanded = {row["site"] for row in rows_of(folder, "demand")}
        assert demanded <= served
        # A village may draw no item at all, but hardly any does.
        assert len(demanded) >= len(served) - 2


def test_days_read_without_a_finding_and_nothing_is_lost(folders):
    for (size, _), folder in folders.items():
        read = read_day([folder])
        assert not read.findings
        day = read.day
        table = read_travel_table([folder / "travel.csv"])
        assert travel_findings(day, table) == ()
        down = sum(
            row.items
            for row in day.consignments
            if row.kind is ConsignmentKind.DELIVERY
        )
        up = sum(int(row["items"]) for row in rows_of(folder, "pickups"))
        assert down == SIZES[size].items
        assert day.items_demanded == down + up
        assert all(row.blocked is None for row in day.consignments)
        travel = build_travel(day, table)
        assert sorted(travel.matrices) == ["tricycle", "truck", "van"]
        for matrix in travel.matrices.values():
            off = ~np.eye(len(day.sites), dtype=bool)
            assert (matrix.source[off] == Source.FILE).all()


def test_service_days_named_today_do_name_it():
    today = dt.date(2026, 3, 11)
    assert today.isoweekday() == 3  # Wednesday: in 135 and in 36, not in 246
    assert LunarDate.from_solar_date(2026, 3, 11).day == 23  # in 逢3、8


def test_roads_wind_but_not_absurdly_and_differ_by_direction(folders):
    folder = folders["R", 1]
    sites = rows_of(folder, "sites")
    index = {row["site_id"]: n for n, row in enumerate(sites)}
    km = np.zeros((len(sites), len(sites)))
    minutes = {name: np.zeros_like(km) for name in ("van", "truck", "tricycle")}
    for row in rows_of(folder, "travel"):
        pair = index[row["from"]], index[row["to"]]
        km[pair] = float(row["km"])
        minutes[row["profile"]][pair] = float(row["min"])
    crow = great_circle_metres(
        np.array([float(row["lon"]) for row in sites]),
        np.array([float(row["lat"]) for row in sites]),
    )
    apart = crow > 0
    detour = km[apart] * 1000 / crow[apart]
    assert detour.min() > 1.0
    assert 1.3 < np.median(detour) < 2.2
    assert np.quantile(detour, 0.98) < 4.0
    uneven = np.abs(km - km.T)[apart] / km[apart]
    assert 0 < np.median(uneven) < 0.02
    # A road over a third place is never shorter than the road itself (1 m a leg
    # is lost by rounding).
    for via in range(0, len(sites), 10):
        assert (km <= km[:, [via]] + km[[via], :] + 0.0021).all()
    # Tricycles drive 15 km/h at most, at least 4 minutes a km; trucks 40 km/h.
    assert (minutes["tricycle"] >= 4 * km - 0.01).all()
    assert (minutes["truck"] >= 1.5 * km - 0.01).all()
    assert (minutes["tricycle"] >= minutes["truck"]).all()
    assert (minutes["truck"] >= minutes["van"]).all()
    assert (minutes["truck"] > minutes["van"]).any()
    kmh = km[apart] / minutes["van"][apart] * 60
    assert kmh[km[apart] < 2].mean() < kmh[km[apart] > 15].mean() < 45


def test_the_fleet_can_carry_the_day_in_its_hours(folders):
    for (size, _), folder in folders.items():
        day = read_day([folder]).day
        down = [r for r in day.consignments if r.kind is ConsignmentKind.DELIVERY]
        room = sum(sum(v.compartments_cm3.values()) for v in day.vehicles.values())
        mass = sum(v.cap_g for v in day.vehicles.values())
        # One tour of every vehicle holds it all; half of them can drive two.
        assert 1.1 < room / sum(r.cm3 for r in down) < 1.7
        assert 1.05 < mass / sum(r.grams for r in down) < 1.5
        hours = sum(v.max_route_duration for v in day.vehicles.values()) / 3600
        halts = len({r.outer_site for r in day.consignments})
        # A halt takes 5 min and 2 s an item; the road to it is taken as 20 min.
        needed = halts * 25 / 60 + SIZES[size].items * 2 / 3600
        assert hours > 1.25 * needed


def test_every_shipment_has_a_vehicle_that_may_carry_it(folders):
    cold_and_narrow = 0
    for folder in folders.values():
        day = read_day([folder]).day
        ways = direct_ways(day)
        assert not ways.left
        carriers = Carriers(day)
        for shipment in ways.shipments:
            assert carriers.on_routes(shipment).any(), shipment.lot.lot_id
        cold_and_narrow += sum(
            VehicleClass.LIGHT not in day.sites[row.destination].allowed_classes
            for row in day.consignments
            if row.goods_class == "冷藏"
        )
    assert cold_and_narrow > 0


def test_shortest_roads_by_hand():
    network = RoadNetwork(np.random.default_rng(0))
    for point in ((0.0, 10.0), (3.0, 10.0), (6.0, 10.0)):
        network.add(point)
    network.link(0, 1, 1.0, 30.0)
    network.link(1, 2, 1.0, 30.0)
    network.link(0, 2, 1.5, 30.0)
    reach = shortest_roads(network, 0, [0, 1, 2])
    # 3 km at 30 km/h is 6 min, up to 1 % and 6 % more; two such legs (6 km) are
    # shorter than the direct 9 km. Every drive costs 40 s more. Tricycles: 12 min.
    assert reach.metres[0] == 0
    assert 3000 <= reach.metres[1] <= 3030
    assert 6000 <= reach.metres[2] <= 6060
    assert 400_000 <= reach.van_ms[1] <= 40_000 + 360_000 * 1.01 * 1.06
    assert 760_000 <= reach.tricycle_ms[1] <= 40_000 + 720_000 * 1.01
    assert within(network, 0, 2, 6060)
    assert not within(network, 0, 2, 5999)


@pytest.mark.slow
def test_the_largest_county_is_written_and_read(tmp_path):
    generate("XL", 1, tmp_path)
    read = read_day([tmp_path])
    assert not read.findings
    table = read_travel_table([tmp_path / "travel.csv"])
    assert len(table) == 2 * 963 * 962
    assert travel_findings(read.day, table) == ()
    assert len(read.day.sites) == 963


def test_a_vehicle_at_a_hub_fetches_its_goods_at_the_centre_first(folders):
    for (size, _), folder in folders.items():
        day = read_day([folder]).day
        centre = next(iter(day.sites))
        tours = {tour.vehicle: tour.sites for tour in day.practice}
        assert len(tours) == min(5, SIZES[size].vehicles)
        for vehicle, sites in tours.items():
            # Tours of the others begin at the centre without saying so.
            away = day.vehicles[vehicle].start_site != centre
            assert (sites[0] == centre) is away
            assert centre not in sites[1:]
        assert tours["K004"][0] == centre
        loaded = load_practice(day, build_travel(day))
        assert loaded.elsewhere == loaded.vehicles_elsewhere == ()
        # What is carried to the villages of K004 is loaded at the centre.
        bags = [bag for halts in loaded.routes["K004"] for bag in halts[0].pick_up]
        assert sum(bag.items for bag in bags) == sum(
            row.items
            for row in day.consignments
            if row.destination in tours["K004"] and row.origin == centre
        )


def test_bans_of_generated_counties_bind_no_vehicle(folders):
    # They are of medium vehicles, of which there are none: plans stay as they were.
    for folder in folders.values():
        day = read_day([folder]).day
        assert [len(ban.sites) for ban in day.bans] == [2]
        fleet = day.vehicles.values()
        assert not any(ban.binds(car) for ban in day.bans for car in fleet)
