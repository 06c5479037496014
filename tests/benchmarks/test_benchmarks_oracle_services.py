"""The exact oracle at hubs, stops and tariffs, one rule at a time, sums by hand.

By bus and tricycle the day of :func:`oracle_days.transfer_day` costs 22.00. Without
the bus the tricycle fetches the bag at the centre: 10.00 fixed and 18.00 an hour for
600 + 900 + 200 + 1000 + 200 + 600 s of loading, driving and two halts, 27.50.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from oracle_days import H, transfer_day

from benchmarks.oracle.solve import solve_small_day
from routing.check.judge import judge
from routing.domain.partner import Agreement, Partner, SortDepth
from routing.domain.price import Price, PriceBasis
from routing.domain.tariff import Stage, Tariff
from routing.domain.window import TimeWindow

FETCHED, BY_BUS = 2_750, 2_200


def cents(day, travel):
    answer = solve_small_day(day, travel, seconds=30)
    assert judge(day, travel, answer.plan) == []
    return answer.cost_cents


def with_site(day, name, **changes):
    return replace(day, sites={**day.sites, name: replace(day.sites[name], **changes)})


def with_trip(day, **changes):
    return replace(day, trips={"B1": replace(day.trips["B1"], **changes)})


@pytest.mark.parametrize(("room", "cost"), [(12, BY_BUS), (11, FETCHED)])
def test_hub_takes_items_into_its_room_only(room, cost):
    day, travel = transfer_day()
    # Ten items beside a stock of two.
    day = with_site(day, "H", storage_items=room, stock_items=2)
    assert cents(day, travel) == cost


@pytest.mark.parametrize(("late", "cost"), [(9 * H, BY_BUS), (9 * H - 1, FETCHED)])
def test_somebody_must_be_at_the_hub_when_the_bus_comes(late, cost):
    day, travel = transfer_day()
    # In the afternoon the hub is open again, for the tricycle.
    hours = (TimeWindow(8 * H, late), TimeWindow(14 * H, 18 * H))
    assert cents(with_site(day, "H", hours=hours), travel) == cost


def test_bus_carries_only_what_was_checked():
    day, travel = transfer_day()
    assert cents(with_site(day, "C", security_check=False), travel) == FETCHED


@pytest.mark.parametrize(("limit", "cost"), [(10_000, BY_BUS), (9_999, FETCHED)])
def test_piece_is_not_too_heavy_for_the_bus(limit, cost):
    day, travel = transfer_day()
    assert cents(with_trip(day, max_piece_g=limit), travel) == cost


@pytest.mark.parametrize("change", [{"load_ok": False}, {"attended": False}])
def test_stop_must_hand_over(change):
    day, travel = transfer_day()
    first, last = day.trips["B1"].stops
    day = with_trip(day, stops=(replace(first, **change), last))
    assert cents(day, travel) == FETCHED


def test_period_without_freight_may_begin_when_the_ride_ends():
    day, travel = transfer_day()
    fine = with_trip(day, no_freight=(TimeWindow(9 * H, 10 * H),))
    assert cents(fine, travel) == BY_BUS
    over = with_trip(day, no_freight=(TimeWindow(9 * H - 1, 10 * H),))
    assert cents(over, travel) == FETCHED


@pytest.mark.parametrize(("dwell", "cost"), [(45, BY_BUS + 83), (44, FETCHED)])
def test_work_at_a_stop_fits_its_dwell_and_delays_passengers(dwell, cost):
    day, travel = transfer_day()
    first, last = day.trips["B1"].stops
    hub = replace(last, seq=2, max_dwell_duration=dwell, departure_time=9 * H + 20)
    end = replace(last, seq=3, site="V", arrival_time=10 * H, departure_time=10 * H)
    end = replace(end, unload_ok=False)
    day = with_trip(day, stops=(first, hub, end), passengers=10.0)
    # 30 + 15 s of work, 20 s of stay: 25 s x 10 people x 12.00 an hour.
    settings = replace(day.settings, delay_micro_yuan_per_hour=12_000_000)
    assert cents(replace(day, settings=settings), travel) == cost


def test_operator_needs_an_agreement():
    day, travel = transfer_day()
    partners = {**day.partners, "PY": Partner(partner_id="PY", name="PY")}
    line = replace(day.lines["B"], operator="PY")
    day = replace(day, partners=partners, lines={"B": line}, agreements=())
    assert cents(day, travel) == FETCHED
    joined = (Agreement(partner="PY", other="PA"),)
    assert cents(replace(day, agreements=joined), travel) == BY_BUS


def test_goods_that_come_rough_are_sorted_on_the_way():
    day, travel = transfer_day()
    rough = replace(day.partners["PA"], sort_depth=SortDepth.TOWNSHIP)
    day = with_site(replace(day, partners={"PA": rough}), "H", sorts=True)
    # Nothing may go straight to the village; the hub sorts in no time.
    assert cents(day, travel) == BY_BUS
    slow = with_site(day, "H", sort_rate=100)
    answer = solve_small_day(slow, travel, seconds=30)
    # Ten items at 100 an hour: 360 s after the handling of 1200 s.
    assert answer.plan.bags[0].legs[1].depart >= 9 * H + 1200 + 360
    assert judge(slow, travel, answer.plan) == []


def test_tariffs_of_hub_and_station_count():
    day, travel = transfer_day()
    each = Price(basis=PriceBasis.PER_ITEM, micro_yuan=200_000)
    tariffs = (
        Tariff(tariff_id="K1", stage=Stage.HUB, payer="PA", payee="县公司", price=each),
        Tariff(
            tariff_id="K2",
            stage=Stage.STATION,
            payer="PA",
            payee="县公司",
            price=each,
            tier_from=9,
        ),
    )
    # Ten items at the hub, the ninth and tenth at the station, 0.20 each.
    assert cents(replace(day, tariffs=tariffs), travel) == BY_BUS + 200 + 40


def test_two_vehicles_share_one_dock():
    day, travel = transfer_day()
    day = with_site(replace(day, lines={}, trips={}), "C", docks=1)
    van = replace(day.vehicles["T1"], cap_items=10, shift=TimeWindow(7 * H, 8 * H))
    row = replace(day.consignments[0], items=20, grams=20_000, cm3=100_000)
    twins = {
        name: replace(van, vehicle_id=name, reload_duration=1300)
        for name in ("T1", "T2")
    }
    day = replace(day, vehicles=twins, consignments=(row,))
    day = with_site(day, "V", hours=(TimeWindow(7 * H, 12 * H),))
    # 1300 + 1000 + 200 + 1000 s leave 100 s of the hour: no time to wait for a dock.
    assert solve_small_day(day, travel, seconds=30).left["normal"] == 10
    both = with_site(day, "C", docks=2)
    assert cents(both, travel) == 2 * (6000 + 3000 + 3500)
