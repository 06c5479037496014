"""The page in a real browser: its script runs, and nothing is refused."""

from __future__ import annotations

import dataclasses
import io

import pypdfium2
import pytest
from report_browser import find_browser, open_browser
from report_day import NASTY, make_day, make_travel, make_vehicles
from report_plan import make_plan

from routing.report.page import render_report

TRUCK = "鲁F002"
VISIBLE = "getComputedStyle(document.querySelector({!r})).display !== 'none'"


@pytest.fixture(scope="module")
def page():
    """Run a Chromium; without one there is nothing to test with."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium: install it, the report is tested in a browser.")
    with open_browser(path) as page:
        yield page


def two_routes(count=2):
    """Return a plan whose single route is driven by several vehicles."""
    plan = make_plan()
    route = plan.routes[0]
    names = [route.vehicle, *(f"鲁F{number:03d}" for number in range(2, count + 1))]
    day = make_day(
        vehicles={
            name: dataclasses.replace(
                make_vehicles()[route.vehicle], vehicle_id=name, plate=name
            )
            for name in names
        }
    )
    routes = tuple(dataclasses.replace(route, vehicle=name) for name in names)
    return day, dataclasses.replace(plan, routes=routes)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    day, plan = two_routes()
    file.write_text(render_report(day, make_travel(), plan), "utf-8")
    return file


@pytest.fixture
def opened(page, report):
    """Load the page of two routes anew, on a screen."""
    page.script(allowed=True)
    page.size(1366, 768)
    page.faults.clear()
    page.open(report)
    yield page
    assert page.faults == []


def shown(page):
    return page.value("document.documentElement.dataset.shown")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


def test_the_map_is_drawn_and_nothing_is_refused(opened):
    # Two routes of five legs and six sites with a position.
    assert opened.value("document.documentElement.dataset.ready") == "10/6"
    assert shown(opened) == "0"
    assert opened.value("document.querySelectorAll('#live canvas').length") == 1
    assert not opened.value(VISIBLE.format("#still"))
    # A name that holds markup is a text.
    assert NASTY in opened.value("document.body.innerText")
    assert opened.value("document.querySelectorAll('td b:not(.badge)').length") == 0


def test_something_is_drawn_on_the_canvas(opened):
    painted = opened.value(
        "(function () {"
        " var canvas = document.querySelector('#live canvas');"
        " var data = canvas.getContext('2d')"
        "  .getImageData(0, 0, canvas.width, canvas.height).data;"
        " var colours = {};"
        " for (var i = 0; i < data.length; i += 4) {"
        "  if (data[i + 3] === 255) {"
        "   colours[[data[i], data[i + 1], data[i + 2]]] = true; } }"
        " return [[11, 111, 179], [176, 13, 26], [20, 32, 43]].map("
        "  function (rgb) { return Boolean(colours[rgb]); }); }())"
    )
    # A village of the first route, the edge of what stays behind, the centre.
    assert painted == [True, True, True]


def test_a_button_shows_one_route_and_leaves_the_other_out(opened):
    opened.value("document.querySelector('[data-show=\"2\"]').click()")

    assert shown(opened) == "2"
    pressed = opened.value(
        "Array.from(document.querySelectorAll('[data-show]'))"
        ".map(function (chip) { return chip.getAttribute('aria-pressed'); })"
    )
    assert pressed == ["false", "false", "true"]
    assert opened.value("document.querySelector('details[data-route=\"2\"]').open")
    assert not opened.value("document.querySelector('details[data-route=\"1\"]').open")


def test_what_is_hidden_stays_hidden_on_paper(opened, report):
    both = text_of(opened.pdf())
    opened.open(report, "#route-2")
    one = text_of(opened.pdf())

    assert shown(opened) == "2"
    # Timeline, table of time, legend of the map and the route itself.
    assert both.count("鲁F001") - one.count("鲁F001") == 4
    assert both.count(TRUCK) == one.count(TRUCK)
    # What nobody can press is not printed.
    assert "全部线路" not in both.replace("全部线路共", "")


def test_folded_routes_are_printed(page, tmp_path):
    file = tmp_path / "report.html"
    day, plan = two_routes(8)
    file.write_text(render_report(day, make_travel(), plan), "utf-8")
    page.open(file)

    assert page.value("document.querySelectorAll('details[open]').length") == 0
    assert text_of(page.pdf()).count("第 2 趟 · 装车") == 8
    assert page.value("document.querySelectorAll('details[open]').length") == 0


def test_many_routes_stand_in_a_list(page, tmp_path):
    file = tmp_path / "report.html"
    day, plan = two_routes(17)
    file.write_text(render_report(day, make_travel(), plan), "utf-8")
    page.open(file)

    assert page.value("document.querySelectorAll('#choose option').length") == 18
    page.value("document.querySelector('[data-step=\"-1\"]').click()")
    assert shown(page) == "17"
    page.value("document.querySelector('[data-step=\"1\"]').click()")
    assert shown(page) == "0"
    page.value(
        "var choose = document.getElementById('choose'); choose.value = '5';"
        "choose.dispatchEvent(new Event('change'));"
    )
    assert shown(page) == "5"


def test_the_timeline_is_read_by_keyboard(opened):
    read = "document.getElementById('readout').textContent"
    opened.value("document.querySelector('.timeline tbody svg').focus()")
    opened.press("ArrowRight")
    first = opened.value(read)
    for _ in range(2):
        opened.press("ArrowRight")

    # Loading at the centre, the drive to the first village, its service.
    assert first == "1 鲁F001 · 装车 07:30–07:50 龙山县中心"
    assert opened.value(read).endswith("交接 08:10–08:14 王家村 · 冷货交接")
    opened.press("ArrowLeft")
    assert opened.value(read).endswith("行驶 07:50–08:10 王家村")


def test_the_first_key_leads_past_the_navigation(opened):
    opened.press("Tab")
    assert opened.value("document.activeElement.textContent") == "跳到正文"


def test_without_script_the_picture_and_the_tables_are_there(page, report):
    page.script(allowed=False)
    page.open(report)
    text = text_of(page.pdf())

    for words in ("2026-03-10 共配线路图", "SHIFT_HOURS", "第 2 趟 · 装车", "假定"):
        assert words in text
    assert page.value(VISIBLE.format("#still"))
    assert not page.value(VISIBLE.format(".chips"))
    assert not page.value(VISIBLE.format("#live"))
    page.script(allowed=True)


def test_a_telephone_shows_it_without_scrolling_sideways(opened):
    opened.size(360, 740)
    assert opened.value("document.documentElement.scrollWidth") <= 360
