"""Where parcels go: by code, by exact name, and by nothing less."""

import datetime as dt

import pytest

from routing.tables.brand.codes import Code, Codes
from routing.tables.brand.known import STAYS, known_of
from routing.tables.brand.match import UNMATCHED, match_places
from routing.tables.brand.parcels import Counted, Group
from routing.tables.brand.roles import Role
from routing.tables.read import read_tables

SITES = """站点编号,站点名称,站点类别,所属乡镇,经度,纬度,别名
C,县共配中心,县级中心,,116.20,30.60,
H1,石门镇站,乡镇站,石门镇,116.31,30.66,
H2,沙河镇站,乡镇站,沙河镇,116.41,30.66,
V1,上湾村,村级服务点,石门镇,116.33,30.67,老湾
V2,前岭村,村级服务点,石门镇,116.34,30.67,
V3,前岭村,村级服务点,沙河镇,116.44,30.67,
"""


@pytest.fixture
def known(tmp_path):
    (tmp_path / "站点.csv").write_text(SITES, "utf-8")
    settings = "参数,取值\n坐标来源,GPS\n"
    (tmp_path / "参数.csv").write_text(settings, "utf-8")
    read = read_tables([tmp_path])
    return known_of(read.tables, dt.date(2026, 3, 9), travel=False)


def place(known, *key, codes=()):
    """Return where a parcel goes, and the codes that stay open."""
    counted = Counted(groups={(tuple((r, (t,)) for r, t in key), ""): Group(items=1)})
    book = Codes()
    for kind, text, where in codes:
        book.add(Code(partner="P1", kind=kind, code=text, place=where))
    matched = match_places(counted, "P1", known, book)
    ((where, _),) = matched.places
    return where, [(entry.kind, entry.code) for entry in matched.open.values()]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("上湾村", "上湾村"),
        ("V1", "上湾村"),
        ("老湾", "上湾村"),
        ("石门镇上湾村", "上湾村"),
        ("石门镇", "石门镇"),
        ("石门镇站", "石门镇站"),
        ("H1", "石门镇站"),
        ("V3", "V3"),
        ("县共配中心", STAYS),
        ("城区", STAYS),
        ("前岭村", UNMATCHED),
        ("上湾", UNMATCHED),
        ("上湾村驿站", UNMATCHED),
    ],
)
def test_names_are_taken_exactly(known, text, where):
    found, opened = place(known, (Role.BRANCH, text))
    assert found == where
    assert opened == ([(Role.BRANCH, text)] if where == UNMATCHED else [])


def test_the_township_tells_villages_of_one_name_apart(known):
    found, _ = place(known, (Role.PLACE, "前岭村"), (Role.TOWNSHIP, "沙河镇"))
    assert found == "V3"


def test_the_kind_that_says_most_decides(known):
    codes = [(Role.SEGMENT, "A1", "上湾村"), (Role.BRANCH, "B1", "石门镇")]
    key = [(Role.SEGMENT, "A1"), (Role.BRANCH, "B1")]
    assert place(known, *key, codes=codes) == ("上湾村", [])
    key[0] = (Role.SEGMENT, "A2")
    assert place(known, *key, codes=codes) == ("石门镇", [(Role.SEGMENT, "A2")])


def test_a_courier_is_known_by_code_only(known):
    assert place(known, (Role.COURIER, "上湾村"))[0] == UNMATCHED
    codes = [(Role.COURIER, "小吴", "上湾村")]
    key = [(Role.COURIER, "小吴"), (Role.BRANCH, "石门镇")]
    assert place(known, *key, codes=codes) == ("上湾村", [])
    # One who is in no table leaves it to the branch, and is not asked for.
    key[0] = (Role.COURIER, "小马")
    assert place(known, *key, codes=codes) == ("石门镇", [])


def test_a_parcel_of_which_nothing_is_said_stays_open(known):
    assert place(known) == (UNMATCHED, [(None, "")])
