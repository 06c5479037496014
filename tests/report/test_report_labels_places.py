"""Where each bag rides, and the order in which bags are sorted."""

from __future__ import annotations

import re
from dataclasses import replace

from label_day import label_context
from report_day import make_day
from report_plan import make_plan

from routing.plan.model import Stop
from routing.report.sheets.bag_places import bag_places, natural_key
from routing.report.sheets.loading_list import loading_list


def test_places_of_the_hand_made_day():
    day, plan = make_day(), make_plan()
    places = {place.bag.id: place for place in bag_places(day, plan)}
    found = {
        bag: (place.tour, place.stop, place.load_order, place.number, place.count)
        for bag, place in places.items()
    }
    # Tour 1 halts at V1, then V2: V2's bag is loaded first. Tour 2 halts at V3.
    assert found == {
        "L0001-001": (0, 1, 2, 1, 2),
        "L0001-002": (0, 1, 3, 2, 2),
        "L0002-001": (0, 2, 1, 1, 1),
        "L0003-001": (1, 1, 1, 1, 2),
        "L0003-002": (1, 1, 2, 2, 2),
        "L0004-001": (0, 1, 0, 1, 1),
    }
    assert [bag for bag, place in places.items() if not place.loaded] == ["L0004-001"]
    # Tours begin to load at 07:30 and 34,060 s.
    assert places["L0001-001"].closing == 27_000
    assert places["L0003-002"].closing == 34_060


def test_without_chutes_bags_go_by_vehicle_tour_and_loading():
    order = [place.bag.id for place in bag_places(make_day(), make_plan())]
    assert order == [
        "L0002-001",
        "L0001-001",
        "L0001-002",
        "L0003-001",
        "L0003-002",
        "L0004-001",
    ]


def test_with_chutes_bags_go_by_chute_and_site():
    day = make_day()
    chutes = {"V1": "A10", "V2": "A2"}
    sites = {
        key: replace(site, chute=chutes.get(key, "")) for key, site in day.sites.items()
    }
    places = bag_places(replace(day, sites=sites), make_plan())
    assert [(place.chute, place.bag.id) for place in places] == [
        ("A2", "L0002-001"),
        ("A10", "L0001-001"),
        ("A10", "L0001-002"),
        # V3 has none: last of what is loaded.
        ("", "L0003-001"),
        ("", "L0003-002"),
        # Taken on board on the way: no chute sorts it here.
        ("", "L0004-001"),
    ]


def test_the_order_of_many_chutes():
    context = label_context(60)
    places = bag_places(context.day, context.plan)
    # 60 plain bags, 20 chilled ones, one loose piece on the way back.
    assert len(places) == 81
    loaded = [int(place.chute) for place in places if place.loaded]
    assert loaded == sorted(loaded)
    orders = {place.load_order: place.stop for place in places if place.loaded}
    # The last halt, with a plain and a chilled bag, first; the first halt last.
    assert sorted(orders) == list(range(1, 81))
    assert [orders[order] for order in (1, 2, 3, 80)] == [60, 60, 59, 1]


def test_numbers_are_those_of_the_loading_list():
    context = label_context(7)
    route = context.plan.routes[0]
    rows = re.findall(r"<tr>(.*?)</tr>", loading_list(context, route), re.S)
    listed = {}
    for row in rows:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        if len(cells) > 2 and cells[-1]:  # The record of temperatures is blank.
            words = [re.sub(r"<[^>]+>", "", cell) for cell in cells]
            listed[words[1]] = int(words[0])
    places = bag_places(context.day, context.plan)
    assert listed == {
        place.bag.id: place.load_order for place in places if place.loaded
    }
    assert len(listed) == 9


def test_a_vehicle_that_loads_at_a_halt():
    """A vehicle of the township starts empty and fetches its bags at the centre."""
    day, plan = make_day(), make_plan()
    route = plan.routes[0]
    first = route.tours[0]
    fetch = Stop(
        site="C",
        arrive=28_300,
        start=28_400,
        depart=28_500,
        pick_up=first.load,
        load_g=75_000,
        load_cm3=365_000,
        load_items=50,
    )
    tour = replace(first, load=(), stops=(fetch, *first.stops))
    changed = replace(plan, routes=(replace(route, tours=(tour, route.tours[1])),))
    places = {place.bag.id: place for place in bag_places(day, changed)}
    assert [(key, place.stop) for key, place in places.items() if place.loaded] == [
        ("L0002-001", 3),
        ("L0001-001", 2),
        ("L0001-002", 2),
        ("L0003-001", 1),
        ("L0003-002", 1),
    ]
    # Bags must be closed when the vehicle is served at the centre.
    assert places["L0002-001"].closing == 28_400
    assert places["L0002-001"].load_order == 1
    assert not places["L0004-001"].loaded


def test_figures_sort_by_value():
    names = ["B1", "A10", "2", "A2", "10", "A"]
    assert sorted(names, key=natural_key) == ["2", "10", "A", "A2", "A10", "B1"]
