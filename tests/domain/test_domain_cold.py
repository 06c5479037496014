"""Cold by hand: what goods of one bag need together, and where they are kept."""

import pytest

from routing.domain.cold import cold_needs
from routing.domain.goods import GoodsClass
from routing.domain.site import Level, Site
from routing.domain.vehicle import Temperature

AMBIENT, CHILLED, FROZEN = Temperature
MEAT = GoodsClass(
    goods_class="肉", temp=CHILLED, cold_limit_duration=1800, pack_duration=7200
)
FRUIT = GoodsClass(
    goods_class="果", temp=CHILLED, cold_limit_duration=3600, max_ride_duration=14_400
)
FLOWERS = GoodsClass(goods_class="花", temp=CHILLED, max_ride_duration=10_800)


def site(level, **rooms):
    kept = {Temperature(word): room for word, room in rooms.items()}
    return Site(site_id="S", name="某站", level=level, cold_storage_cm3=kept)


def test_bare_goods_may_be_outside_as_long_as_their_limit():
    needs = cold_needs([FRUIT])
    assert (needs.temp, needs.pack, needs.limit, needs.ride) == (
        CHILLED,
        0,
        3600,
        14_400,
    )
    assert (needs.is_cold, needs.is_packed, needs.most_outside) == (True, False, 3600)


def test_foam_gives_its_minutes_on_top_of_the_limit():
    needs = cold_needs([MEAT])
    # 120 minutes of foam and 30 minutes of the class.
    assert (needs.is_packed, needs.most_outside, needs.ride) == (True, 9000, None)


def test_the_least_of_each_holds_for_a_bag_of_several_classes():
    needs = cold_needs([MEAT, FRUIT, FLOWERS])
    # Fruit has no foam: the bag has none. Meat has the shortest limit, flowers the
    # shortest ride; that flowers have no limit changes nothing.
    assert (needs.pack, needs.limit, needs.ride) == (0, 1800, 10_800)
    assert not needs.is_packed
    assert needs.most_outside == 1800


def test_goods_without_a_limit_may_be_outside_for_good():
    assert cold_needs([FLOWERS]).most_outside is None


def test_ambient_goods_need_nothing_though_a_limit_stands_beside_them():
    odd = GoodsClass(cold_limit_duration=60, pack_duration=60)
    needs = cold_needs([odd])
    assert (needs.is_cold, needs.is_packed, needs.most_outside) == (False, False, None)


def test_no_goods_need_nothing_that_could_be_told():
    with pytest.raises(ValueError, match="at least one"):
        cold_needs([])


@pytest.mark.parametrize("level", Level)
def test_where_nothing_is_said_the_centre_and_coldstores_keep_all_cold(level):
    cold = level in (Level.CENTRE, Level.COLDSTORE)
    kept = [temp for temp in Temperature if site(level).keeps(temp)]
    assert kept == ([AMBIENT, CHILLED, FROZEN] if cold else [AMBIENT])


@pytest.mark.parametrize("level", [Level.CENTRE, Level.COLDSTORE, Level.HUB])
def test_what_is_said_holds_at_every_level_and_rooms_are_not_exchanged(level):
    assert site(level, chilled=2_500_000).keeps(CHILLED)
    assert not site(level, chilled=2_500_000).keeps(FROZEN)
    assert not site(level, frozen=None).keeps(CHILLED)
    assert site(level, frozen=None).keeps(FROZEN)
    assert site(level, frozen=None).keeps(AMBIENT)
