"""The manual: two pages, in Chinese, naming what there is, up to date."""

import re

import pytest
from openpyxl import load_workbook
from texts.language_scan import page_words, visible_text

from portable.manual import PAGE, PAGES, SOURCE, demand_table, pages_on_paper
from portable.starters import STARTERS
from routing.report.sheets.pdf import find_renderer
from routing.tables.template import write_templates

STORED = PAGE.read_text("utf-8")
SHOWN = "\n".join(visible_text(STORED))


def test_it_fills_two_pages(tmp_path):
    browser = find_renderer()
    assert browser is not None, "The manual is printed by a browser: install Chromium."
    assert browser.is_browser
    assert pages_on_paper(PAGE, browser, tmp_path) == PAGES == 2


def test_it_is_chinese():
    assert page_words(STORED, frozenset({"app", "Windows"})) == []


def test_its_words_are_those_of_the_source():
    place = 0
    for piece in re.split(
        r"\{(?:report|sheet|trip|demand|findings)\}", SOURCE.read_text("utf-8")
    ):
        place = STORED.find(piece, place)
        assert place >= 0, "run: python -m portable.manual"
    assert demand_table() in STORED
    assert STORED.count("data:image/png;base64,") == 3


@pytest.mark.parametrize("name", [*STARTERS, "app", "数据", "结果"])
def test_it_names_every_starter_and_folder(name):
    assert name in SHOWN


@pytest.mark.parametrize(
    "sheet",
    [
        *("派车单", "装车单", "分拣表", "袋牌", "村站单", "交接单", "交接单（代投）"),
        *("微信.txt", "作废单.txt", "班次装载", "班次与代投"),
    ],
)
def test_it_says_what_each_sheet_is_for(sheet):
    assert sheet in SHOWN


def test_headers_that_it_shows_stand_in_the_templates(tmp_path):
    base, day = write_templates(tmp_path)
    assert {base.name, day.name} == {"基础数据.xlsx", "当日_模板.xlsx"}
    heads = {
        str(cell.value).rstrip("*")
        for file in (base, day)
        for sheet in load_workbook(file).worksheets
        for cell in sheet[1]
    }
    shown = re.findall(r"<th[^>]*>([^<]+)</th>", SOURCE.read_text("utf-8"))
    for header in set(shown) - {
        "单据",
        "给谁",
        "用处",
        "看到什么",
        "打不开、读不了时",
        "怎么办",
    }:
        assert header in heads, header
    for sheet in ("件量", "揽收与回程", "临时调整"):
        assert sheet in load_workbook(day).sheetnames
        assert f"“{sheet}”" in SHOWN


def test_pictures_are_labelled_as_made_up():
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", STORED)
    assert len(captions) >= 6
    for caption in captions:
        assert "合成数据" in caption or "示意" in caption, caption
