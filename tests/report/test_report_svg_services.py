"""Trips and handovers in the picture of the day."""

from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree

from check.service_county import service_day, service_travel
from check.service_county_plan import service_plan
from service_county_map import mapped_day

from routing.report.signs import SERVICE_SIGNS, SIGNS
from routing.report.svg import render_map_svg

SVG = "{http://www.w3.org/2000/svg}"


def picture(day=None, plan=None, lang="zh"):
    text = render_map_svg(
        day or mapped_day(), service_travel(), plan or service_plan(), lang=lang
    )
    return text, ElementTree.fromstring(text)


def groups(root, number):
    """Return the groups that are shown when ``number`` is shown alone."""
    return [
        node
        for node in root.iter(f"{SVG}g")
        if str(number) in (node.get("data-route") or "").split(" ")
    ]


def words(root):
    return [node.text for node in root.iter(f"{SVG}text")]


def test_a_loaded_segment_is_a_line_with_a_white_dash():
    _, root = picture()
    trip = groups(root, 4)[0]
    looks = [
        (path.get("stroke"), path.get("stroke-width"), path.get("stroke-dasharray"))
        for path in trip
    ]

    colour = looks[0][0]
    twice = [(colour, "5.6", None), ("#fff", "2.6", "6 6")]
    # C to H, H to X, then on foot to V2.
    assert looks == [*twice, *twice, (colour, "1.6", "2 3")]


def test_a_segment_without_goods_is_thin():
    plan = service_plan()
    plan = dataclasses.replace(plan, bus_loads=(plan.bus_loads[1],))
    _, root = picture(plan=plan)

    widths = [path.get("stroke-width") for path in groups(root, 3)[0]]
    assert widths == ["5.6", "2.6", "1.4"]  # C to H loaded, H to X not


def test_a_handover_points_to_where_it_goes():
    _, root = picture()
    line, arrow = groups(root, 7)[0]

    assert line.get("stroke-dasharray") == "0.1 7"
    # V3 lies east and north of H: up and to the right.
    turn = float(re.search(r"rotate\((.*?)\)", arrow.get("transform"))[1])
    assert -90 < turn < 0


def test_every_service_has_sign_and_line_in_the_legend():
    _, root = picture()
    text = words(root)

    for sign in ("班1", "班2", "班3", "班4", "代1", "兜1"):
        assert text.count(sign) == 2, sign  # on its line and in the legend
    assert "城北线 08:00" in text
    assert "3 袋 41 件 · 08:00–09:55" in text
    assert "1 袋 8 件 · 23:30–次日00:20" in text
    assert "1 袋 5 件 · 次日18:00 前" in text
    assert "班次（带货）" in text


def test_tags_stand_where_goods_change_hands():
    text = words(picture()[1])

    # "上·下" at the centre, "上·下·转" at the hub, "下" at stop and station.
    assert text.count("上·下") == 1
    assert text.count("上·下·转") == 1
    assert text.count("下") == 3  # and in the legend


def test_signs_of_services_are_lines_of_their_own():
    looks = {*SIGNS.values(), *SERVICE_SIGNS.values()}
    shapes = {re.sub(r'(fill|stroke)="[^"]*"', "", look) for look in looks}
    assert len(shapes) == len(SIGNS) + len(SERVICE_SIGNS)


def test_a_day_without_services_has_no_signs_of_them():
    plan = dataclasses.replace(service_plan(), bus_loads=(), handovers=(), bags=())
    text = words(picture(plan=plan)[1])

    assert "班次（带货）" not in text
    assert "中转" not in text


def test_all_of_it_lies_on_the_sheet_even_of_a_sketch():
    for day in (mapped_day(), service_day()):
        _, root = picture(day)
        for node in root.iter(f"{SVG}rect"):
            x, y = float(node.get("x") or 0), float(node.get("y") or 0)
            if node.get("width") and abs(x) > 20:
                assert 0 <= x <= 1120
                assert 0 <= y <= 720


def test_many_services_leave_room_for_routes_in_the_legend():
    plan = service_plan()
    many = dataclasses.replace(plan, routes=plan.routes * 8)
    text = words(picture(plan=many)[1])

    # 16 routes and 6 services, ten lines: the services, and what is left for routes.
    assert "兜1" in text
    assert any(line.startswith("另有 ") for line in text)


def test_it_speaks_english():
    text = words(picture(lang="en")[1])
    assert "B1" in text
    assert "trip with goods" in text
