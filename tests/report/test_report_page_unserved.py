"""What stays behind: grouped, with shortfall, nearest way and action."""

from __future__ import annotations

import dataclasses
import re

from report_day import make_day
from report_plan import make_plan, make_unserved

from routing.report.page_unserved import unserved_html


def rows(html):
    return [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    ]


def plain(cell):
    return re.sub(r"<[^>]+>", "", cell)


def test_reasons_come_by_items_each_with_its_sum():
    found = rows(unserved_html(make_day(), make_plan(), "zh"))

    heads = [plain(row[0]) for row in found if len(row) == 1]
    assert [head.split()[0] for head in heads] == [
        "SHIFT_HOURS",
        "TIME_WINDOW",
        "BAD_ROW",
    ]
    assert "10 件 · 1 个站点 · 通常的办法：" in heads[0]


def test_a_line_says_how_much_is_short_and_what_to_do():
    found = rows(unserved_html(make_day(), make_plan(), "zh"))

    line = next(row for row in found if row[0] == "钱家村")
    assert line[1:] == [
        "绿水镇",
        "6",
        "中通 普通 6 件",
        "18 分钟",
        "鲁F001 第2趟",
        "放宽18分钟",
        "单独也不可行",
    ]


def test_goods_of_a_site_that_fail_alike_share_a_line():
    late = make_unserved()[1]
    more = dataclasses.replace(
        late, partner="P1", items=10, amount=1_500, priority="high", kind="produce"
    )
    same = dataclasses.replace(late, partner="P1", items=3, amount=1_500)
    plan = make_plan(unserved=(late, same, more))

    found = [row[:5] for row in rows(unserved_html(make_day(), plan, "zh"))[2:]]

    # Ten of produce apart; six and three together, 25 minutes short at most.
    assert found == [
        ["钱家村", "绿水镇", "10", "邮政 普通 农产品 高优先 10 件", "25 分钟"],
        ["钱家村", "绿水镇", "9", "中通 普通 6 件、邮政 普通 3 件", "25 分钟"],
    ]


def test_all_planned_is_good_news():
    html = unserved_html(make_day(), make_plan(unserved=()), "zh")
    assert html == '<p class="good-note">全部件都已安排。</p>'
