"""Navigation links: Amap's own coordinates, and none where nobody knows the place."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from report_day import SECRETS

from routing.domain.coordinates import crow_metres
from routing.domain.site import Contact, Level, Site
from routing.report.sheets.navigation import (
    navigation_link,
    navigation_note,
    navigation_qr,
)

SITE = Site(
    site_id="V1",
    name="王家村",
    level=Level.VILLAGE,
    lon=116.3912,
    lat=39.9072,
    contact=Contact(name=SECRETS[0], phone=SECRETS[1]),
)


def test_the_link_of_a_place_that_no_map_shifts():
    # GCJ-02 leaves places outside China where they are.
    site = replace(SITE, lon=2.3522, lat=48.8566)
    assert navigation_link(site) == (
        "https://uri.amap.com/navigation?to=2.352200,48.856600,"
        "%E7%8E%8B%E5%AE%B6%E6%9D%91&mode=car&src=gongpei&callnative=1"
    )


def test_the_link_leads_to_the_place_as_amap_counts():
    # Tiananmen: WGS-84 116.3912, 39.9072 is 116.39744, 39.90860 on Amap.
    query = parse_qs(urlsplit(navigation_link(SITE)).query)
    lon, lat, name = query["to"][0].split(",")
    assert crow_metres(float(lon), float(lat), 116.39744, 39.90860) < 5
    # Six decimals, as Amap takes them at most.
    assert [len(part.partition(".")[2]) for part in (lon, lat)] == [6, 6]
    assert name == "王家村"
    assert query["mode"] == ["car"]
    assert query["callnative"] == ["1"]


def test_a_name_cannot_break_the_link_and_is_short():
    site = replace(SITE, name="东,村&a=b#红旗林场")
    query = parse_qs(urlsplit(navigation_link(site)).query)
    assert query["to"][0].split(",")[2:] == ["东 村&a="]
    assert sorted(query) == ["callnative", "mode", "src", "to"]


def test_nobody_s_name_or_phone_is_in_a_link():
    link = navigation_link(SITE)
    assert not any(secret in link for secret in SECRETS)


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            {"lon": None, "lat": None},
            "无坐标，不提供导航码",
            "no coordinates, no navigation code",
        ),
        (
            {"position_estimated": True},
            "位置为估算，不提供导航码",
            "position estimated, no navigation code",
        ),
    ],
)
def test_no_link_where_the_place_is_not_known_and_why(changes, zh, en):
    site = replace(SITE, **changes)
    assert navigation_link(site) == ""
    assert navigation_qr(site) == ""
    assert navigation_note(site, "zh") == zh
    assert navigation_note(site, "en") == en
    assert navigation_note(SITE, "zh") == ""
