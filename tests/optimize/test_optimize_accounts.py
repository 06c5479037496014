"""What ways owe: fees of trips and offers, of stages in tiers, and delay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from optimize.way_batches import batch_of, named, ways_of
from planning.way_day import trip, way_day
from properties.plan_edits import edit_consignment
from properties.service_edits import edit_line, edit_trip

from routing.domain.price import Price, PriceBasis
from routing.domain.tariff import Stage, Tariff
from routing.optimize.itineraries.accounts import Accounts

BAG, ITEM, KG = PriceBasis.PER_BAG, PriceBasis.PER_ITEM, PriceBasis.PER_KG
TRIP, MONTH = PriceBasis.PER_TRIP, PriceBasis.PER_MONTH


def cents(rows, number, quantity):
    """Return what an account asks, by the words of its docstring."""
    plus, each, below, top, micro, per, fixed = rows[number]
    units = max(0, min(plus + each * quantity, top) - below)
    return fixed + (2 * units * micro + per) // (2 * per)


def owed(day, way, times=1):
    """Return the cents that so many batches like the day's owe together."""
    accounts = Accounts(day)
    fees = accounts.fees(batch_of(day), named(ways_of(day))[way])
    return [cents(accounts.rows, number, times * much) for number, much in fees]


@pytest.mark.parametrize(
    ("price", "one", "three"),
    [
        # Ten items, one bag, 10 kg.
        ((BAG, 3_500_000), [350], [1050]),
        ((ITEM, 123_450), [123], [370]),
        ((KG, 40_250), [40], [121]),
        ((TRIP, 20_000_000), [2000], [2000]),
        ((MONTH, 900_000_000), [], []),
    ],
)
def test_a_price_of_a_line(price, one, three):
    # 10 x 0.12345 = 1.2345 and 30 x 0.12345 = 3.7035; 10 x 0.04025 = 0.4025 and
    # 30 x 0.04025 = 1.2075: rounded once.
    day = way_day("C>V", L3=price)
    assert owed(day, "L3-out") == one
    assert owed(day, "L3-out", times=3) == three


def test_a_price_nobody_has_said_is_nothing():
    day = edit_line(way_day("C>V"), "L3", price=Price(basis=BAG, micro_yuan=None))
    assert owed(day, "L3-out") == []


def test_a_trip_that_runs_anyway_costs_nothing_more():
    day = edit_line(way_day("C>V", L3=(TRIP, 20_000_000)), "L3", runs_anyway=True)
    assert owed(day, "L3-out") == []
    # A price per bag is due all the same.
    by_bag = edit_line(way_day("C>V", L3=(BAG, 3_000_000)), "L3", runs_anyway=True)
    assert owed(by_bag, "L3-out") == [300]


def test_a_price_per_trip_is_one_account_for_all_its_rides():
    day = way_day("C>V", L3=(TRIP, 20_000_000))
    calls = (("C", "08:15"), ("X", "08:55"), ("H", "09:05"))
    day = replace(day, trips={"L3-out": trip("L3-out", "L3", *calls)})
    accounts, ways = Accounts(day), named(ways_of(day))
    to_stop = accounts.fees(batch_of(day), ways["L3-out"])
    to_hub = accounts.fees(batch_of(day), ways["L3-out HV"])
    assert to_stop == to_hub == [(0, 1)]
    by_bag = edit_line(day, "L3", price=Price(basis=BAG, micro_yuan=3_000_000))
    accounts = Accounts(by_bag)
    assert accounts.fees(batch_of(by_bag), ways["L3-out"]) == [(0, 1)]
    assert accounts.fees(batch_of(by_bag), ways["L3-out HV"]) == [(1, 1)]


def test_each_leg_has_its_fee():
    day = way_day("C>V", L1=(BAG, 5_000_000), L2=(ITEM, 200_000), O2=(ITEM, 500_000))
    assert owed(day, "L1-out L2-out") == [500, 200]
    assert owed(day, "L1-out O2") == [500, 500]
    assert owed(day, "CH L2-out") == [200]
    assert owed(day, "CH HV") == []


@pytest.mark.parametrize(
    ("stay", "one", "three"),
    [
        # Work takes 30 + 15 s, for three bags 75 s; 12 people, 12.00 an hour each.
        (0, 180, 300),
        (40, 20, 140),
        (60, 0, 60),
        (75, 0, 0),
    ],
)
def test_passengers_wait_for_work_beyond_the_stay(stay, one, three):
    day = way_day("C>V", L3=(MONTH, 1))
    calls = (("C", "08:15"), ("X", "08:55"), ("H", "09:05"))
    late = trip("L3-out", "L3", *calls)
    stops = list(late.stops)
    stops[1] = replace(stops[1], departure_time=stops[1].arrival_time + stay)
    late = replace(late, stops=tuple(stops), passengers=12.0)
    settings = replace(day.settings, delay_micro_yuan_per_hour=12_000_000)
    day = replace(day, trips={"L3-out": late}, settings=settings)
    assert owed(day, "L3-out") == [one]
    assert owed(day, "L3-out", times=3) == [three]
    # Nobody aboard, no price, or an end of the trip: no account.
    assert owed(edit_trip(day, "L3-out", passengers=None), "L3-out") == []
    assert owed(day, "L3-out HV") == []


def tariff(stage, basis, micro, **more):
    return Tariff(
        tariff_id="T1",
        stage=stage,
        payer=more.pop("payer", "P"),
        payee="Q",
        price=Price(basis=basis, micro_yuan=micro),
        **more,
    )


@pytest.mark.parametrize(
    ("asked", "way", "one", "five"),
    [
        # Ten items of 1 kg in one bag; five times as much.
        (tariff(Stage.HUB, ITEM, 100_000), "CH HV", [100], [500]),
        (tariff(Stage.HUB, BAG, 300_000), "CH HV", [30], [150]),
        (tariff(Stage.HUB, KG, 20_000), "CH HV", [20], [100]),
        (tariff(Stage.HUB, MONTH, 900_000), "CH HV", [0], [0]),
        (tariff(Stage.HUB, ITEM, 100_000), "CV", [], []),
        (tariff(Stage.STATION, ITEM, 100_000), "CV", [100], [500]),
        # An offer's fee includes the station.
        (tariff(Stage.STATION, ITEM, 100_000), "O1", [], []),
        # Items 9 and 10; with fifty, 9 to 20.
        (tariff(Stage.STATION, ITEM, 100_000, tier_from=9, tier_to=20), "CV",
         [20], [120]),
        # Above 8 kg up to 20 kg.
        (tariff(Stage.STATION, KG, 100_000, tier_from=8_000, tier_to=20_000), "CV",
         [20], [120]),
        (tariff(Stage.STATION, ITEM, 100_000, from_site="H"), "CV", [], []),
        (tariff(Stage.HUB, ITEM, 100_000, from_site="H"), "CH HV", [100], [500]),
        (tariff(Stage.HUB, ITEM, 100_000, to_sites=("X",)), "CH HV", [], []),
        # Another partner pays for its own; who is none pays for all.
        (tariff(Stage.HUB, ITEM, 100_000, payer="B"), "CH HV", [], []),
        (tariff(Stage.HUB, ITEM, 100_000, payer="县公司"), "CH HV", [100], [500]),
        # What is settled elsewhere is no part of the choice.
        (tariff(Stage.SORT, ITEM, 100_000), "CH HV", [], []),
    ],
)  # fmt: skip
def test_stages_are_asked_in_their_tiers(asked, way, one, five):
    day = replace(way_day("C>V", L1=(MONTH, 1)), tariffs=(asked,), offers={})
    if way == "O1":
        free = Price(basis=MONTH, micro_yuan=1)
        offer = replace(way_day("C>V").offers["O1"], price=free)
        day = replace(day, offers={"O1": offer})
    assert owed(day, way) == one
    assert owed(day, way, times=5) == five


def test_no_station_is_paid_for_what_is_brought_back():
    asked = tariff(Stage.STATION, ITEM, 100_000)
    assert owed(replace(way_day("V>C"), tariffs=(asked,)), "VC") == []


def test_kilograms_of_a_consignment_are_rounded_half_up():
    # 10,004 g of ten items: all of it, 1,000.4 g each; 10,004 g x 1.00.
    asked = tariff(Stage.STATION, KG, 1_000_000)
    day = edit_consignment(way_day("C>V"), "c1", grams=10_004)
    assert owed(replace(day, tariffs=(asked,)), "CV") == [1000]
