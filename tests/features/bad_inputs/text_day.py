"""A small day of text files, 60 items, and the same with one thing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .case import FATAL, SET_ASIDE, WARNING, Bad

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = {
    "站点": "站点编号,站点名称,站点类别,所属乡镇,经度,纬度\n"
    "C,县共配中心,县级中心,,116.20,30.60\n"
    "H,石门镇站,乡镇站,,116.31,30.66\n"
    "V1,上湾村,村级服务点,石门镇站,116.33,30.67\n"
    "V2,下湾村,村级服务点,石门镇站,116.35,30.65\n"
    "V3,三合村,村级服务点,石门镇站,116.34,30.68\n",
    "车辆": "车牌,车型\n皖H12345,微面\n皖H12346,轻货\n",
    "合作单位": "合作单位编号,名称,类型\nzt,中通,快递\nyz,邮政,邮政\n",
    "件量": "站点,合作单位,件数\n上湾村,中通,30\n下湾村,邮政,20\n三合村,中通,10\n",
    "参数": "参数,取值\n坐标来源,GPS\n日期,2026-03-09\n",
}
ITEMS = 60
Place = tuple[str, str, int, str]


def good(folder: Path) -> None:
    """Write the day with nothing wrong."""
    changed()(folder)


def changed(**tables: str | bytes | None) -> Callable[[Path], None]:
    """Make a writer of the day with some tables changed, added or left out."""

    def make(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for name, text in {**GOOD, **tables}.items():
            if text is not None:
                data = text if isinstance(text, bytes) else text.encode()
                (folder / f"{name}.csv").write_bytes(data)

    return make


def more(table: str, *lines: str) -> str:
    """Return a table with lines at its end."""
    return GOOD[table] + "".join(f"{line}\n" for line in lines)


def with_column(table: str, header: str, *cells: str) -> str:
    """Return a table with one column more."""
    lines = GOOD[table].splitlines()
    filled = [header, *cells, *[""] * (len(lines) - 1 - len(cells))]
    return "".join(f"{a},{b}\n" for a, b in zip(lines, filled, strict=True))


def fatal(
    code: str, place: Place, way_out: str, /, **tables: str | bytes | None
) -> Bad:
    """Describe what stops everything."""
    return Bad(
        make=changed(**tables), grade=FATAL, code=code, place=place, way_out=way_out
    )


def aside(
    code: str,
    place: Place,
    value: str,
    way_out: str,
    sums: tuple[int, int],
    /,
    **tables: str | bytes | None,
) -> Bad:
    """Describe what is set aside; ``sums`` are items demanded, and of them aside."""
    return Bad(
        make=changed(**tables),
        grade=SET_ASIDE,
        code=code,
        place=place,
        value=value,
        way_out=way_out,
        demanded=sums[0],
        aside=sums[1],
    )


def warned(
    code: str, place: Place, way_out: str, items: int, /, **tables: str | bytes | None
) -> Bad:
    """Describe what is used as read."""
    return Bad(
        make=changed(**tables),
        grade=WARNING,
        code=code,
        place=place,
        way_out=way_out,
        demanded=items,
    )
