"""The picture of the day."""

from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree

from report_day import NASTY, SECRETS, make_day, make_sites, make_travel
from report_plan import make_plan

from routing.report.signs import village_mark
from routing.report.site_view import SiteState
from routing.report.svg import render_map_svg

SVG = "{http://www.w3.org/2000/svg}"


def picture(day=None, plan=None):
    text = render_map_svg(day or make_day(), make_travel(), plan or make_plan())
    return text, ElementTree.fromstring(text)


def test_the_picture_names_centre_hubs_villages_and_routes():
    _, root = picture()
    words = [node.text for node in root.iter(f"{SVG}text")]

    assert words[0] == "龙山县中心 · 2026-03-10 共配线路图"
    for name in ("龙山县中心", "青山镇", "绿水镇", "王家村", NASTY, "鲁F001"):
        assert name in words
    assert "3 站 · 100 件 · 67.0 km" in words
    assert "钱家村" not in words  # has no position
    assert "1 个站点没有坐标，未画出。" in words


def test_legs_that_nobody_measured_are_dashed():
    _, root = picture()
    lines = [
        node for node in root.iter(f"{SVG}path") if node.get("stroke") == "#0b6fb3"
    ]

    dashes = [line.get("stroke-dasharray") for line in lines]
    # Measured, by known pairs, measured; then an estimated way and back.
    assert dashes == [None, "15 4", None, "7 5", "7 5"]
    # There and back fall together, dash on dash.
    assert lines[3].get("d") == lines[4].get("d")


def test_all_of_it_lies_on_the_sheet():
    _, root = picture()

    for node in root.iter(f"{SVG}circle"):
        if node.get("cx") is not None:
            assert 0 < float(node.get("cx")) < 1120
            assert 0 < float(node.get("cy")) < 720


def test_without_coordinates_it_is_a_sketch():
    bare = {
        name: dataclasses.replace(site, lon=None, lat=None)
        for name, site in make_sites().items()
    }
    text, root = picture(make_day(sites=bare))

    assert "站点没有实测坐标" in text
    assert "钱家村" in [node.text for node in root.iter(f"{SVG}text")]


def test_routes_beyond_the_legend_are_counted():
    plan = make_plan()
    many = dataclasses.replace(plan, routes=plan.routes * 15)
    _, root = picture(plan=many)

    assert "另有 3 条线路" in [node.text for node in root.iter(f"{SVG}text")]


def test_no_staff_in_the_picture():
    text, _ = picture()

    assert not [secret for secret in SECRETS if secret in text]


def test_a_long_name_is_cut_on_the_map():
    name = "河川镇中心村级寄递物流综合服务站（原供销社代销点二楼东侧）"
    sites = make_sites()
    sites["V1"] = dataclasses.replace(sites["V1"], name=name)
    _, root = picture(make_day(sites=sites))

    words = [node.text for node in root.iter(f"{SVG}text")]
    assert "河川镇中心村级寄递物流综合服务…" in words


def test_a_name_that_would_cover_another_is_left_out():
    sites = make_sites()
    # Both villages in one place: the one with more items is named.
    sites["V2"] = dataclasses.replace(
        sites["V2"], lon=sites["V1"].lon, lat=sites["V1"].lat
    )
    _, root = picture(make_day(sites=sites))

    words = [node.text for node in root.iter(f"{SVG}text")]
    assert "王家村" in words
    assert "李家村" not in words


def test_each_state_of_a_site_has_a_shape_of_its_own():
    looks = {
        state: re.sub(r'(fill|stroke)="[^"]*"', "", village_mark(state, "#000", 6))
        for state in SiteState
    }

    assert looks[SiteState.SERVED].startswith("<circle")
    assert len(set(looks.values())) == len(SiteState)


def test_what_belongs_to_a_route_carries_its_number():
    _, root = picture()
    groups = [node for node in root.iter(f"{SVG}g") if node.get("data-route") == "1"]

    # Lines, badges of its tours, and its line in the legend.
    assert [len(list(group)) for group in groups] == [5, 4, 4]
