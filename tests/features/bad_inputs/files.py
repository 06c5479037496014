"""Files that cannot be opened, or are not what their names say."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from .case import FATAL, WARNING, Bad
from .county_day import BASE, DAY, ITEMS, county
from .text_day import GOOD, good

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[2] / "tables" / "data"
MEGABYTE = 1_000_000
WORKBOOK_SHEET = "xl/worksheets/sheet1.xml"


def replaced(name: str, data: bytes) -> Callable[[Path], None]:
    """Make a writer of the county's workbooks with one file's bytes replaced."""

    def make(folder: Path) -> None:
        county(lambda *_: None)(folder)
        (folder / name).write_bytes(data)

    return make


def _cut(folder: Path) -> None:
    county(lambda *_: None)(folder)
    whole = (folder / DAY).read_bytes()
    (folder / DAY).write_bytes(whole[: len(whole) // 2])


def _locked(folder: Path) -> None:
    replaced(BASE, (DATA / "locked.xlsx").read_bytes())(folder)


def _denied(folder: Path) -> None:
    good(folder)
    (folder / "件量.csv").unlink()
    if os.geteuid():
        (folder / "件量.csv").write_text(GOOD["件量"], "utf-8")
        (folder / "件量.csv").chmod(0)
    else:  # the kernel lets not even root read this file
        (folder / "件量.csv").symlink_to("/proc/sys/vm/drop_caches")


def _parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def _bomb(folder: Path) -> None:
    """Write a sheet of two gigabytes, packed to two hundredths of that."""
    county(lambda *_: None)(folder)
    parts = _parts_of(folder / BASE)
    with zipfile.ZipFile(
        folder / BASE, "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as target:
        for name, content in parts.items():
            if name != WORKBOOK_SHEET:
                target.writestr(name, content)
        with target.open(WORKBOOK_SHEET, "w", force_zip64=True) as stream:
            spaces = b" " * (8 * MEGABYTE)
            for _ in range(250):
                stream.write(spaces)


def _million_texts(folder: Path) -> None:
    good(folder)
    line = "V,村,村级服务点,石门镇站,116.3,30.6\n".encode()
    head = GOOD["站点"].splitlines()[0].encode() + b"\n"
    (folder / "站点.csv").write_bytes(head + line * 10**6)


def _million_rows(folder: Path) -> None:
    county(lambda *_: None)(folder)
    parts = _parts_of(folder / BASE)
    before, end = parts[WORKBOOK_SHEET].split(b"</sheetData>")
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c><c><v>%d</v></c></row>'
    rows = b"".join(row % number for number in range(10**6))
    parts[WORKBOOK_SHEET] = before + rows + b"</sheetData>" + end
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    (folder / BASE).write_bytes(buffer.getvalue())


def _text_named_workbook(folder: Path) -> None:
    good(folder)
    (folder / "件量.csv").rename(folder / "件量.xlsx")


def _workbook_named_text(folder: Path) -> None:
    county(lambda *_: None)(folder)
    (folder / DAY).rename(folder / "件量.csv")


def _nothing(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


def _open_elsewhere(folder: Path) -> None:
    county(lambda *_: None)(folder)
    (folder / f"~${DAY[2:]}").write_bytes(b"\x05user")


def _other_program(folder: Path) -> None:
    good(folder)
    (folder / "站点备份.et").touch()


def fatal(make: Callable[[Path], None], code: str, file: str, way_out: str) -> Bad:
    """Describe a file that stops everything."""
    place = (file, "", 0, "")
    return Bad(make=make, grade=FATAL, code=code, place=place, way_out=way_out)


WEB_PAGE = "<html><table><tr><td>站点</td></tr></table></html>".encode()

FILES = {
    "a folder without tables": fatal(_nothing, "NO_TABLES", "day", "gongpei init"),
    "a file nobody may read": fatal(_denied, "FILE_DENIED", "件量.csv", "关闭该文件"),
    "a workbook with a password": fatal(_locked, "FILE_PASSWORD", BASE, "取消密码"),
    "half a workbook": fatal(_cut, "FILE_CORRUPT", DAY, "修复"),
    "a workbook of 0 bytes": fatal(replaced(DAY, b""), "FILE_EMPTY", DAY, "重新下载"),
    "a zip bomb": fatal(_bomb, "FILE_TOO_LARGE", BASE, "来历不明"),
    "a web page named workbook": fatal(
        replaced(DAY, WEB_PAGE), "FILE_IS_WEB_PAGE", DAY, "另存为"
    ),
    "text named workbook": fatal(
        _text_named_workbook, "FILE_IS_TEXT", "件量.xlsx", ".csv"
    ),
    "a workbook named text": fatal(
        _workbook_named_text, "NOT_TEXT_BUT_WORKBOOK", "件量.csv", ".xlsx"
    ),
    "a million rows of sites, text": fatal(
        _million_texts, "TOO_MANY_ROWS", "站点.csv", "放错了表"
    ),
    "a million rows of sites, workbook": Bad(
        make=_million_rows,
        grade=FATAL,
        code="TOO_MANY_ROWS",
        place=(BASE, "1.站点表", 0, ""),
        way_out="放错了表",
    ),
    "a workbook open elsewhere": Bad(
        make=_open_elsewhere,
        grade=WARNING,
        code="WORKBOOK_OPEN",
        place=(DAY, "", 0, ""),
        way_out="保存并关闭",
        demanded=ITEMS,
    ),
    "a table of another program": Bad(
        make=_other_program,
        grade=WARNING,
        code="UNSUPPORTED_FILE",
        place=("站点备份.et", "", 0, ""),
        way_out="另存为",
        demanded=60,
    ),
}
