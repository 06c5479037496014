"""Traits of generated counties: terrain, lines, season, and nothing else changes."""

from __future__ import annotations

import csv
from itertools import pairwise
from statistics import median

import pytest
from features.planned_day import run

import cli
from instances.county.traits import LINES, SEASONS, TERRAINS, Traits
from instances.generate import generate
from routing.tables.build import read_day
from routing.travel.file import read_travel_table
from routing.travel.report import travel_findings

KINDS = (
    {},
    {"terrain": "mountain"},
    {"terrain": "flat"},
    {"lines": "thin"},
    {"lines": "dense"},
    {"season": "cold"},
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp("county")
        generate("S", 3, folder, Traits(**kind))
        made["".join(kind.values()) or "usual"] = folder
    return made


def rows_of(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def minutes(folder):
    """Return minutes of vans and km between all pairs."""
    rows = [row for row in rows_of(folder, "travel") if row["profile"] == "van"]
    return median(float(r["min"]) for r in rows), median(float(r["km"]) for r in rows)


def test_usual_traits_are_the_county_without_any(folders, tmp_path):
    generate("S", 3, tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (folders["usual"] / path.name).read_bytes()


def test_days_of_every_trait_read_without_a_finding(folders):
    for folder in folders.values():
        read = read_day([folder])
        assert not read.findings
        table = read_travel_table([folder / "travel.csv"])
        assert travel_findings(read.day, table) == ()


def test_the_label_names_the_command_that_makes_the_same_county(folders):
    label = (folders["mountain"] / "README.txt").read_text("utf-8")
    assert "--size S --seed 3 --terrain mountain." in label
    assert "合成数据" in label


def test_mountains_are_wide_and_slow_and_plains_narrow_and_quick(folders):
    slow, far = minutes(folders["mountain"])
    usual, middle = minutes(folders["usual"])
    quick, near = minutes(folders["flat"])
    assert slow > usual > quick
    assert far > middle > near
    # Km an hour: the roads themselves differ, not the distances alone.
    assert far / slow < middle / usual < near / quick


def test_lines_change_the_timetable_alone(folders):
    for trait in ("thin", "dense"):
        for path in folders["usual"].iterdir():
            same = path.read_bytes() == (folders[trait] / path.name).read_bytes()
            assert same == (path.stem not in ("lines", "stop_times", "trips", "README"))


def test_villages_that_a_line_calls_at(folders):
    calls = {}
    departures = {}
    for trait in ("thin", "usual", "dense"):
        stops = rows_of(folders[trait], "stop_times")
        calls[trait] = {r["site"] for r in stops if r["site"].startswith("V")}
        trips = rows_of(folders[trait], "trips")
        departures[trait] = sum(len(r["departures"].split(";")) for r in trips)
        by_line = {}
        for row in stops:
            by_line.setdefault(row["line_id"], []).append(int(row["offset_min"]))
        assert all(a < b for line in by_line.values() for a, b in pairwise(line))
    assert calls["thin"] < calls["usual"] < calls["dense"]
    # S has 4 hubs and 3 valleys, numbered 1 to 3. Usual: (3 + 2 + 3) of valleys,
    # 4 lines there and back thrice = 24. Thin: 2 + 1 + 2, 2 lines of both ways once.
    assert departures["usual"] == 8 + 24
    assert departures["thin"] == 5 + 4
    # Dense: 7 + 5 + 7, and 8 lines of both ways 5 times where villages are left.
    assert 19 + 4 * 10 < departures["dense"] <= 19 + 8 * 10


def test_the_cold_season_doubles_what_is_chilled(folders):
    def chilled(name):
        rows = rows_of(folders[name], "demand")
        return sum(int(r["items"]) for r in rows if r["goods_class"] == "冷藏")

    # 2,600 items: 6.5 % are 169, 13 % are 338; the last village goes a little over.
    assert 169 <= chilled("usual") < 260
    assert 338 <= chilled("cold") < 430
    pickups = rows_of(folders["cold"], "pickups")
    assert len(pickups) == 10
    classes = {(row["kind"] == "produce", row["goods_class"]) for row in pickups}
    assert classes == {(True, "冷藏"), (False, "普通")}


def test_unknown_traits_are_refused():
    for name, known in (("terrain", TERRAINS), ("lines", LINES), ("season", SEASONS)):
        with pytest.raises(ValueError, match=f"{', '.join(known)}: 'hilly'"):
            Traits(**{name: "hilly"})


def test_the_command_offers_every_trait_and_takes_them_in_both_languages(tmp_path):
    assert (
        tuple(TERRAINS),
        tuple(LINES),
        tuple(SEASONS),
    ) == (cli.TERRAINS, cli.LINES, cli.SEASONS)
    words = ("generate", "--size", "S", "--seed", 3)
    for out, terrain, lines, season in (
        ("a", "山地", "密", "冷鲜"),
        ("b", "mountain", "dense", "cold"),
    ):
        traits = ("--terrain", terrain, "--lines", lines, "--season", season)
        answer = run(*words, *traits, "-o", tmp_path / out)
        assert answer.exit_code == 0, answer.output
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    refused = run(*words, "--terrain", "hilly", "-o", tmp_path / "c")
    assert refused.exit_code == 2
    assert "河谷、山地、平原" in refused.output
