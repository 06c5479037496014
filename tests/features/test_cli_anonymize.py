"""``anonymize``: a day that plans the same, without any name of the county in it."""

import csv
import io
import json
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from features.bus_day import DAY, write_bus_day

import cli
from instances.longkou.build import DAY as LONGKOU
from routing.domain.coordinates import crow_metres
from routing.planning.intake import take_in
from routing.tables import schema_words
from routing.tables.headers import HEADERS
from routing.tables.raw import RawRow
from routing.tables.write import SCHEMAS
from routing.terminal.exits import Exit

YAMANASHI = LONGKOU.parents[1] / "yamanashi" / "day"
NAMES = {
    "sites": "site_id name aliases township keeper phone",
    "partners": "partner_id name aliases contact phone",
    "goods": "goods_class",
    "vehicles": "vehicle_id plate driver driver_phone speed_profile",
    "lines": "line_id name contact phone",
    "trips": "trip_id plate crew phone",
    "handovers": "offer_id township",
    "overrides": "reason by",
    "boxes": "type",
    "orders": "order_id",
    "pickups": "shipper contact phone",
    "settings": "",
}
"""Columns by table that hold what names somebody or something."""
NUMBER = re.compile(r"[\d.,:\-/]+")
CELL = re.compile(r"[;、,\s]+")


def run(*args):
    return CliRunner().invoke(cli.gongpei, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Return a folder of a day by its name, and that of its twin."""
    base = tmp_path_factory.mktemp("days")

    @cache
    def twin(name):
        given = {"Longkou": LONGKOU, "Yamanashi": YAMANASHI, "S": base / "S"}[name]
        if name == "S":
            assert run("generate", "--size", "S", "-o", given).exit_code == Exit.DONE
        out = base / f"{name}-twin"
        key = base / f"{name}.csv"
        done = run("anonymize", given, "-o", out, "--key", key, "--seed", 7)
        assert done.exit_code == Exit.DONE, done.output
        return given, out, key

    return twin


@cache
def intake(folder):
    return take_in([folder], None)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def known_words():
    """Return the words of the program itself: headers, closed lists, its defaults."""
    words = {"普通", "*", "ambient", "chilled", "frozen"}
    for value in vars(schema_words).values():
        if isinstance(value, dict | tuple | frozenset):
            words |= {str(word) for word in value}
            if isinstance(value, dict):
                words |= {str(word) for word in value.values()}
    for table, columns in HEADERS.items():
        words |= {table, *columns, *(x for texts in columns.values() for x in texts)}
    return {word.casefold() for word in words}


def names_in(folder):
    """Return what the tables of a day call somebody or something."""
    found = set()
    for table, raw in intake(folder).read.tables.items():
        columns = NAMES.get(table, "").split()
        for row in raw.rows:
            assert isinstance(row, RawRow)
            for column in columns:
                text = row.cells.get(column, "")
                found |= {text, *CELL.split(text)}
    if (folder / "yamanashi-gtfs.zip").exists():
        found |= {f.name for f in intake(folder).day.sites.values()}
    known = known_words()
    return {
        text
        for text in found
        if len(text) > 1 and text.casefold() not in known and not NUMBER.fullmatch(text)
    }


NAMED = {
    # What is asked for is really there: else the test would find nothing.
    "S": {"示例县共配中心", "V001", "杏岩镇", "K001"},
    "Longkou": {"LK00", "示例邮政", "示例01", "LK-L1", "示例西线去程"},
    "Yamanashi": {"YV079", "八幡神社入口"},
}


NUMBERED = {f"O{number:05d}" for number in range(1, 10_000)}
"""Order numbers are written as running numbers, which they may be already."""


def stands_in(secret, text):
    """Tell whether a word stands in a text: van does not stand in microvan."""
    if not secret.isascii():
        return secret in text
    return re.search(rf"(?<![A-Za-z\d]){re.escape(secret)}(?![A-Za-z\d])", text)


@pytest.mark.parametrize("name", NAMED)
def test_no_name_of_the_day_is_in_any_file(days, name):
    given, out, key = days(name)
    # An id may happen to be the code of something else, as P1 of Longkou.
    secrets = names_in(given) - set(key_of(key)) - NUMBERED
    assert secrets >= NAMED[name]
    texts = {path.name: path.read_text("utf-8-sig") for path in out.iterdir()}
    assert set(texts) <= {*(f"{table}.csv" for table in SCHEMAS), "travel.csv"}
    leaks = [
        (file, secret)
        for file, text in texts.items()
        for secret in secrets
        if stands_in(secret, text)
    ]
    assert leaks == []


def located(day):
    return {key: site for key, site in day.sites.items() if site.lon is not None}


def key_of(path):
    (head, *pairs) = rows(path)
    assert head == ["code", "name"]
    assert len({code for code, _ in pairs}) == len(pairs)
    return dict(pairs)


def distances(sites, site_id):
    lon, lat = ([getattr(s, x) for s in sites.values()] for x in ("lon", "lat"))
    return crow_metres(lon, lat, sites[site_id].lon, sites[site_id].lat)


@pytest.mark.parametrize("name", NAMED)
def test_distances_stay_to_a_millimetre(days, name):
    given, out, key = days(name)
    before, after, names_of = intake(given).day, intake(out).day, key_of(key)
    old = located(before)
    new = {names_of[code]: site for code, site in located(after).items()}
    assert list(new) == list(old)
    for site_id, site in old.items():
        away = [distances(where, site_id) for where in (old, new)]
        assert abs(away[0] - away[1]).max() < 0.001, site.site_id


def findings(read, *, feed):
    """Return codes and rows; what a feed alone is told is not of the tables."""
    return sorted((f.code, f.row) for f in read.findings if not (feed and not f.row))


@pytest.mark.parametrize("name", NAMED)
def test_the_same_is_demanded_and_found(days, name):
    given, out, key = days(name)
    before, after, names_of = intake(given), intake(out), key_of(key)
    feed = name == "Yamanashi"
    assert findings(before, feed=feed) == findings(after, feed=feed)
    assert before.day.items_demanded == after.day.items_demanded > 0
    sides = [
        [(name(c.origin), name(c.destination), name(c.partner), c.items, c.grams)
         for c in day.consignments]
        for day, name in ((before.day, str), (after.day, names_of.get))
    ]  # fmt: skip
    assert sides[0] == sides[1]
    assert len(before.day.trips) == len(after.day.trips) > 0


def cents(folder, out):
    words = ("--iterations", 4, "--workers", 1, "--seed", 3)
    done = run("plan", folder, "-o", out, *words)
    assert done.exit_code in (Exit.DONE, Exit.FINDING), done.output
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    left = sum(row["items"] for row in plan["unserved"])
    return plan["cost_cents"], len(plan["bags"]), left


@pytest.mark.parametrize(
    "name", ["S", "Longkou", pytest.param("Yamanashi", marks=pytest.mark.slow)]
)
def test_the_plan_costs_the_same_to_the_cent(days, name, tmp_path):
    given, out, _ = days(name)
    mine = cents(given, tmp_path / "mine")
    assert mine[0]["total"] > 0
    assert cents(out, tmp_path / "theirs") == mine


SMALL = {
    **DAY,
    "站点": "编号,名称,类别,所属乡镇,经度,纬度,负责人,电话\n"
    "C,平山中心,县级中心,,120.0,37.0,赵一平,13811112222\n"
    "H,东江站,乡镇站,东江镇,120.1,37.0,,\n"
    "V,新民村,村级服务点,东江镇,120.2,37.0,钱二妹,0535-8888999\n",
    "参数": DAY["参数"] + "调度电话,13811113333\n天气,小雨 新民村路滑\n",
}


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "day"
    folder.mkdir()
    write_bus_day(folder, SMALL)
    return folder


def written(folder):
    return "".join(path.read_text("utf-8-sig") for path in folder.iterdir())


def test_people_and_remarks_are_left_out(small):
    assert run("anonymize", small, "-o", "out").exit_code == Exit.DONE
    text = written(Path("out"))
    for secret in ("赵一平", "钱二妹", "1381111", "8888999", "新民", "东江", "平山"):
        assert secret not in text
    assert "weather,雨" in text
    assert intake(Path("out").absolute()).day.items_demanded == 5


def test_without_a_key_none_is_written(small):
    done = run("anonymize", small, "-o", "out")
    assert done.exit_code == Exit.DONE
    assert sorted(path.name for path in Path().iterdir()) == ["day", "out"]


def test_the_key_tells_which_code_is_which(small):
    done = run("anonymize", small, "-o", "out", "--key", "key.csv")
    assert done.exit_code == Exit.DONE
    assert "key.csv" in done.stdout
    pairs = key_of(Path("key.csv"))
    sites = [row for row in rows(Path("out/sites.csv")) if row]
    at = sites[0].index("site_id")
    assert [pairs[row[at]] for row in sites[1:]] == ["C", "H", "V"]
    assert not Path("out/key.csv").exists()


def test_two_runs_turn_the_county_differently(small):
    for out in ("a", "b"):
        assert run("anonymize", small, "-o", out).exit_code == Exit.DONE
    for out in ("c", "d"):
        assert run("anonymize", small, "-o", out, "--seed", 4).exit_code == Exit.DONE
    a, b, c, d = (Path(out, "sites.csv").read_bytes() for out in "abcd")
    assert a != b
    assert c == d


def test_a_workbook_and_a_folder_make_the_same(small):
    book = openpyxl.Workbook()
    for sheet in book.sheetnames:
        del book[sheet]
    for table, text in SMALL.items():
        page = book.create_sheet(table)
        for row in csv.reader(io.StringIO(text)):
            page.append(row)
    book.save("县.xlsx")
    assert run("anonymize", "县.xlsx", "-o", "a", "--seed", 4).exit_code == Exit.DONE
    assert run("anonymize", small, "-o", "b", "--seed", 4).exit_code == Exit.DONE
    made = [{p.name: p.read_bytes() for p in Path(out).iterdir()} for out in "ab"]
    assert made[0] == made[1]


def test_a_folder_that_holds_something_is_left_alone(small):
    Path("out").mkdir()
    Path("out/mine.txt").write_text("x", "utf-8")
    done = run("anonymize", small, "-o", "out")
    assert done.exit_code == Exit.INPUT
    assert [path.name for path in Path("out").iterdir()] == ["mine.txt"]


def test_a_day_that_cannot_be_read_writes_nothing(small):
    (small / "车辆.csv").unlink()
    done = run("anonymize", small, "-o", "out", "--key", "key.csv")
    assert done.exit_code == Exit.INPUT
    assert not Path("out").exists()
    assert not Path("key.csv").exists()
