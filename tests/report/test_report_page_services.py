"""Trips, handovers, transfers and every part of the cost on the page."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest
from check.service_county import service_travel
from check.service_county_plan import service_plan
from service_county_map import mapped_day

from routing.domain.site import Contact
from routing.report.page import render_report

NASTY = "<b>线</script>"


@pytest.fixture(scope="module")
def page():
    return render_report(mapped_day(), service_travel(), service_plan())


def section(page, name):
    return re.search(rf'<section id="{name}">(.*?)</section>', page, re.DOTALL)[1]


def rows(html):
    """Return the cells of every line of the tables, bare."""
    found = []
    for line in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)
        found.append([re.sub(r"<[^>]+>", "", cell) for cell in cells])
    return found


def test_a_trip_lists_its_calls_with_load_by_segment(page):
    block = re.search(r'<details[^>]*data-route="4">(.*?)</details>', page, re.DOTALL)[
        1
    ]
    lines = rows(block)

    assert "公交班线 · 公交 · L1-0800 · 08:00 县中心→09:55 县中心" in block
    assert "3 袋 41 件 · 限 4 袋 / 60 kg / 0.26 m³ · 9.00 元" in block
    # Calls after the last alighting are not listed.
    assert lines[1:4] == [
        ["1", "县中心", "08:00", "08:00", "3 袋 41 件", "",
         "3 袋 41 件（按 4 袋计） / 60 kg / 0.26 m³", "100%"],
        ["2", "镇站", "08:40", "08:41", "", "2 袋 21 件",
         "1 袋 20 件 / 20 kg / 0.10 m³", "38%"],
        ["3", "路口", "08:55", "08:55", "", "1 袋 20 件", "", ""],
    ]  # fmt: skip
    # Then the rows of bus loads; V2 takes its goods at the stop.
    assert lines[5:] == [
        ["县中心", "镇站", "2", "21", "40.0", "V1 21", "6.00"],
        ["县中心", "路口→V2", "1", "20", "20.0", "V2 20", "3.00"],
    ]


def test_a_shuttle_says_how_long_it_waits(page):
    assert "09:35 县中心→10:15 镇站 · 等货 5 分钟 · 1 袋 10 件" in page


def test_handovers_and_last_resorts_add_up_apart(page):
    lines = rows(section(page, "services"))

    first = lines.index(
        ["代1O1", "快递", "镇站", "V3", "12:00", "16:00", "1", "10", "12.0", "8.00"]
    )
    assert lines[first + 1] == ["合计", "", "", "", "", "", "1", "10", "12.0", "8.00"]
    last = lines.index(
        ["兜1O2", "邮政", "县中心", "V4", "16:00", "次日18:00", "1", "5", "5.0", "9.00"]
    )
    assert lines[last + 1][-1] == "9.00"
    assert "兜底（费用单列）" in page


def test_an_offer_of_several_destinations_states_its_fee_once():
    plan = service_plan()
    bags = tuple(
        dataclasses.replace(
            bag,
            destination="V1",
            legs=(bag.legs[0], dataclasses.replace(bag.legs[1], to_site="V1")),
        )
        if bag.id == "s1"
        else bag
        for bag in plan.bags
    )
    twin = dataclasses.replace(plan.bags[6], id="s2")
    given = dataclasses.replace(plan.handovers[0], bags=("s1", "s2"))
    plan = dataclasses.replace(
        plan, bags=(*bags, twin), handovers=(given, plan.handovers[1])
    )
    lines = rows(
        section(render_report(mapped_day(), service_travel(), plan), "services")
    )

    fees = [line[3::6] for line in lines if line[0] == "代1O1"]
    assert fees == [["V1", "8.00"], ["V3", ""]]


def test_transfers_say_who_brings_and_who_takes(page):
    lines = rows(section(page, "services"))

    assert lines[-4:] == [
        ["镇站", "08:40", "班车 城北线 08:00", "09:00", "K2", "2", "21", "0:20"],
        ["镇站", "09:24", "K2", "14:16", "班车 城北线 13:00", "1", "10", "4:52"],
        ["镇站", "10:13", "K1", "13:41", "班车 城北线 13:00", "1", "10", "3:28"],
        ["镇站", "10:15", "货运班车 共富班车 09:30", "12:00", "代投 快递 镇站→V3",
         "1", "10", "1:45"],
    ]  # fmt: skip


def test_the_parts_of_the_cost_add_up_to_the_total(page):
    lines = rows(section(page, "cost"))
    parts = [line for line in lines[1:] if len(line) == 4]

    assert [line[0] for line in parts] == [
        "固定", "里程", "工时", "班次", "代投", "兜底", "环节费", "乘客延误", "合计",
    ]  # fmt: skip
    cents = [round(100 * float(line[1])) for line in parts]
    assert sum(cents[:-1]) == cents[-1] == 23_055
    assert parts[-1] == ["合计", "230.55", "100.0%", "2.33"]
    stages = [line for line in lines if len(line) == 5]
    assert stages[1:] == [
        ["乡镇中转", "邮政", "镇村站", "40 件", "2.00"],
        ["村站代办", "共配中心", "镇村站", "51 件", "15.30"],
        ["合计", "", "", "", "17.30"],
    ]


def test_the_tile_of_the_cost_names_every_part(page):
    tile = re.search(r"<h3>总成本</h3>.*?<small>(.*?)</small>", page)[1]
    figures = [float(part.split(" ")[-1]) for part in tile.split(" · ")]
    assert round(sum(figures), 2) == 230.55


def test_the_map_knows_trips_and_tags(page):
    text = re.search(r'id="map-data">(.*?)</script>', page, re.DOTALL)[1]
    data = json.loads(text)

    assert [route["label"] for route in data["routes"]][2:4] == [
        "班1 · 共富班车 09:30",
        "班2 · 城北线 08:00",
    ]
    assert [line["kind"] for line in data["routes"][3]["lines"]] == [
        "bus",
        "bus",
        "walk",
    ]
    assert data["routes"][-1]["lines"][0]["kind"] == "handover"
    village = next(site for site in data["sites"] if site["name"] == "V2")
    assert village["routes"] == [4, 5]
    assert village["text"].endswith("线路 班2, 班3")
    hub = next(tag for tag in data["tags"] if len(tag["parts"]) == 3)
    assert [part["text"] for part in hub["parts"]] == ["上", "下", "转"]


def test_one_or_all_offers_every_trip_and_handover(page):
    shown = re.findall(r'data-show="(\d+)"', page)
    assert shown == [str(number) for number in range(9)]


def test_many_choices_stand_in_a_list_by_kind():
    plan = service_plan()
    day = mapped_day()
    many = {f"K{n}": day.vehicles["K1"] for n in range(1, 13)}
    vehicles = {
        name: dataclasses.replace(car, vehicle_id=name, plate=name)
        for name, car in many.items()
    }
    day = dataclasses.replace(day, vehicles={**day.vehicles, **vehicles})
    routes = tuple(
        dataclasses.replace(plan.routes[0], vehicle=name) for name in vehicles
    )
    html = render_report(
        day, service_travel(), dataclasses.replace(plan, routes=routes)
    )

    assert re.findall(r'<optgroup label="(.*?)"', html) == ["线路", "班次", "代投"]
    assert '<option value="13">班1 · 共富班车 09:30</option>' in html


def test_a_price_that_nobody_said_stands_on_the_page():
    day = mapped_day()
    line = day.lines["L1"]
    price = dataclasses.replace(line.price, micro_yuan=None)
    lines = {**day.lines, "L1": dataclasses.replace(line, price=price)}
    html = render_report(
        dataclasses.replace(day, lines=lines), service_travel(), service_plan()
    )
    assert "总成本不完整" in section(html, "cost")


def test_a_road_day_has_no_section_of_services():
    plan = dataclasses.replace(
        service_plan(),
        bus_loads=(),
        handovers=(),
        bags=(),
        stage_fees=(),
        delay_cents=0,
    )
    html = render_report(mapped_day(), service_travel(), plan)
    assert 'id="services"' not in html
    assert 'id="cost"' not in html
    assert 'class="timeline"' in html


def test_names_of_lines_cannot_break_out_and_crews_stay_out():
    day = mapped_day()
    lines = {
        name: dataclasses.replace(line, name=NASTY) for name, line in day.lines.items()
    }
    crew = Contact(name="王秘密", phone="13700003333")
    trips = {
        name: dataclasses.replace(trip, contact=crew, plate="豫Q12345")
        for name, trip in day.trips.items()
    }
    html = render_report(
        dataclasses.replace(day, lines=lines, trips=trips),
        service_travel(),
        service_plan(),
    )
    assert "<b>线" not in html
    assert html.count("</script>") == 3
    assert "王秘密" not in html
    assert "13700003333" not in html
    assert "豫Q12345" in html


def test_it_speaks_english():
    html = render_report(mapped_day(), service_travel(), service_plan(), lang="en")
    text = re.sub(r"<[^>]+>", "|", section(html, "services") + section(html, "cost"))
    for words in ("Trips and handovers", "boards", "18:00 next day", "passenger delay"):
        assert words in text
    ours = re.sub(
        "县中心|镇站|路口|夜站|城北线|夜班线|共富班车|邮政|快递|公交|镇村站|共配中心",
        "",
        text,
    )
    assert re.findall(r"[\u4e00-\u9fff]+", ours) == []
