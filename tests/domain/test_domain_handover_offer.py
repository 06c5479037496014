"""Handover offers: whom they serve, and what no offer can be."""

import pytest

from routing.domain.goods import GoodsClass
from routing.domain.handover_offer import HandoverOffer
from routing.domain.price import Price, PriceBasis
from routing.domain.vehicle import Temperature

PLAIN = GoodsClass()
CHILLED = GoodsClass(goods_class="冷藏", temp=Temperature.CHILLED)


def offer(**options):
    given = {
        "offer_id": "H01",
        "carrier": "yz",
        "for_partners": ("zt", "yt"),
        "from_site": "H",
        "to_sites": ("V1", "V2"),
        "cutoff_time": 9 * 3600,
        "delivered_time": 42 * 3600,
        "price": Price(basis=PriceBasis.PER_ITEM, micro_yuan=800_000),
    }
    return HandoverOffer(**(given | options))


def test_an_offer_serves_its_partners_and_classes():
    assert offer().serves("zt", PLAIN)
    assert not offer().serves("jt", PLAIN)
    assert offer(for_partners=("*",)).serves("jt", PLAIN)
    cold = offer(goods_classes=("冷藏",))
    assert cold.serves("zt", CHILLED)
    assert not cold.serves("zt", PLAIN)


def test_cold_goods_go_only_where_their_class_is_named():
    assert not offer().serves("zt", CHILLED)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"delivered_time": 9 * 3600}, "before it is handed over"),
        ({"delivered_time": 8 * 3600}, "before it is handed over"),
        ({"cutoff_time": -1}, "before it is handed over"),
        ({"to_sites": ()}, "no site"),
        ({"to_sites": ("V1", "H")}, "no site"),
        ({"cap_items": -1}, "at least 0"),
        ({"cap_g": -1}, "at least 0"),
    ],
)
def test_impossible_offers_are_not_built(wrong, words):
    with pytest.raises(ValueError, match=words):
        offer(**wrong)
