"""Handover offers and tariffs of the tables, resolved and dated."""

import datetime as dt

import pytest
from raw_tables import raw_table
from service_tables import LINE, MONDAY, STOPS, build, codes

from routing.domain.partner import PartnerKind
from routing.domain.price import PriceBasis, Quantity
from routing.domain.tariff import Stage, tiered_cents
from routing.tables.build import build_day

H = 3600
HANDOVER = "carrier for_partners from_site cutoff_time delivered_by basis price"


def offers(columns, *rows, date=MONDAY):
    head = ("邮政", "*", "C", "16:00", "次日18:00", "每件", 1.8)
    full = [(*head, *row) for row in rows]
    return build(raw_table("handovers", f"{HANDOVER} {columns}", *full), date=date)


def test_fields_of_an_offer():
    columns = "to_sites goods_classes cap_items cap_bags cap_kg last_resort confirmed"
    read = offers(
        columns,
        ("新民村、V2", "普通", 120, 9, 80.5, "是", "否"),
        ("V1", None, None, None, None, None, None),
    )
    assert codes(read) == []
    full, bare = read.day.offers.values()
    assert (full.offer_id, full.carrier, full.for_partners) == ("H01", "yz", ("*",))
    assert (full.from_site, full.to_sites) == ("C", ("V1", "V2"))
    assert (full.cutoff_time, full.delivered_time) == (16 * H, 42 * H)
    assert full.goods_classes == ("普通",)
    assert (full.cap_items, full.cap_bags, full.cap_g) == (120, 9, 80_500)
    assert (full.last_resort, full.confirmed) == (True, False)
    assert (full.price.basis, full.price.micro_yuan) == (PriceBasis.PER_ITEM, 1_800_000)
    assert (bare.cap_items, bare.cap_bags, bare.cap_g) == (None, None, None)
    assert (bare.last_resort, bare.confirmed, bare.goods_classes) == (False, None, ())


def test_a_row_pasted_twice_is_told_and_counts_twice():
    twice = ("V1", 120)
    read = offers("to_sites cap_items", twice, twice, ("V1", 60))
    # The third takes another quantity: it is no copy of the first.
    assert codes(read) == [(3, "carrier", "OFFER_TWICE")]
    assert [offer.cap_items for offer in read.day.offers.values()] == [120, 120, 60]


def test_partners_are_named_by_any_name():
    read = build(
        raw_table(
            "handovers",
            f"{HANDOVER} to_sites",
            ("yz", "中通、yt", "县中心", "16:00", "18:00", "每袋", 3, "V1"),
        )
    )
    [offer] = read.day.offers.values()
    assert offer.for_partners == ("zt", "yt")
    assert offer.from_site == "C"


@pytest.mark.parametrize(
    ("columns", "cells", "sites"),
    [
        # A township means its hub and all its villages, in the order of the sites.
        ("township", ("东江镇",), ("H", "V1", "V2")),
        ("township", ("西河乡",), ("W", "W1")),
        ("township to_sites", ("西河乡", "V1"), ("V1", "W", "W1")),
        # All: neither the centre nor a bare stop.
        ("to_sites", ("*",), ("H", "V1", "V2", "W", "W1")),
    ],
)
def test_where_an_offer_goes(columns, cells, sites):
    [offer] = offers(columns, cells).day.offers.values()
    assert offer.to_sites == sites


def test_the_place_of_handing_over_is_no_destination():
    read = build(
        raw_table(
            "handovers",
            f"{HANDOVER} township",
            ("邮政", "*", "H", "16:00", "18:00", "每件", 1, "东江镇"),
        )
    )
    assert read.day.offers["H01"].to_sites == ("V1", "V2")


def test_offers_of_other_days_are_left_out_and_keep_their_numbers():
    read = offers("to_sites days", ("V1", "周二"), ("V2", "周一"), ("V1", "每日"))
    assert list(read.day.offers) == ["H02", "H03"]
    assert codes(read) == []


def test_offers_of_market_days():
    # 和平村 has its market on the 9th, a Monday here.
    market = ("V1、V2", "赶集日")
    assert list(offers("to_sites days", market).day.offers) == ["H01"]
    assert list(offers("to_sites days", ("V1", "赶集日")).day.offers) == []
    tuesday = MONDAY + dt.timedelta(days=1)
    assert list(offers("to_sites days", market, date=tuesday).day.offers) == []


def test_an_offer_may_have_an_id():
    read = offers(
        "to_sites offer_id", ("V1", "乡邮1号"), ("V2", None), ("V2", "乡邮1号")
    )
    assert list(read.day.offers) == ["乡邮1号", "H02"]
    assert codes(read) == [(4, "offer_id", "DUPLICATE_ID")]


TARIFF = "stage payer payee basis price"


def test_fields_of_a_tariff():
    read = build(
        raw_table(
            "tariffs",
            f"{TARIFF} tax goods_class from_site to_site township guarantee_yuan",
            (
                "分拣",
                "中通",
                "邮政",
                "每件",
                0.12,
                "6%",
                "普通",
                "C",
                None,
                "东江镇",
                30,
            ),
            (
                "村站代办",
                "圆通",
                "村站",
                "每件",
                0.3,
                None,
                None,
                None,
                "V1",
                None,
                None,
            ),
            ("揽收", "村民", "邮政", "每件", 5, None, None, None, None, None, None),
        )
    )
    assert codes(read) == []
    sort, station, pickup = read.day.tariffs
    assert (sort.tariff_id, sort.stage) == ("T01", Stage.SORT)
    assert (sort.payer, sort.payee, sort.tax) == ("zt", "yz", "6%")
    assert (sort.goods_class, sort.from_site) == ("普通", "C")
    assert sort.to_sites == ("H", "V1", "V2")
    assert sort.price.guarantee_cents == 3000
    # A station's keeper or a shipper is no partner: kept in their own words.
    assert (station.payee, station.to_sites) == ("村站", ("V1",))
    assert (pickup.payer, pickup.to_sites) == ("村民", None)


def test_tariffs_in_force_on_the_day():
    rows = [
        (stage, "中通", "邮政", "每件", price, start, end)
        for stage, price, start, end in (
            ("分拣", 1, None, "2026-03-08"),
            ("分拣", 2, "2026-03-09", "2026-03-09"),
            ("分拣", 3, "2026-03-10", None),
            ("中转", 4, None, None),
        )
    ]
    table = raw_table("tariffs", f"{TARIFF} valid_from valid_to", *rows)
    found = [t.price.micro_yuan // 1_000_000 for t in build(table).day.tariffs]
    assert found == [2, 4]
    later = build(table, date=MONDAY + dt.timedelta(days=1)).day.tariffs
    assert [t.tariff_id for t in later] == ["T03", "T04"]


def test_tiers_of_a_price():
    read = build(
        raw_table(
            "tariffs",
            f"{TARIFF} tier_from tier_to",
            ("分拣", "中通", "邮政", "每件", 0.5, 1, 100),
            ("分拣", "中通", "邮政", "每件", 0.4, 101, None),
            ("县乡运输", "中通", "邮政", "每公斤", 0.2, 0, 10.5),
        )
    )
    low, high, weight = read.day.tariffs
    assert tiered_cents([low, high], Quantity(items=150)) == 7000
    assert (weight.tier_from, weight.tier_to) == (0, 10_500)


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ((None, None), (None, None), True),
        ((1, 100), (101, None), False),
        ((1, 100), (100, None), True),
        ((101, None), (1, 100), False),
        ((1, None), (500, 900), True),
    ],
)
def test_the_same_thing_is_not_charged_twice(first, second, twice):
    rows = [("分拣", "中通", "邮政", "每件", 0.5, *tier) for tier in (first, second)]
    read = build(raw_table("tariffs", f"{TARIFF} tier_from tier_to", *rows))
    assert codes(read) == ([(3, "price", "TARIFF_TWICE")] if twice else [])
    assert len(read.day.tariffs) == (1 if twice else 2)


def test_kilograms_may_go_on_where_a_tier_ends():
    rows = [("分拣", "中通", "邮政", "每公斤", 0.5, *t) for t in ((0, 10), (10, None))]
    read = build(raw_table("tariffs", f"{TARIFF} tier_from tier_to", *rows))
    assert codes(read) == []


def test_other_parties_places_and_bases_are_other_prices():
    columns = f"{TARIFF} goods_class township"
    row = ("分拣", "中通", "邮政", "每件", 0.5, None, None)
    others = [
        ("中转", *row[1:]),
        (row[0], "圆通", *row[2:]),
        (*row[:3], "每袋", *row[4:]),
        (*row[:5], "普通", None),
        (*row[:6], "东江镇"),
    ]
    read = build(raw_table("tariffs", columns, row, *others))
    assert codes(read) == []
    assert len(read.day.tariffs) == 6


def test_carriers_without_a_table_of_partners_become_partners():
    post = raw_table(
        "handovers",
        "carrier for_partners from_site to_sites cutoff_time delivered_by basis price",
        ("邮政", "*", "C", "V1", "16:00", "次日18:00", "每件", 1.8),
    )
    made = {t.name: t for t in (LINE, STOPS, post)}
    base = {
        t.name: t
        for t in (
            raw_table(
                "sites",
                "site_id name level township km_to_hub",
                ("C", "县中心", "centre", None, None),
                ("H", "东江站", "hub", "东江镇", 10),
                ("V1", "新民村", "village", "东江镇", 3),
            ),
            raw_table("vehicles", "plate vehicle_class", ("A1", "微面")),
            raw_table("demand", "site partner items", ("V1", "中通", 5)),
        )
    }
    day = build_day(base | made, date=MONDAY).day
    company = day.partners["东江客运"]
    assert (company.kind, company.shares_cost) == (PartnerKind.BUS, False)
    assert day.lines["L1"].operator == "东江客运"
    assert ("partners.东江客运", "bus", "assumed") in day.assumptions
    assert day.partners["邮政"].kind is PartnerKind.POSTAL
    assert day.offers["H01"].carrier == "邮政"
