"""The summary that the terminal prints."""

from __future__ import annotations

import dataclasses

from check.service_county import service_day
from check.service_county_plan import service_plan
from report_day import SECRETS, make_day
from report_plan import make_plan, make_unserved

from routing.report.summary import cost_lines, summary_lines


def test_the_summary_of_the_day():
    assert summary_lines(make_day(), make_plan()) == [
        "搁置 1 行（4 件），已计入未安排；改正后请重新计划。",
        "2026-03-10：需求 120 件 · 已安排 100 件（83.3 %）· 未安排 20 件",
        # 40,000 of 67,000 m are estimated.
        "车辆 1/2 辆 · 2 趟 · 67.0 km（估算里程 59.7 %）",
        "总成本 284.60 元（固定 120.00 · 里程 53.60 · 工时 111.00）"
        "· 单票成本 2.85 元/件",
        "未安排 10 件：SHIFT_HOURS 超出出车时段或日工时。"
        "建议：延长出车时段或工时，或加一辆车",
        "未安排 6 件：TIME_WINDOW 赶不上时间窗：到站时已不能交接，"
        "或超过货类的最长在途分钟。建议：放宽18分钟",
        "未安排 4 件：BAD_ROW 该行数据有误，已搁置。建议：按校验提示改正该行后重新计划",
        "最晚的一处：钱家村·中通，晚 18 分钟",
    ]


def test_a_complete_day_has_no_reasons():
    plan = make_plan(status="complete", unserved=())

    lines = summary_lines(make_day(set_aside=()), plan)

    assert len(lines) == 3
    assert lines[0].startswith("2026-03-10：需求 116 件")


def test_the_fourth_reason_is_counted_with_the_rest():
    first = make_unserved()[0]
    more = tuple(
        dataclasses.replace(first, reason=reason, items=items)
        for reason, items in (("CAP_KG", 3), ("MAX_KM", 2))
    )
    plan = make_plan(unserved=(*make_unserved(), *more), penalty_cents=1_250)

    lines = summary_lines(make_day(), plan)

    assert "惩罚 12.50 元（不计入成本）" in lines
    assert "另有 2 种原因共 5 件未安排，见报告。" in lines


def test_a_plan_of_nothing_has_no_cost_per_item():
    plan = make_plan(routes=(), bags=(), distance_sources={})

    lines = summary_lines(make_day(), plan, "en")

    assert "0.00 yuan (fixed 0.00, km 0.00, hours 0.00), – yuan" in lines[3]


def test_no_staff_in_the_summary():
    text = "\n".join(summary_lines(make_day(), make_plan()))

    assert not [secret for secret in SECRETS if secret in text]


def test_a_day_with_services_tells_every_part():
    lines = summary_lines(service_day(), service_plan())

    # 110.00 + 14.90 + 31.25 + 39.00 + 8.00 + 9.00 + 17.30 + 1.10
    assert lines[2:] == [
        "总成本 230.55 元（固定 110.00 · 里程 14.90 · 工时 31.25 · 班次 39.00"
        " · 代投 8.00 · 兜底 9.00 · 环节费 17.30 · 乘客延误 1.10）"
        "· 单票成本 2.33 元/件",
        "运输方式：货车直送 15 件 · 搭班次 79 件 · 兜底 5 件",
        "班次 4/4 班 · 带货 7 袋 79 件 · 最满区段 100.0 %",
        "乘客延误 5.5 人·分钟（装卸超出计划停站）",
        # Nobody said how many ride on one of the buses that carry goods.
        "1 个带货的客车班次没写平均载客，乘客等候没有算进去",
    ]
    told = cost_lines(service_day(), service_plan())
    assert told[0].startswith("成本构成：固定 110.00 ·")
    assert told[1:] == lines[3:]


def test_a_road_day_says_nothing_of_services():
    assert cost_lines(make_day(), make_plan()) == []


def test_a_price_that_nobody_said_is_told():
    day = service_day()
    line = day.lines["L1"]
    price = dataclasses.replace(line.price, micro_yuan=None)
    lines = {**day.lines, "L1": dataclasses.replace(line, price=price)}

    told = cost_lines(dataclasses.replace(day, lines=lines), service_plan())
    assert told[-1].startswith("总成本不完整：用到的班线和代投有 1 个没有单价")
