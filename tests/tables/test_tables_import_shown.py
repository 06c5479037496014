"""Codes and places may be listed, what may be a person's may not."""

import pytest

from routing.tables.brand.roles import Role
from routing.tables.brand.shown import is_code, is_private, may_show, without_phone

KNOWN = ("上湾村", "石门镇", "柳林村", "县共配中心")


@pytest.mark.parametrize(
    "text", ["310-01-001", "310 A05 12", "A9", "556103", "37068100", "250/051/001"]
)
def test_codes(text):
    assert is_code(text)
    assert may_show(text, 1, ())
    assert not is_private(Role.BRANCH, text)


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        "138-0000-0001",
        "0535-8500001",
        "SF1000000000001",
        "7312000000000",
        "某县石门镇柳林村12号",
        "请放王女士13800000001",
        "王女士",
        "欧先生",
    ],
)
def test_phones_waybills_and_addresses_spoil_their_row(text):
    assert not is_code(text)
    assert is_private(Role.BRANCH, text)


def test_a_courier_may_have_a_title_and_a_phone_beside_the_name():
    assert not is_private(Role.COURIER, "王师傅")
    assert without_phone("小吴(13800000001)") == "小吴"
    assert without_phone("小吴 138-0000-0001") == "小吴"
    assert without_phone("A07") == "A07"


@pytest.mark.parametrize(
    "text",
    ["上湾", "上湾村网点", "中通上湾站", "石门", "石门营业部", "上弯村", "柳林驿站"],
)
def test_words_like_a_known_place_are_listed(text):
    assert may_show(text, 1, KNOWN)


@pytest.mark.parametrize(
    "text", ["仇小彧", "王伟", "石门镇仇小彧", "上湾王", "放仇小彧家超市", "李柳林"]
)
def test_other_words_are_listed_only_for_several_parcels(text):
    assert not may_show(text, 2, KNOWN)
    assert may_show(text, 3, KNOWN)
