"""Pictures hold what their rows say; drawing needs the optional group."""

import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed (--group peers)")

from field_rows import SETTING, row

from benchmarks.field_record import row_line
from benchmarks.plots import main

DAY = {"group": "county-R", "best": None, "villages": 150, "search_seconds": 30.0}
ROWS = (
    row("gongpei", 101.0, curve=((1.0, 120.0, None),), search_seconds=30.0),
    row("VROOM", 102.0, search_seconds=9.0),
    row("gongpei", 400.0, curve=((5.0, 404.0, None),), **DAY),
    row("VROOM", 500.0, **DAY),
)


def drawn(folder, rows):
    """Draw rows and return the pictures' text by name."""
    file = folder / "rows.jsonl"
    file.write_text("".join(row_line(r, "1", SETTING) + "\n" for r in rows), "utf-8")
    assert main(["--rows", str(file), "--into", str(folder)]) == 0
    return {path.stem: path.read_text("utf-8") for path in folder.glob("*.svg")}


def test_each_picture_names_solvers_units_runs_and_commit(tmp_path):
    pictures = drawn(tmp_path, ROWS)
    assert sorted(pictures) == ["peers-gaps", "peers-growth", "peers-profile"]
    for text in pictures.values():
        assert ">gongpei<" in text
        assert ">VROOM<" in text
        assert "commit abc1234" in text
    assert "seconds of search" in pictures["peers-gaps"]
    assert "% above best known" in pictures["peers-gaps"]
    assert "% of 2 instances" in pictures["peers-profile"]
    assert "peak memory, MiB" in pictures["peers-growth"]


def test_the_same_rows_make_the_same_files(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert drawn(tmp_path / "one", ROWS) == drawn(tmp_path / "two", ROWS)


def test_without_counties_growth_is_not_drawn(tmp_path):
    assert sorted(drawn(tmp_path, ROWS[:2])) == ["peers-gaps", "peers-profile"]


def test_no_rows_is_a_usage_error(tmp_path, capsys):
    (tmp_path / "rows.jsonl").write_text("", "utf-8")
    assert main(["--rows", str(tmp_path / "rows.jsonl")]) == 2
    assert "No rows" in capsys.readouterr().err
