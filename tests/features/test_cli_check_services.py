"""``check`` on a plan with a trip: every part of the cost, places in words."""

import datetime as dt
from dataclasses import replace

import pytest
from features.planned_day import run

from routing.plan.io import dump_plan
from routing.plan.model import BusLoad, Leg, Plan, PlannedBag
from routing.planning.intake import take_in
from routing.planning.output.inputs import write_inputs
from routing.terminal.exits import Exit

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度\n"
    "C,县共配中心,县级中心,,116.20,30.60\n"
    "H,石门镇站,乡镇站,,116.31,30.66\n"
    "V,上湾村,村级服务点,石门镇站,116.33,30.67\n",
    "车辆": "车牌,车型\n皖H12345,微面\n",
    "合作单位": "partner_id,名称,类型\nP,中通,快递\nB,县客运,客运\n",
    "件量": "站点,合作单位,件数\n上湾村,P,20\n",
    "班线": "班线,名称,运营单位,类别,计费方式,单价\nK1,石门线,B,客运,每袋,3\n",
    "途经站时刻": "班线,序号,站点,距首站分钟,可装,可卸,有人接车\n"
    "K1,1,C,0,是,否,是\nK1,2,H,30,是,是,是\nK1,3,V,40,否,是,是\n",
    "班次": "班次,班线,发车时间,载袋数,平均载客\nK1-0830,K1,08:30,4,10\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n装袋,合并装袋\n",
}
BEGIN, END = 8 * 3600 + 1800, 9 * 3600 + 600


@pytest.fixture
def ridden(tmp_path):
    """Return a folder and its plan: 20 items ride from the centre to the village."""
    day = tmp_path / "day"
    day.mkdir()
    for name, text in TABLES.items():
        (day / f"{name}.csv").write_text(text, "utf-8")
    intake = take_in([day], dt.date(2026, 3, 9))
    assert intake.day is not None, intake.findings
    out = tmp_path / "out"
    out.mkdir()
    hashes = write_inputs(intake, out / "inputs")
    row = intake.day.consignments[0]
    bag = PlannedBag(
        id="L0001-001",
        lot="L0001",
        origin="C",
        destination="V",
        contents={row.consignment_id: 20},
        items={"P": 20},
        goods_class=row.goods_class,
        grams=row.grams,
        cm3=row.cm3,
        loose=False,
        legs=(
            Leg(
                kind="bus",
                from_site="C",
                to_site="V",
                depart=BEGIN,
                arrive=END,
                trip="K1-0830",
            ),
        ),
    )
    load = BusLoad(trip="K1-0830", bags=(bag.id,), board="C", alight="V", fee_cents=300)
    plan = Plan(
        status="complete",
        date="2026-03-09",
        hashes=hashes,
        seed=1,
        routes=(),
        bags=(bag,),
        unserved=(),
        bus_loads=(load,),
    )
    return out, plan


def check(out, plan, *args):
    (out / "plan.json").write_text(dump_plan(plan), "utf-8")
    return run("check", out / "plan.json", *args)


def test_check_tells_every_part_of_the_cost(ridden):
    answer = check(*ridden)

    assert answer.exit_code == Exit.DONE, answer.output
    # One bag at 3.00 over 20 items; 1 of 4 bags on every segment.
    assert answer.stdout.splitlines() == [
        "核对通过：没有超限/不符。",
        "成本 3.00 元，已排 20 件，单票 0.15 元，未安排 0 件。",
        "成本构成：固定 0.00 · 里程 0.00 · 工时 0.00 · 班次 3.00",
        "运输方式：搭班次 20 件",
        "班次 1/1 班 · 带货 1 袋 20 件 · 最满区段 25.0 %",
    ]


def test_check_names_trip_stop_and_station(ridden):
    out, plan = ridden
    load = replace(plan.bus_loads[0], alight="H", fee_cents=310)
    answer = check(out, replace(plan, bus_loads=(load,)))

    assert answer.exit_code == Exit.FINDING
    assert "班车 石门线 08:30 县共配中心→石门镇站：费用与价格不符" in answer.stdout
    assert "K1-0830" not in answer.stdout
    speech = check(out, replace(plan, bus_loads=(load,)), "--lang", "en").stdout
    assert "bus 石门线 08:30 县共配中心→石门镇站: fee is off by 0.10 yuan" in speech
