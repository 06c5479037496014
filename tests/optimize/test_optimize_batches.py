"""Lots are cut where they are large for a trip or an offer, and on small days."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planning.way_day import goods, way_day
from properties.plan_edits import edit_consignment, edit_goods, edit_site
from properties.service_edits import edit_call, edit_line, edit_offer, edit_trip

from routing.domain.line import LineKind
from routing.domain.partner import Agreement
from routing.domain.site import Level
from routing.optimize.ways import direct_ways


def sizes(day):
    """Return the number of bags in each batch."""
    return [len(batch.bags) for batch in direct_ways(day).shipments]


def large(bags, *trips, **offers):
    """Return a day of many sites with one lot of so many bags, of 20 kg and 100 l.

    Only the named trips run; of each offer is given what it takes in items.
    """
    day = way_day("C>V")
    day = edit_consignment(day, "c1", items=20 * bags, grams=20_000 * bags)
    village = day.sites["V"]
    more = {
        f"W{number}": replace(village, site_id=f"W{number}") for number in range(21)
    }
    cars = {
        key: replace(car, cap_g=10**9, compartments_cm3=dict.fromkeys(room, 10**9))
        for key, car in day.vehicles.items()
        for room in [car.compartments_cm3]
    }
    return replace(
        day,
        sites=day.sites | more,
        vehicles=cars,
        trips={key: trip for key, trip in day.trips.items() if key in trips},
        offers={
            key: replace(day.offers[key], cap_items=cap) for key, cap in offers.items()
        },
    )


def without_a_site(day):
    """Return the day with one site fewer: a small one."""
    return replace(day, sites={k: v for k, v in day.sites.items() if k != "W0"})


def test_where_nothing_is_small_a_lot_stays_whole():
    assert sizes(large(6)) == [6]
    # A trip of four bags to its township, which another village does not use.
    assert sizes(large(6, "L1-out", O1=None)) == [3, 3]
    far = edit_site(large(6, "L1-out"), "V", township=None)
    assert sizes(far) == [6]


@pytest.mark.parametrize(
    ("cap", "expected"),
    # Three quarters of the room at most, so that others find some too.
    [
        (8, [6]),
        (7, [3, 3]),
        (4, [3, 3]),
        (3, [2, 2, 2]),
        (2, [1, 1, 2, 2]),
        # One bag each; none.
        (1, [1, 1, 1, 1, 1, 1]),
        (0, [6]),
    ],
)
def test_a_lot_is_cut_for_the_bags_of_a_trip(cap, expected):
    day = edit_trip(large(6, "L3-out"), "L3-out", cap_bags=cap)
    assert sorted(sizes(day)) == sorted(expected)


def test_a_lot_is_cut_for_kilograms_and_litres():
    # 120 kg and 30 l in all, six bags of 20 kg and 5 l.
    day = edit_consignment(large(6, "L3-out"), "c1", cm3=30_000)
    day = edit_trip(day, "L3-out", cap_bags=None, cap_g=160_000)
    assert sizes(day) == [6]
    assert sizes(edit_trip(day, "L3-out", cap_g=159_999)) == [3, 3]
    day = edit_trip(day, "L3-out", cap_g=None, cap_cm3=40_000)
    assert sizes(day) == [6]
    assert sizes(edit_trip(day, "L3-out", cap_cm3=39_999)) == [3, 3]
    # Not even a bag of 20 kg.
    assert sizes(edit_trip(day, "L3-out", cap_g=19_999, cap_cm3=39_999)) == [6]


def test_a_lot_is_cut_for_the_work_at_a_stop():
    day = edit_trip(large(6, "L3-out"), "L3-out", cap_bags=20)
    stops = day.trips["L3-out"].stops
    on = replace(stops[1], seq=3, site="H", handover_sites=())
    day = edit_trip(day, "L3-out", stops=(*stops, on))
    # (180 - 30) / 15 = 10 bags; (75 - 30) / 15 = 3; 45 is room for one.
    assert sizes(day) == [6]
    assert sizes(edit_call(day, "L3-out", 1, max_dwell_duration=75)) == [2, 2, 2]
    assert sizes(edit_call(day, "L3-out", 1, max_dwell_duration=45)) == [1] * 6


def test_a_loose_piece_takes_the_room_of_two_bags():
    day = edit_goods(large(1, "L3-out"), "普通", baggable=False)
    day = edit_consignment(day, "c1", items=3, grams=3000)
    assert sizes(edit_trip(day, "L3-out", cap_bags=8)) == [3]
    assert sizes(edit_trip(day, "L3-out", cap_bags=7)) == [1, 2]
    assert sizes(edit_trip(day, "L3-out", cap_bags=1)) == [3]


def test_a_lot_is_cut_for_an_offer():
    assert sizes(large(6, O1=160)) == [6]
    assert sizes(large(6, O1=159)) == [3, 3]
    assert sizes(large(6, O2=80)) == [3, 3]
    bags = edit_offer(large(6, O1=None), "O1", cap_bags=3)
    assert sizes(bags) == [2, 2, 2]
    grams = edit_offer(large(6, O1=None), "O1", cap_g=100_000)
    assert sizes(grams) == [3, 3]


def test_the_room_of_who_must_not_take_the_goods_does_not_count():
    day = edit_trip(large(6, "L3-out", O1=20), "L3-out", cap_bags=1)
    assert sizes(day) == [1] * 6
    day = edit_goods(day, "普通", bus_allowed=False)
    day = edit_offer(day, "O1", for_partners=("Q",))
    assert sizes(day) == [6]
    # Of a bus only; and agreements.
    assert sizes(edit_line(day, "L3", kind=LineKind.SHUTTLE)) == [1] * 6
    day = edit_goods(day, "普通", bus_allowed=True)
    day = replace(day, agreements=(Agreement(partner="P", other="Q"),))
    assert sizes(day) == [6]
    assert sizes(edit_offer(day, "O1", for_partners=("P",))) == [1] * 6


def of_two_partners(items):
    """Return a large day with a lot of sixty items of P and others of Q."""
    day = edit_consignment(large(3, O1=None), "c1", grams=60_000)
    other = replace(goods("C", "V", key="c2", items=items), partner="Q")
    return replace(day, consignments=(*day.consignments, other))


def test_bags_go_together_with_whom_the_same_may_carry():
    # Bags of twenty: three of P, three of Q.
    day = of_two_partners(60)
    assert sizes(edit_offer(day, "O1", for_partners=("P", "Q"))) == [6]
    assert sizes(edit_offer(day, "O1", for_partners=("P",))) == [3, 3]
    assert sizes(replace(day, offers={})) == [6]
    both = (Agreement(partner="P", other="Q"), Agreement(partner="*", other="B"))
    day = replace(day, offers={}, agreements=both)
    assert sizes(day) == [6]
    # A vehicle of P's friend B that nothing of Q may ride on.
    car = replace(day.vehicles["K1"], owner="B")
    day = replace(day, vehicles={**day.vehicles, "K1": car})
    one = (both[0], Agreement(partner="P", other="B"))
    assert sizes(day) == [6]
    assert sizes(replace(day, agreements=one)) == [3, 3]


def test_a_bag_of_both_is_a_batch_of_its_own():
    # Sixty and ten of P, then fifty of Q: the fourth bag holds ten of each.
    day = edit_consignment(of_two_partners(50), "c1", items=70, grams=70_000)
    day = edit_offer(day, "O1", for_partners=("P",))
    batches = direct_ways(day).shipments
    held = [[row.partner for row in batch.rows] for batch in batches]
    assert held == [["P"], ["P", "Q"]]
    assert [len(batch.bags) for batch in batches] == [3, 3]


def test_on_a_small_day_every_bag_goes_its_own_way():
    assert sizes(large(6, "L1-out")) == [3, 3]
    assert sizes(without_a_site(large(6, "L1-out"))) == [1] * 6
    # Up to sixty bags, and where there is more than the road.
    assert sizes(without_a_site(large(60, O1=None))) == [1] * 60
    assert sizes(without_a_site(large(61, O1=None))) == [61]
    plain = replace(without_a_site(large(6)), vehicles={})
    hub = replace(plain.sites["H"], level=Level.VILLAGE)
    assert sizes(replace(plain, sites={**plain.sites, "H": hub})) == [6]


def test_bags_of_a_small_day_are_counted_over_all_lots():
    day = without_a_site(large(30, O1=None))
    other = goods("C", "W1", key="c2", items=20 * 31)
    day = replace(day, consignments=(*day.consignments, other))
    assert sorted(sizes(day)) == [30, 31]
