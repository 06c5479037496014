"""Days without names: every column has its role, every override does the same."""

from functools import cache
from random import Random

import pytest
from raw_tables import raw_table, tables
from service_tables import MONDAY

from routing.domain.coordinates import crow_metres
from routing.tables.anonymous.cells import KINDS, anonymous_cells, counted
from routing.tables.anonymous.places import Turn
from routing.tables.anonymous.referents import Referents
from routing.tables.anonymous.roles import ROLES, SETTINGS_KEPT, Role
from routing.tables.anonymous.rows import ROWS
from routing.tables.anonymous.tables import Anonymous
from routing.tables.build import begin_draft, build_day
from routing.tables.build_lines import readable_items
from routing.tables.build_parts import read_parts
from routing.tables.build_settings import KEYS
from routing.tables.schema_cells import names, plain
from routing.tables.schema_services import area
from routing.tables.schema_words import CONTACT_COLUMNS, OVERRIDE_KINDS
from routing.tables.write import SCHEMAS

FREE = (plain, names, area)
"""Parsers that take any words."""
COLUMNS = [
    (table, column)
    for table, schema in SCHEMAS.items()
    for column in schema.columns
    if column.name not in CONTACT_COLUMNS
]
SECRETS = ("王家湾", "张三丰", "鲁F12345", "13811112222", "13811112222.5")


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_of_words_has_a_role(table, column):
    role = ROLES.get(table, {}).get(column.name)
    if column.parse in FREE:
        assert role is not None, f"{table}.{column.name} may hold a name"
        # Order numbers are written as running numbers.
        assert role is not Role.KEEP or (table, column.name) == ("orders", "order_id")
    if role is Role.KIND:
        assert (table, column.name) in KINDS
    if role is Role.ROW:
        assert table in ROWS


@pytest.mark.parametrize("table", list(ROLES))
def test_every_role_is_of_a_column(table):
    assert set(ROLES[table]) <= {column.name for column in SCHEMAS[table].columns}


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_that_is_kept_as_written_holds_no_name(table, column, secret):
    role = ROLES.get(table, {}).get(column.name)
    kept = anonymous_cells(table, {column.name: secret}, nobody())
    if (table, column.name) != ("orders", "order_id"):
        assert secret not in kept.get(column.name, "")
    if role is None:
        for text in (f"08:00 {secret}", f"1 {secret}", f"每日{secret}", f"是{secret}"):
            given = {column.name: text}
            assert secret not in "".join(
                anonymous_cells(table, given, nobody()).values()
            )


@pytest.mark.parametrize("key", sorted(SETTINGS_KEPT))
@pytest.mark.parametrize("secret", SECRETS)
def test_a_setting_that_is_kept_holds_no_name(key, secret):
    made = anonymous(raw_table("settings", "key value", (key, f"雨 {secret}")))
    texts = [text for row in made["settings"].rows for text in row.cells.values()]
    assert secret not in "".join(texts)


def test_settings_of_free_words_are_known():
    free = {key for key, (_, parse) in KEYS.items() if parse is plain}
    assert free & SETTINGS_KEPT == {"speed_curve", "weather", "currency"}


BASE = tables(
    raw_table(
        "sites",
        "site_id name aliases level township lon lat hours",
        ("C0", "平山中心", None, "centre", None, 120.0, 37.0, "05:00-22:00"),
        ("H0", "东江站", "东江", "hub", "东江镇", 120.1, 37.0, "07:00-19:00"),
        ("V7", "新民村", None, "village", "东江镇", 120.2, 37.0, "08:00-18:00"),
        ("V3", "和平-桥村", None, "village", "东江镇", 120.2, 37.1, "08:00-18:00"),
        ("W0", "西河综合站", None, "hub", None, 119.9, 37.0, "07:00-19:00"),
        ("W1", "西河村", None, "village", "W0", 119.8, 37.0, "08:00-18:00"),
    ),
    raw_table("settings", "key value", ("坐标来源", "GPS"), ("装袋", "合并装袋")),
    raw_table(
        "partners",
        "partner_id name kind aliases",
        ("zt", "中通", "快递", "ZTO"),
        ("yz", "邮政", "邮政", None),
        ("ky", "东江客运", "客运", None),
    ),
    raw_table(
        "goods",
        "goods_class temp bus_allowed rule",
        ("普通", "常温", "是", "accept"),
        ("兽药", "常温", "否", "review"),
    ),
    raw_table(
        "vehicles",
        "vehicle_id plate vehicle_class owner status",
        ("K1", "鲁FA1111", "微面", "中通", None),
        ("K2", "鲁FB2222", "轻货", "邮政", None),
        ("K3", "鲁FC3333", "轻货", "邮政", "备用"),
    ),
    raw_table(
        "demand",
        "site partner items goods_class",
        ("V7", "zt", 12, None),
        ("V7", "yz", 8, None),
        ("和平-桥村", "中通", 5, "普通"),
        ("东江站", "zt", 3, None),
        ("西河村", "邮政", 7, None),
        ("西河村", "邮政", 2, "兽药"),
    ),
    raw_table(
        "lines",
        "line_id name operator price_basis price",
        ("D9", "城东线", "东江客运", "每袋", 4),
        ("D95", "城西线", "ky", "每袋", 4),
    ),
    raw_table(
        "stop_times",
        "line_id seq site offset_min load_ok unload_ok",
        ("D9", 1, "C0", 0, "是", "否"),
        ("城东线", 2, "东江站", 20, "是", "是"),
        ("D9", 3, "V7", 35, "是", "是"),
        ("D95", 1, "平山中心", 0, "是", "是"),
        ("D95", 2, "W1", 35, "是", "是"),
    ),
    raw_table(
        "trips",
        "trip_id line_id departures cap_bags cap_kg days",
        (None, "D9", "08:00、13:00", 9, 200, None),
        (None, "城西线", "8:00;15:30", 9, None, None),
        ("夜班", "D95", "20:00", 9, None, "周日"),
    ),
)


def referents_of(given):
    draft = begin_draft(given, date=MONDAY)
    return Referents(draft, read_parts(draft))


@cache
def nobody():
    return referents_of(BASE)


def anonymous(*made):
    """Return the tables without names of the county with some tables exchanged."""
    return both(*made)[1].tables()


def both(*made):
    given = BASE | tables(*made)
    turn = Turn.of(120.0, 37.0, Random(3))
    return given, Anonymous(referents_of(given), turn)


def findings(read):
    return sorted((f.code, f.row, f.column) for f in read.findings)


def same_day(*made):
    """Build a day and its anonymous twin; return both, and what codes stand for."""
    given, maker = both(*made)
    before = build_day(given, date=MONDAY)
    after = build_day(maker.tables(), date=MONDAY)
    names_of = dict(maker.referents.names.pairs())
    return before, after, names_of


def told(day, names_of=None):
    """Return all that an override may change, in the names of the county."""

    def name(code):
        return code if names_of is None else names_of.get(code, code)

    def trip_name(trip):
        return (name(trip.line_id), trip.departure_time, trip.trip_id[-5:-4])

    return {
        "goods": [
            (
                name(c.origin), name(c.destination), name(c.partner),
                name(c.goods_class), c.items, c.grams, c.cm3, c.ready_time, c.must,
                c.blocked, c.windows,
            )
            for c in day.consignments
        ],
        "sites": {name(key): (s.hours, s.dispatchable) for key, s in day.sites.items()},
        "cars": {
            name(key): (v.shift, v.vehicle_class, v.cap_g, v.owner and name(v.owner),
                        name(v.start_site))
            for key, v in day.vehicles.items()
        },
        "out": [(name(o.vehicle.vehicle_id), o.cause) for o in day.vehicles_out],
        "roads": sorted((name(a), name(b)) for a, b in day.closed_roads),
        "locks": [
            (lock.kind, name(lock.vehicle), tuple(map(name, lock.sites)))
            for lock in day.locks
        ],
        "trips": [
            (*trip_name(t), t.cap_bags, t.cap_g, t.cap_cm3, len(t.changes))
            for t in day.trips.values()
        ],
        "trips_out": [trip_name(out.trip) for out in day.trips_out],
    }  # fmt: skip


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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("30", "30"),
        ("12.0", "12.0"),
        ("1,200", "1,200"),
        # Of no use as it stands, but 12 items that somebody asked for.
        ("12给王家湾", "约12"),
        ("约12件", "约12"),
        ("-", "-"),
        ("看单子", "?"),
        ("13811112222", "?"),
    ],
)
def test_items_are_counted_though_their_cell_is_of_no_use(text, kept):
    assert counted(text) == kept
    assert anonymous_cells("demand", {"items": text}, nobody()) == {"items": kept}
    told = None if text == "13811112222" else readable_items(text)
    assert readable_items(kept) == told


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
