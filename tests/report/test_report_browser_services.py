"""Trips and handovers in a real browser: drawn, chosen alone, printed."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from check.service_county import service_travel
from check.service_county_plan import service_plan
from report_browser import find_browser, open_browser
from service_county_map import mapped_day

from routing.report.page import render_report


@pytest.fixture(scope="module")
def page():
    """Run a Chromium; without one there is nothing to test with."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium: install it, the report is tested in a browser.")
    with open_browser(path) as page:
        yield page


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(
        render_report(mapped_day(), service_travel(), service_plan()), "utf-8"
    )
    return file


@pytest.fixture
def opened(page, report):
    page.script(allowed=True)
    page.size(1366, 768)
    page.faults.clear()
    page.open(report)
    yield page
    assert page.faults == []


def tags(page):
    """Return the texts of the tags that are seen."""
    return page.value(
        "Array.from(document.querySelectorAll('.tag:not(.away)'))"
        ".map(function (tag) { return tag.textContent; }).sort()"
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


def test_every_line_and_place_is_drawn(opened):
    # Routes 2 + 2; F1 1, L1 2 + 1 on foot twice, L2 1; two handovers. 8 sites.
    ready = opened.value("document.documentElement.dataset.ready")
    assert ready == "14/8"
    assert tags(opened) == ["上·下", "上·下·转", "下", "下"]


def test_a_trip_alone_keeps_its_own_places_and_tables(opened):
    opened.value("document.querySelector('[data-show=\"4\"]').click()")

    # Line L1 at 08:00: C, H and X; what others do there is not said.
    assert tags(opened) == ["上", "下", "下·转"]
    seen = opened.value(
        "Array.from(document.querySelectorAll('.timeline tbody tr:not(.off) th'))"
        ".map(function (head) { return head.textContent; })"
    )
    assert seen == ["班2城北线 08:00", "转镇站"]
    assert opened.value("document.querySelector('details[data-route=\"4\"]').open")
    assert not opened.value("document.querySelector('details[data-route=\"5\"]').open")


def test_a_handover_is_named_in_the_address(opened, report):
    opened.open(report, "#route-8")

    assert opened.value("document.documentElement.dataset.shown") == "8"
    assert tags(opened) == []


def test_the_timeline_of_a_trip_is_read_by_keyboard(opened):
    opened.value("document.querySelector('tr[data-route=\"4\"] svg').focus()")
    opened.press("ArrowRight")

    assert opened.value("document.getElementById('readout').textContent") == (
        "班2 城北线 08:00 · 08:00–08:40 · 县中心→镇站 · 3 袋 41 件 · 100 %"
    )


def test_without_script_everything_is_printed(page, report):
    page.script(allowed=False)
    page.open(report)
    text = text_of(page.pdf())
    page.script(allowed=True)

    for words in ("班次装载", "兜底（费用单列）", "成本构成", "230.55", "次日18:00"):
        assert words in text


def test_a_telephone_shows_it_without_scrolling_sideways(opened):
    opened.size(360, 740)
    assert opened.value("document.documentElement.scrollWidth") <= 360
