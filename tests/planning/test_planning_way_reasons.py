"""Every way told by hand: what it costs, what keeps it, why goods stay."""

from dataclasses import replace

import pytest
from features.four_villages import hm
from planning.way_day import way_day, way_travel
from properties.plan_edits import edit_site

from routing.domain.partner import SortDepth
from routing.domain.price import PriceBasis
from routing.domain.trip import TripChange, TripChangeKind, TripOut
from routing.domain.window import TimeWindow
from routing.optimize.budget import Budget
from routing.planning.plan_day import plan_day
from routing.planning.reasons.explain import explain_site
from routing.planning.reasons.explain_words import explanation_lines

BY_BUS = {"L3": (PriceBasis.PER_BAG, 4_000_000), "O1": (PriceBasis.PER_BAG, 6_000_000)}
"""L3 4.00 yuan a bag, O1 6.00."""


def outcome(day):
    budget = Budget(time_limit=None, iterations=5, workers=1, seed=1)
    return plan_day(day, way_travel(), budget)


def told(day, plan):
    answer = explain_site(day, way_travel(), plan, "V")
    (row,) = answer["consignments"]
    return answer, row


def services(way):
    return tuple(leg.get("trip") or leg.get("offer") or "" for leg in way["legs"])


def by_service(rows, *names):
    (row,) = [row for row in rows if services(row) == names]
    return row


def kept(row):
    return row["cost_yuan"], row["reason"], row["amount"], row["unit"], row["note"]


def edit_trip(day, name, **changes):
    return replace(day, trips={**day.trips, name: replace(day.trips[name], **changes)})


def test_the_way_taken_every_other_way_and_what_each_would_add():
    day = way_day("C>V", **BY_BUS)
    _, row = told(day, outcome(day).plan)
    (taken,) = row["taken"]
    assert (taken["cost_yuan"], taken["items"]) == (4.0, 10)
    assert taken["legs"] == [
        {
            "by": "bus",
            "from": "C",
            "to": "V",
            "depart": hm("08:15"),
            "arrive": hm("09:00"),
            "trip": "L3-out",
        }
    ]
    # The cheapest comes first; a way taken is not told twice.
    assert services(row["ways"][0]) == ("O1",)
    assert kept(row["ways"][0]) == (6.0, None, 0, "", "")
    assert ("L3-out",) not in [services(way) for way in row["ways"]]
    # K1 straight: 1,000.00 + 36 km x 1.00 + (600 + 1,800 + 200 + 1,800 = 4,400 s)
    # x 36/h = 44.00. K2 would drive H-C-V-H, 36 of its 15 km.
    k1, k2 = row["others"]
    assert (k1["vehicle"], k1["cost_yuan"]) == ("K1", 1080.0)
    assert (k2["reason"], k2["amount"], k2["unit"]) == ("MAX_KM", 21_000, "m")
    assert by_service(row["out"], "O8")["reason"] == "LAST_RESORT"


def test_two_legs_name_their_vehicle():
    day = way_day("C>V", "K2", **BY_BUS, L1=(PriceBasis.PER_BAG, 1_000_000))
    _, row = told(day, outcome(day).plan)
    (way,) = [
        way
        for way in row["ways"]
        if services(way) == ("L1-out", "") and way["cost_yuan"] is not None
    ]
    # L1 1.00 to H, ready there at 08:50; K2: 10.00 + 12 km x 0.50 = 6.00 and
    # 600 + 1,200 + 200 + 1,200 = 3,200 s x 18/h = 16.00.
    assert way["cost_yuan"] == 33.0
    assert way["legs"][1]["vehicle"] == "K2"


def test_a_full_trip_hub_or_offer_keeps_a_way():
    day = edit_trip(way_day("C>V", **BY_BUS), "L3-out", cap_bags=0)
    day = edit_site(day, "H", storage_items=4)
    day = replace(
        day, offers={**day.offers, "O1": replace(day.offers["O1"], cap_items=7)}
    )
    _, row = told(day, outcome(day).plan)
    # One bag of ten items.
    full = (None, "BUS_FULL", 1, "bags", "")
    assert kept(by_service(row["ways"], "L3-out")) == full
    assert kept(by_service(row["ways"], "O1")) == (
        None,
        "CAP_ITEMS",
        3,
        "items",
        "OFFER_FULL",
    )
    by_hub = by_service(row["ways"], "L1-out", "O2")
    assert kept(by_hub) == (None, "HUB_FULL", 6, "items", "")


def test_a_dispatcher_reads_ways_costs_and_reasons():
    day = way_day("C>V", **BY_BUS)
    answer, _ = told(day, outcome(day).plan)
    lines = [line.strip() for line in explanation_lines(answer, day)]
    assert lines[0] == "村站（V）："
    assert lines[2] == (
        "√ 10 件：班车 L3 08:15 县中心 08:15→村站 09:00；不送可省 4.00 元"
    )
    assert lines[3] == "○ 改走 代投 Q 县中心 10:00→村站 15:00：需花 6.00 元"
    # Eight ways are written out, the others counted.
    assert sum(line.startswith("○ 改") for line in lines) == 8
    (more,) = [line for line in lines if line.startswith("○ 另有")]
    assert "种走法也可行" in more
    assert any(
        line.startswith("× 兜底 Q 县中心 16:00→村站 次日18:00：LAST_RESORT 兜底只在")
        for line in lines
    )
    english = explanation_lines(answer, day, "en")
    assert any(
        "instead handover Q 县中心 10:00→村站 15:00: adds 6.00" in x for x in english
    )


def test_ways_json_has_every_way_what_was_taken_and_what_is_out():
    found = outcome(way_day("C>V", **BY_BUS))
    (row,) = found.ways
    assert (row["from"], row["to"], len(row["bags"])) == ("C", "V", 1)
    (taken,) = [way for way in row["ways"] if "taken" in way]
    assert (services(taken), taken["taken"]) == (("L3-out",), 1)
    straight = {"legs": [{"by": "road", "from": "C", "to": "V"}]}
    assert straight in row["ways"]
    (barred,) = [way for way in row["out"] if services(way) == ("O8",)]
    assert (barred["reason"], barred["via"]) == ("LAST_RESORT", [])


def lean_day(ends, *trips, **changes):
    """Return the day with K2, which cannot drive to C, and some trips alone."""
    day = way_day(ends)
    (row,) = day.consignments
    return replace(
        day,
        vehicles={"K2": day.vehicles["K2"]},
        trips={name: day.trips[name] for name in trips},
        offers={},
        consignments=(replace(row, **changes),),
    )


def stays(day):
    (row,) = outcome(day).plan.unserved
    return row.reason, row.certified, row.amount, row.unit, row.nearest


def test_goods_that_miss_the_only_bus():
    # Cut-off 08:00.
    day = lean_day("C>V", "L3-out", ready_time=hm("08:05"))
    assert stays(day) == (
        "BUS_CUTOFF",
        True,
        300,
        "s",
        "班车 L3 08:15最接近，截货晚 5 分钟",
    )
    # When it has left already they are late themselves.
    day = lean_day("C>V", "L3-out", ready_time=hm("08:15:01"))
    assert stays(day) == (
        "PARTNER_LATE",
        True,
        901,
        "s",
        "班车 L3 08:15可以送，但到件要早 16 分钟",
    )


def test_goods_that_are_a_second_late_for_a_van_and_more_for_a_bus():
    # K1 drives 1,800 s, the village closes at 18:00.
    day = lean_day("C>V", "L3-out", ready_time=hm("17:30:01"))
    late = day.trips["L3-out"]
    stops = tuple(stop.shifted(hm("17:15") - hm("08:15")) for stop in late.stops)
    day = replace(day, vehicles={"K1": way_day("C>V", "K1").vehicles["K1"]})
    # Cut-off 17:00.
    day = replace(day, trips={"L3-out": replace(late, stops=stops)})
    assert stays(day)[:4] == ("PARTNER_LATE", True, 1, "s")


def test_an_offer_takes_what_must_come_when_the_village_is_closed():
    evening = (TimeWindow(hm("19:00"), hm("20:00")),)
    day = way_day("C>V", O1=(PriceBasis.PER_BAG, 3_000_000))
    day = replace(day, consignments=(replace(day.consignments[0], windows=evening),))
    found = outcome(day)
    (bag,) = found.plan.bags
    assert [leg.offer for leg in bag.legs] == ["O1"]
    assert (found.plan.cost_cents, list(found.violations)) == (300, [])
    # Without any offer the hours keep it.
    alone = replace(day, offers={}, trips={})
    assert stays(alone)[:2] == ("TIME_WINDOW", True)


def test_planner_and_judge_agree_on_a_site_that_names_no_class():
    day = edit_site(way_day("C>V", "K1"), "V", allowed_classes=())
    found = outcome(replace(day, trips={}, offers={}))
    (bag,) = found.plan.bags
    assert [leg.vehicle for leg in bag.legs] == ["K1"]
    assert list(found.violations) == []


def test_produce_that_misses_the_connection():
    # K2 fetches nothing before V opens at 08:00: at H at 08:00 + 200 s + 1,200 s,
    # ready 1,200 s later, 08:43:20; the shuttle to C has left at 08:00.
    day = lean_day("V>C", "L1-back")
    early = replace(
        day.trips["L1-back"],
        stops=tuple(stop.shifted(-6 * 3600) for stop in day.trips["L1-back"].stops),
    )
    day = replace(day, trips={"L1-back": early})
    reason, certified, amount, unit, nearest = stays(day)
    # Ready at V at 07:30, at H at 07:50 at the soonest and ready at 08:10; the
    # cut-off is 07:45.
    assert (reason, certified, amount, unit) == ("BUS_CUTOFF", True, 1500, "s")
    assert nearest == "班车 L1 08:00（经 镇站）最接近，截货晚 25 分钟"


def test_a_bus_too_small_for_one_bag_is_certified_and_a_full_one_is_not():
    day = edit_trip(lean_day("C>V", "L3-out"), "L3-out", cap_bags=0)
    assert stays(day)[:4] == ("BUS_FULL", True, 1, "bags")
    # Two bags of ten items, one has room.
    day = edit_trip(lean_day("C>V", "L3-out", items=20), "L3-out", cap_bags=1)
    partner = replace(day.partners["P"], items_per_bag=10)
    day = replace(day, partners={**day.partners, "P": partner})
    assert stays(day) == (
        "BUS_FULL",
        False,
        1,
        "bags",
        "班车 L3 08:15最接近，差 1 袋",
    )


def test_a_hub_without_room_for_one_bag():
    day = edit_site(lean_day("C>V", "L1-out"), "H", storage_items=4)
    assert stays(day) == (
        "HUB_FULL",
        True,
        6,
        "items",
        "班车 L1 08:00（经 镇站）最接近，中转站存放差 6 件",
    )


def test_goods_sorted_to_the_township_where_nobody_sorts():
    day = edit_site(lean_day("C>V", "L1-out", "L3-out"), "C", sorts=False)
    rough = replace(day.partners["P"], sort_depth=SortDepth.TOWNSHIP)
    day = replace(day, partners={**day.partners, "P": rough})
    assert stays(day)[:2] == ("NOT_SORTED_TO_VILLAGE", True)
    # A hub that sorts is a way, straight by bus is none.
    day = edit_site(day, "H", sorts=True)
    (bag,) = outcome(day).plan.bags
    assert [leg.trip for leg in bag.legs] == ["L1-out", None]


def test_a_cancelled_trip_is_what_would_mend_it():
    day = lean_day("C>V", "L3-out")
    change = TripChange(kind=TripChangeKind.CANCELLED, text="", reason="", by="")
    out = TripOut(trip=day.trips["L3-out"], change=change)
    assert stays(replace(day, trips={}, trips_out=(out,))) == (
        "VEHICLE_OUT",
        True,
        0,
        "",
        "班车 L3 08:15恢复出车就可以送",
    )


@pytest.mark.parametrize("checked", [False, True])
def test_unchecked_produce_does_not_board(checked):
    day = edit_site(lean_day("V>C", "L3-back"), "V", security_check=checked)
    plan = outcome(day).plan
    assert [row.certified for row in plan.unserved] == ([] if checked else [True])
    _, row = told(day, plan)
    barred = [way["reason"] for way in row["out"] if services(way) == ("L3-back",)]
    assert barred == ([] if checked else ["NO_SECURITY_CHECK"])


def test_departures_of_a_line_that_cost_the_same_are_told_once():
    day = way_day("C>V", **BY_BUS)
    whole = day.trips["L3-out"]
    later = {
        f"L3-{n}": replace(
            whole,
            trip_id=f"L3-{n}",
            stops=tuple(stop.shifted(n * 3600) for stop in whole.stops),
        )
        for n in (1, 2, 3)
    }
    day = replace(day, trips={**day.trips, **later})
    answer, row = told(day, outcome(day).plan)
    same = [way for way in row["ways"] if way["cost_yuan"] == 4.0]
    assert len(same) == 3
    lines = [line.strip() for line in explanation_lines(answer, day)]
    (first,) = [line for line in lines if line.startswith("○ 改走 班车 L3")]
    assert first.endswith("需花 4.00 元（同样的还有 2 种）")
