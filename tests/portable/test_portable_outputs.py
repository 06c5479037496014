"""Every file that a day leaves behind has a name that Windows takes."""

import csv
from pathlib import PurePosixPath

import pytest
from click.testing import CliRunner

import cli
from instances.generate import generate
from portable.names import path_problems

PLACE = r"C:\共配\结果\2026-03-11"
PLATES = ["鲁F:12/34", "CON", "a*b?.", '车 "一" ', "com1", "NUL.x", "挂|牌<>"]
NAMES = ["北山?村", "aux", "一/二村", "村 .", "很长" * 15, "北山*村", "Lpt1"]


def rewrite(file, column, values, only=lambda row: True):
    """Give the first rows of a table other names."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    old = {}
    for row, value in zip(filter(only, rows), values, strict=False):
        old[row[column]] = value
        row[column] = value
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        # As Excel on Windows saves it: CRLF, and a mark of the encoding.
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return old


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("县 中心")
    day, out = folder / "数据 一", folder / "结果" / "2026-03-11"
    generate("S", 1, day)
    rewrite(day / "vehicles.csv", "plate", PLATES)
    rewrite(day / "sites.csv", "name", NAMES, lambda row: row["level"] == "village")
    search = ["--iterations", "2", "--workers", "1", "--quiet"]
    for _ in range(2):
        answer = CliRunner().invoke(
            cli.gongpei, ["plan", str(day), "-o", str(out), *search]
        )
        assert answer.exit_code in (0, 1), answer.output
    return out


def test_every_output_has_a_name_that_windows_takes(out):
    names = [
        PurePosixPath(path.relative_to(out).as_posix())
        for path in sorted(out.rglob("*"))
        if path.is_file()
    ]
    assert path_problems(names, PLACE) == []
    # The older version lies below and is as long as paths get.
    assert any(name.parts[0] == "第1版" for name in names)
    assert any(name.name.startswith("派车单_") for name in names)


def test_vehicles_with_such_plates_have_sheets_of_their_own(out):
    used = {row.split("_", 1)[1] for row in names_of(out, "派车单_")}
    assert len(used) == len(names_of(out, "派车单_")) > 1


def names_of(out, start):
    return [path.name for path in out.rglob(f"{start}*.html") if "版" not in str(path)]
