"""What every printed page carries: plan, version, print time, page and phone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from label_day import label_context
from report_day import SECRETS
from way_sheets import PHONE, service_context

from routing.report.sheets.messages import RULER, messages
from routing.report.sheets.write import sheet_pages

KINDS = {"派车单", "装车单", "分拣表", "袋牌", "村站", "待确认"}
PAGE = re.compile(r"第 \d+ 页 / 共 \d+ 页")


def contexts(**changes):
    return (
        (service_context(**changes), PHONE, "2026-03-02 05:30"),
        (label_context(20, approved_by="王审核", **changes), SECRETS[4],
         "2026-03-10 05:30"),
    )  # fmt: skip


def pages_of(html: str) -> list[str]:
    """Return the words of each page, of each tag where there are tags."""
    parts = re.findall(r"<article.*?</article>", html, re.S)
    parts = parts or html.split('<section class="page">')[1:]
    return [unescape(re.sub(r"<[^>]+>", " ", part)) for part in parts]


@pytest.mark.parametrize("contacts", [True, False])
def test_every_page_of_every_kind_says_what_it_belongs_to(contacts):
    for context, phone, printed in contexts(contacts=contacts):
        sheets = sheet_pages(context)
        kinds = {name.split("_")[0].removesuffix(".html") for name in sheets}
        assert kinds >= KINDS
        for name, html in sheets.items():
            tags = name == "袋牌.html"
            for page in pages_of(html):
                assert f"计划号 {context.number}" in page, name
                assert f"第 {context.version} 版" in page, name
                assert (printed[5:] if tags else printed) in page, name
                assert re.search(r"袋牌 \d+/\d+", page) if tags else PAGE.search(page)
                assert (f"调度电话 {phone}" in page) is contacts, name
            assert contacts or phone not in html


def test_every_message_names_plan_version_and_phone():
    for context, phone, _ in contexts():
        for block in messages(context).split(RULER)[1:]:
            assert f"计划 {context.number} 第 {context.version} 版" in block
            assert phone in block
