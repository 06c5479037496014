"""A small day with staff in its tables, and how to plan it through the commands."""

from __future__ import annotations

from click.testing import CliRunner

import cli
from routing.report.sheets.write import is_sheet

TABLES = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度,负责人,电话\n"
    "C,县共配中心,县级中心,,116.20,30.60,赵一平,13811112222\n"
    "H,石门镇站,乡镇站,,116.31,30.66,,\n"
    "V1,上湾村,村级服务点,石门镇站,116.33,30.67,钱二妹,13811113333\n"
    "V2,下湾村,村级服务点,石门镇站,116.35,30.65,周六顺,13811116666\n",
    "车辆": "车牌,车型,驾驶员,驾驶员电话\n皖H12345,微面,孙三虎,13811114444\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n下湾村,邮政,20\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n调度电话,13811115555\n",
}
STAFF = (
    "赵一平", "钱二妹", "孙三虎", "周六顺", "13811112222", "13811113333",
    "13811114444", "13811115555", "13811116666",
)  # fmt: skip
SHORT = ("--iterations", "2", "--workers", "1")
DRAFT = "试算，未审核"


def write_day(folder, **changes):
    """Write the tables of the day, some of them changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **changes}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def run(*args):
    """Call the program."""
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


def plan(day, out, *args):
    """Plan a day, which must succeed."""
    answer = run("plan", day, "-o", out, *SHORT, *args)
    assert answer.exit_code == 0, answer.output
    return answer


def remove_sheets(out):
    """Remove the printed pages of a plan."""
    for name in sheets(out):
        (out / name).unlink()


def sheets(out):
    """Return the printed pages of a plan by their names."""
    return {
        path.name: path.read_text("utf-8-sig")
        for path in sorted(out.iterdir())
        if is_sheet(path.name) and path.suffix != ".pdf"
    }
