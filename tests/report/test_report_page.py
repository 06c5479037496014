"""report.html: one file, everything escaped, complete without script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from report_day import NASTY, SECRETS, make_day, make_travel
from report_plan import make_plan

from routing.plan.violation import Violation
from routing.report.page import Standing, render_report

FINDING = "demand.csv 第9行“站点”：站点表中没有 <王家屯>。[UNKNOWN_SITE]"
VOID = {"meta", "link", "br", "hr", "img", "input"}
REMOTE = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?!#)|@import|url\((?!#)")


class Reader(HTMLParser):
    """Collect the visible text and check that every element is closed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Open an element; none may carry a handler of its own."""
        names = dict(attrs)
        assert not [name for name in names if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Pass over an element that closes itself."""

    def handle_endtag(self, tag):
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep text and scripts apart."""
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)
        elif self.open and self.open[-1] != "style":
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(make_day(), make_travel(), make_plan(), [FINDING])


def test_the_page_says_it_all_without_script(page):
    text = "".join(read(page).text)

    for words in (
        "2026-03-10",
        "龙山县中心",
        "部分安排",
        "合成数据<演示>",
        "第 1 趟 · 装车 07:30 起，50 件 / 75 kg / 0.37 m³",
        "2 趟 · 3 站 · 送 90 件 · 收 10 件 · 67.0 km · 07:30–11:12 · 284.60 元",
        "返回，卸 10 件",
        "≈估算",
        "TIME_WINDOW 赶不上时间窗",
        "单独也不可行",
        "18 分钟",
        "放宽18分钟",
        "延长出车时段或工时",
        "装载系数",
        "假定",
        "周投递频次",
        FINDING,
    ):
        assert words in text, words


def test_a_stop_shows_times_items_and_load(page):
    row = re.search(r"<tr>(?:(?!</tr>).)*<td>李家村</td>.*?</tr>", page)
    cells = re.sub(r"<[^>]+>", "|", row[0])

    found = [cell for cell in cells.split("|") if cell]
    # Second halt, 5 km by known pairs, 08:24, waits until 08:30, leaves 08:33.
    assert found == [
        "2",
        "李家村",
        "青山镇",
        "5.0",
        "推算",
        "08:24",
        "08:30",
        "08:33",
        "20",
        "1",
        "10 / 20 kg / 0.10 m³",
        "5%",
    ]


def test_the_tile_of_the_unserved_is_red_only_when_there_are_any(page):
    whole = render_report(
        make_day(set_aside=()),
        make_travel(),
        make_plan(status="complete", unserved=()),
    )

    tile = re.compile(r'<div class="tile (\w+)"[^>]*><h3>未安排</h3><p><b>(\d+)</b> 件')
    assert tile.search(page).groups() == ("bad", "20")
    assert tile.search(whole).groups() == ("good", "0")
    assert "全部件都已安排。" in whole


def test_names_cannot_break_out(page):
    assert page.count("</script>") == 3
    assert "<b>村" not in page
    assert "<演示>" not in page
    reader = read(page)
    assert NASTY in "".join(reader.text)


def test_the_map_data_is_json_without_a_sign_of_html(page):
    text = read(page).scripts[0]
    assert not set("<>&\u2028\u2029") & set(text)
    data = json.loads(text)

    assert data["sketch"] is False
    assert [site["name"] for site in data["sites"]][-1] == NASTY
    route = data["routes"][0]
    # Measured there, by known pairs, measured back; then both ways estimated.
    assert [line["dash"] for line in route["lines"]] == ["", "15 4", "", "7 5", "7 5"]


def test_the_policy_allows_the_page_s_own_scripts_only(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)

    hashes = [
        "'sha256-"
        + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        + "'"
        for script in scripts
    ]
    assert policy.split("; ")[:2] == [
        "default-src 'none'",
        "script-src " + " ".join(hashes),
    ]


def test_nothing_is_loaded_from_anywhere(page):
    outside = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)

    assert REMOTE.findall(outside) == []
    assert "sourceMappingURL" not in page


def test_no_staff_in_the_page(page):
    assert not [secret for secret in SECRETS if secret in page]


def test_the_page_speaks_english():
    text = "".join(
        read(render_report(make_day(), make_travel(), make_plan(), lang="en")).text
    )

    for words in (
        "Delivery plan",
        "impossible even alone",
        "≈ estimated",
        "No findings",
    ):
        assert words in text


def test_a_day_without_routes_has_a_page():
    page = render_report(make_day(), make_travel(), make_plan(routes=(), bags=()))

    assert "没有线路。" in "".join(read(page).text)


def test_a_plan_edited_by_hand_says_what_it_breaks():
    late = Violation(cause="T1_WINDOW", where="鲁F001 #1.2 @V2", amount=540, unit="s")
    standing = Standing(version=3, approved=False, violations=(late,))
    html = render_report(make_day(), make_travel(), make_plan(), standing=standing)
    text = "".join(read(html).text)

    for words in ("第 3 版", "试算，未审核", "1 处超限/不符"):
        assert words in text
    line = re.search(r'id="violations".*?<li>(.*?)</li>', html, re.DOTALL)[1]
    assert line.startswith("鲁F001 第1趟第2站 李家村")
    assert "9 分钟" in line


def test_a_plan_of_the_program_has_no_section_of_violations(page):
    assert "#violations" not in page
    assert "未审核" not in "".join(read(page).text)
