"""Days without names: the twin of a day is the same, every override does the same."""

from random import Random

import pytest
from anonymous_county import BASE, anonymous, findings, same_day, told
from raw_tables import raw_table
from service_tables import MONDAY

from routing.domain.coordinates import crow_metres
from routing.tables.anonymous.places import Turn
from routing.tables.anonymous.referents import Referents
from routing.tables.anonymous.tables import Anonymous
from routing.tables.build import begin_draft, build_day
from routing.tables.build_parts import read_parts
from routing.tables.schema_words import OVERRIDE_KINDS

OVERRIDES = {
    "vehicle_out": [("K1", None), ("鲁FB2222", None)],
    "extra_vehicle": [
        ("K3", None), ("鲁FZ9999", "light"), ("借来的车", "微面"),
        ("鲁FZ9999", "车型=微面;载重=450;归属单位=中通;发车点=东江站"),
        ("鲁FZ9999", "vehicle_class=light; shift=08:00-16:00; fixed_yuan_day=90"),
    ],
    "driver_late": [("K1", "09:30"), ("鲁FB2222", "晚60分钟"), ("K2", "1小时")],
    "partner_late": [("中通", "09:30"), ("zto", "10:00")],
    "items": [
        ("V7·中通", "+5"), ("新民村·中通", "减5件"), ("和平-桥村 邮政", "4"),
        ("西河村·邮政·兽药", "=6"), ("东江镇", "20"), ("V7", "+ 6"),
    ],
    "site_closed": [("V7", None), ("西河村", None), ("东江", None)],
    "hours": [("V7", "08:30-17:00"), ("和平-桥村", "09:00-11:00、14:00-16:00")],
    "road_closed": [
        ("V7-和平-桥村", None), ("新民村→东江站", "单向"), ("H0 至 V7", "单向通行"),
    ],
    "trip_cancelled": [
        ("D9-0800", None), ("城东线 8:00班车", None), ("D9 13:00", None),
        ("城西线", None), ("D95 8:00", None), ("夜班", None),
    ],
    "trip_delayed": [("城东线 08:00", "晚20分钟"), ("D95 8:00", "08:10")],
    "trip_capacity": [
        ("D9-0800", "满"), ("城东线 13:00", "5袋"), ("D9-0800", "80.5公斤、0.5方"),
        ("D95 15:30", "cap_bags=3;cap_kg=40"), ("D95 15:30", "袋数=3"),
    ],
    "lock": [
        ("K1", "顺序:V7、和平-桥村"), ("鲁FB2222", "新民村"), ("K1", "严格 V3 V7"),
    ],
    "exclude": [("V7", None), ("中通", None), ("东江镇·邮政", None)],
    "allow": [("西河村·兽药", None), ("兽药", None)],
    "must": [("V7·中通", None), ("西河村", None)],
}  # fmt: skip
ALL = [(kind, *row) for kind, rows in OVERRIDES.items() for row in rows]
STRANGE = {
    "vehicle_out": ("鲁FX0000", None), "extra_vehicle": ("鲁FY0000", "大卡车"),
    "driver_late": ("K1", "睡过头"), "partner_late": ("王大路", "09:00"),
    "items": ("王家湾", "+5"), "site_closed": ("王家湾", None),
    "hours": ("V7", "张三说晚点"), "road_closed": ("王家湾-李家湾", None),
    "trip_cancelled": ("王家线 08:00", None), "trip_delayed": ("D9-0800", "看司机老赵"),
    "trip_capacity": ("D9-0800", "问13811112222"), "lock": ("老赵", "王家湾"),
    "exclude": ("王家湾·中通", None), "allow": ("王家湾", None),
    "must": ("13811112222", None),
}  # fmt: skip


def override(kind, word, parameter):
    return raw_table(
        "overrides",
        "kind object parameter reason by",
        (kind, word, parameter, "王家湾修路 13811112222", "赵主任"),
    )


def test_all_kinds_of_overrides_are_asked():
    assert set(OVERRIDES) == set(STRANGE) == set(OVERRIDE_KINDS.values())


def test_the_twin_of_the_county_is_the_same():
    before, after, names_of = same_day()
    assert findings(before) == findings(after) == []
    assert told(after.day, names_of) == told(before.day)


@pytest.mark.parametrize(("kind", "word", "parameter"), ALL)
def test_an_override_does_the_same(kind, word, parameter):
    before, after, names_of = same_day(override(kind, word, parameter))
    assert "set_aside" not in {f.grade for f in before.findings}
    assert findings(after) == findings(before)
    mine = told(before.day)
    assert told(after.day, names_of) == mine
    if word != "夜班":  # no bus of today
        assert mine != told(build_day(BASE, date=MONDAY).day)


@pytest.mark.parametrize("kind", list(STRANGE))
def test_an_override_that_cannot_be_read_says_nothing_of_anybody(kind):
    table = override(kind, *STRANGE[kind])
    before, after, _ = same_day(table)
    assert findings(after) == findings(before)
    assert "set_aside" in {f.grade for f in before.findings}
    [row] = anonymous(table)["overrides"].rows
    written = "".join(row.cells.values())
    for secret in ("王家", "李家", "赵", "张三", "1381111", "鲁F", "修路", "卡车"):
        assert secret not in written


def test_townships_of_every_spelling_stay_joined():
    _, after, names_of = same_day()
    township = {names_of[k]: s.township for k, s in after.day.sites.items()}
    assert names_of[township["W1"]] == "W0"
    assert names_of[township["V7"]] == names_of[township["V3"]] == "H0"


@pytest.mark.parametrize("word", ["东江镇", "东江站", "H0", "W0", "西河综合站"])
def test_totals_of_townships_are_split_alike(word):
    demand = raw_table("demand", "site partner items", (word, "zt", 31))
    before, after, names_of = same_day(demand)
    assert findings(after) == findings(before)
    assert told(after.day, names_of)["goods"] == told(before.day)["goods"]
    # A township is split over its villages, a hub keeps its own.
    places = {c.destination for c in before.day.consignments}
    assert places == ({"V7", "V3"} if word == "东江镇" else {"H0" if "W" not in word
                      and "西" not in word else "W0"})  # fmt: skip


def test_wide_demand_and_strange_headers():
    demand = raw_table(
        "demand", "site 中通 邮政 圆通", ("V7", 3, 4, 9), ("西河村", None, 2, 1)
    )
    before, after, names_of = same_day(demand)
    # The column that nobody knows is told of by its code.
    assert [f[:2] for f in findings(after)] == [f[:2] for f in findings(before)]
    assert len(before.findings) == 1
    assert before.day.items_demanded == after.day.items_demanded > 0
    assert told(after.day, names_of) == told(before.day)
    made = anonymous(demand)["demand"]
    assert not {"中通", "邮政", "圆通"} & {*made.columns, *made.unknown}


def test_a_day_without_partners_keeps_those_it_names():
    given = {name: table for name, table in BASE.items() if name != "partners"}
    draft = begin_draft(given, date=MONDAY)
    maker = Anonymous(Referents(draft, read_parts(draft)), Turn.of(120, 37, Random(1)))
    before = build_day(given, date=MONDAY)
    after = build_day(maker.tables(), date=MONDAY)
    names_of = dict(maker.referents.names.pairs())
    assert told(after.day, names_of) == told(before.day)
    kinds = {
        names_of[k]: (p.kind, p.shares_cost) for k, p in after.day.partners.items()
    }
    assert kinds == {k: (p.kind, p.shares_cost) for k, p in before.day.partners.items()}


@pytest.mark.parametrize(
    "cells",
    [
        ("V7", "新民村", "月球", "东江镇", 120.2, 37.0),
        ("V7", "新民村", "village", "东江镇", 720, 37.0),
        (None, "新民村", "village", "东江镇", "很远", 37.0),
    ],
)
def test_a_site_that_is_lost_is_lost_again(cells):
    columns = "site_id name level township lon lat"
    rows = [
        tuple(row.cells.get(c) for c in columns.split()) for row in BASE["sites"].rows
    ]
    rows[2] = cells
    sites = raw_table("sites", columns, *rows)
    before, after, names_of = same_day(sites)
    assert before.day.set_aside
    assert sum(a.items for a in after.day.set_aside) == sum(
        a.items for a in before.day.set_aside
    )
    assert after.day.items_demanded == before.day.items_demanded
    assert told(after.day, names_of)["goods"] == told(before.day)["goods"]


@pytest.mark.parametrize("seed", range(5))
def test_distances_stay_to_a_millimetre(seed):
    turn = Turn.of(120.0, 37.0, Random(seed))
    points = [(120.0, 37.0), (120.3, 36.9), (119.5, 37.4), (120.000001, 37.0)]
    moved = [tuple(map(float, turn.moved(*point))) for point in points]
    for a in range(4):
        for b in range(4):
            old, new = (crow_metres(*p[a], *p[b]) for p in (points, moved))
            assert abs(float(old) - float(new)) < 0.001
    # Not where it was, and not merely shifted.
    assert float(crow_metres(*points[0], *moved[0])) > 1_000
    assert abs((moved[1][0] - moved[0][0]) - 0.3) > 1e-6
