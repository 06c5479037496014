"""Tags of bags that go by bus, with a partner, or change on their way."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from label_pages import printed
from way_sheets import PHONE, STAFF, service_context, with_long_names

from routing.report.sheets.bag_places import bag_places
from routing.report.sheets.bag_tags import bag_code, render_bag_tags
from routing.report.sheets.tag_paper import TagPaper

BAGS = ["q1", "w1", "s1", "g1", "h1", "x1", "n1", "l1", "p1"]
"""In the order of printing: the van, then trips and partners as in the plan."""


def rides(html: str) -> dict[str, list[str]]:
    """Return the lines that say how each bag travels."""
    tags = re.findall(
        r'data-bag="([^"]+)".*?<div class="ride"><span>(.*?)</span>', html, re.S
    )
    return {bag: unescape(words).split("\n") for bag, words in tags}


def facts(html: str, bag: str) -> list[str]:
    tag = re.search(rf'data-bag="{bag}".*?<div class="facts">(.*?)</div>', html, re.S)
    return re.findall(r"<span[^>]*>(.*?)</span>", tag.group(1))


@pytest.fixture(scope="module")
def html():
    return render_bag_tags(service_context())


def test_every_bag_has_a_tag(html):
    assert re.findall(r'data-bag="([^"]+)"', html) == BAGS


def test_tags_say_in_order_what_happens_to_a_bag(html):
    # The timetable and the plan stand in ``service_county``.
    assert rides(html) == {
        "q1": ["K1", "第 1 趟 · 第 1 站"],
        "w1": [
            "1 微面 K1 第1趟第1站 → 镇站",
            "2 班车 城北线 13:00 镇站 13:41上车 → 13:55 路口下车，步行 5 分",
        ],
        "s1": [
            # The shuttle waits five minutes for this bag.
            "1 货运班车 共富班车 09:30 县中心 09:35上车 → 10:15 镇站下车",
            "2 快递代投：12:00 前在镇站交 → 16:00 前到",
        ],
        "g1": [
            "1 班车 城北线 08:00 县中心上车 → 08:40 镇站下车",
            "2 三轮 K2 第1趟第1站",
        ],
        "h1": [
            "1 班车 城北线 08:00 县中心上车 → 08:40 镇站下车",
            "2 三轮 K2 第1趟第1站",
        ],
        "x1": ["班车 城北线 08:00 县中心上车 → 08:55 路口下车，步行 5 分"],
        "n1": ["班车 夜班线 23:30 县中心上车 → 次日00:20 夜站下车"],
        "l1": ["邮政代投：16:00 前在县中心交 → 次日18:00 前到"],
        # It boards at the second call of the bus there.
        "p1": [
            "1 三轮 K2 第1趟第1站装上 → 镇站",
            "2 班车 城北线 13:00 镇站 14:16上车 → 14:55 县中心下车",
        ],
    }


def test_facts_of_a_bag_that_boards_a_bus(html):
    plan_number = service_context().number
    assert facts(html, "h1") == [
        "h1",
        "共 20 件 · 20.0 公斤",
        "本站第 2 个，共 2 个",
        "货类 普通 · 07:45 截货",
        f"计划号 {plan_number}",
        "第 1 版 · 袋牌 5/9",
        "打印 03-02 05:30",
        f"调度电话 {PHONE}",
    ]


def test_the_first_carrier_stands_large(html):
    tops = re.findall(r'<div class="top"><span>(.*?)</span>', html)
    assert tops == [
        "装车序 1",
        "装车序 2",
        "共富班车 09:30",
        "城北线 08:00",
        "城北线 08:00",
        "城北线 08:00",
        "夜班线 23:30",
        "邮政代投",
        "回程",
    ]


def test_places_of_bags_that_no_vehicle_takes_first():
    context = service_context()
    places = {
        place.bag.id: (place.kind, place.vehicle, place.route, place.loaded)
        for place in bag_places(context.day, context.plan)
    }
    # Two vehicles, then trips and offers in the order of the plan.
    assert places == {
        "q1": ("road", "K1", 0, True),
        "w1": ("road", "K1", 0, True),
        "s1": ("bus", "F1-0930", 2, True),
        "g1": ("bus", "L1-0800", 3, True),
        "h1": ("bus", "L1-0800", 3, True),
        "x1": ("bus", "L1-0800", 3, True),
        "n1": ("bus", "L2-2330", 5, True),
        "l1": ("handover", "O2", 7, True),
        "p1": ("road", "K2", 1, False),
    }
    closing = {
        place.bag.id: place.closing for place in bag_places(context.day, context.plan)
    }
    # 09:35 and 08:00 less 15 minutes, 16:00; a van's bags when it begins to load.
    assert closing["s1"] == 9 * 3600 + 20 * 60
    assert closing["h1"] == 7 * 3600 + 45 * 60
    assert closing["l1"] == 16 * 3600
    assert closing["w1"] == 9 * 3600 + 40 * 60


def test_chutes_sort_bags_of_all_carriers_alike():
    plain = service_context()
    chutes = {"V1": "2", "V2": "1", "V4": "3"}
    sites = {
        key: replace(site, chute=chutes.get(key, ""))
        for key, site in plain.day.sites.items()
    }
    context = replace(plain, day=replace(plain.day, sites=sites))
    places = bag_places(context.day, context.plan)
    assert [(place.chute, place.bag.id) for place in places if place.chute] == [
        ("1", "w1"),
        ("1", "x1"),
        ("2", "g1"),
        ("2", "h1"),
        ("3", "l1"),
    ]


def test_a_trip_or_offer_that_the_day_does_not_have():
    """A plan edited elsewhere still has its tags; they name what the plan says."""
    plain = service_context()
    day = replace(plain.day, trips={}, offers={})
    html = render_bag_tags(replace(plain, day=day))
    assert re.findall(r'data-bag="([^"]+)"', html) == BAGS
    assert rides(html)["s1"] == ["1 班次 F1-0930 → 镇站", "2 代投 O1"]


def test_english_tags():
    words = rides(render_bag_tags(service_context(lang="en")))
    assert words["n1"] == [
        "bus 夜班线 23:30: board at 县中心 → 00:20 next day alight at 夜站"
    ]
    assert words["l1"] == [
        "邮政 carries on: given at 县中心 by 16:00 → by 18:00 next day"
    ]


@pytest.mark.parametrize("contacts", [True, False])
def test_of_all_staff_only_the_dispatcher_is_named(contacts):
    html = render_bag_tags(service_context(contacts=contacts))
    found = [name for name in STAFF if name in html]
    assert found == ([PHONE] if contacts else [])


@pytest.mark.parametrize("paper", list(TagPaper))
def test_long_ways_fit_and_are_scanned(paper, tmp_path):
    """Names of 30 characters, a mark of a draft: all of it stands on paper."""
    context = with_long_names(service_context(approved_by=None))
    html = render_bag_tags(context, paper)
    pages = printed(html, tmp_path)
    read = sorted(code for page in pages for code in page.codes())
    assert read == sorted(bag_code(context, bag) for bag in BAGS)
    words = re.sub(r"\s+", "", "".join(page.words for page in pages))
    for lines in rides(html).values():
        for line in lines:
            assert re.sub(r"\s+", "", line) in words


@pytest.mark.parametrize("paper", list(TagPaper))
def test_nothing_is_higher_than_its_place(paper, tmp_path):
    measure = """<script>
    var out = [];
    document.querySelectorAll(".tag, .tag > div").forEach(function (part) {
      if (part.scrollHeight > part.clientHeight + 1 ||
          part.scrollWidth > part.clientWidth + 1) {
        out.push(part.className + " " + part.textContent);
      }
    });
    var parts = document.querySelectorAll(".tag.way > div").length;
    document.body.innerHTML = "<p>parts " + parts + " out " + out.join() + "</p>";
    </script></body>"""
    context = with_long_names(service_context(approved_by=None))
    html = render_bag_tags(context, paper).replace("</body>", measure)
    words = "".join(page.words for page in printed(html, tmp_path))
    # Eight tags of banner, top, four texts, code and facts.
    assert re.sub(r"\s+", "", words) == "parts64out"
