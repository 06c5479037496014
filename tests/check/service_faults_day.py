"""Faults under other sites, offers and prices: an edit of the day, all that is said.

The numbers behind each expectation stand in ``service_county_plan``.
"""

from __future__ import annotations

from dataclasses import replace

from check.service_county import GOODS, LARGE
from features.four_villages import hm
from properties.plan_edits import (
    edit_goods,
    edit_site,
)
from properties.service_edits import (
    edit_call,
    edit_line,
    edit_offer,
    edit_trip,
)

from routing.domain.partner import Agreement
from routing.domain.price import Price, PriceBasis
from routing.domain.site import Level
from routing.domain.window import TimeWindow

SHUTTLE, TO_HUB, TO_STOP, TO_VILLAGE, BACK, NIGHT = range(6)
O1, O2 = 0, 1


DAY_FAULTS = {
    # H holds 45 items from 10:15 to 12:00.
    "room at the hub": (
        lambda d: edit_site(d, "H", storage_items=44),
        [("R3_STORAGE", 1)],
    ),
    "stock at the hub": (
        lambda d: edit_site(d, "H", stock_items=7),
        [("R3_STORAGE", 7)],
    ),
    # s1 is ready at 10:35.
    "handover after the cut-off": (
        lambda d: edit_offer(d, "O1", cutoff_time=hm("10:34")),
        [("T4_LEG_TIMES", hm("12:00") - hm("10:34")), ("T8_CUTOFF", 60)],
    ),
    "handed over before the shuttle arrives": (
        lambda d: edit_offer(d, "O1", cutoff_time=hm("10:10")),
        [("T4_LEG_TIMES", hm("12:00") - hm("10:10")), ("T8_CUTOFF", 1_500)],
    ),
    "offer takes 9 items": (
        lambda d: edit_offer(d, "O1", cap_items=9),
        [("T8_CAP_ITEMS", 1)],
    ),
    "offer takes no bags": (
        lambda d: edit_offer(d, "O1", cap_bags=0),
        [("T8_CAP_BAGS", 1)],
    ),
    "offer takes 11.9 kg": (
        lambda d: edit_offer(d, "O1", cap_g=11_900),
        [("T8_CAP_KG", 100)],
    ),
    "offer for another partner": (
        lambda d: edit_offer(d, "O1", for_partners=("Q", "B")),
        [("T8_NOT_OFFERED", 10)],
    ),
    "offer for another class": (
        lambda d: edit_offer(d, "O1", goods_classes=(LARGE,)),
        [("T8_NOT_OFFERED", 10)],
    ),
    "offer to another village": (
        lambda d: edit_offer(d, "O1", to_sites=("V1", "V2")),
        [("T8_NOT_OFFERED", 10)],
    ),
    "offer is not there": (
        lambda d: replace(d, offers={"O2": d.offers["O2"]}),
        [("T8_NO_OFFER", 1)],
    ),
    # Without P-Q: s1 by Q (10), l1 by P (5), g1 and w1 on vehicles of P.
    "partners without agreement": (
        lambda d: replace(d, agreements=d.agreements[1:]),
        [("W2_AGREEMENT", n) for n in (1, 5, 10, 10)],
    ),
    # Without P-B: h1 20, p1 10 and n1 8 of P on buses of B.
    "operator without agreement": (
        lambda d: replace(d, agreements=(d.agreements[0], d.agreements[2])),
        [("W2_AGREEMENT", n) for n in (8, 10, 20)],
    ),
    "agreement with everybody": (
        lambda d: replace(d, agreements=(Agreement(partner="*", other="*"),)),
        [],
    ),
    # K1 may go to V4 now.
    "last resort beside a road": (
        lambda d: edit_site(d, "V4", allowed_classes=()),
        [("W4_LAST_RESORT", 1)],
    ),
    # K1 may go, but V4 opens when its shift is over.
    "road that is closed all day": (
        lambda d: edit_site(
            d,
            "V4",
            allowed_classes=(),
            hours=(TimeWindow(hm("20:00"), hm("21:00")),),
        ),
        [],
    ),
    "last resort beside a bus": (
        lambda d: edit_call(d, "L1-1300", 2, handover_sites=("V2", "V4")),
        [("W4_LAST_RESORT", 1)],
    ),
    # Somebody must be at V4; c5 is ready at 07:30, L1-0800 would take it too.
    "bus past a village that is asleep": (
        lambda d: edit_site(
            edit_call(d, "L1-1300", 2, handover_sites=("V2", "V4")),
            "V4",
            hours=(TimeWindow(hm("20:00"), hm("21:00")),),
        ),
        [],
    ),
    "last resort beside an offer": (
        lambda d: replace(
            d,
            offers={
                **d.offers,
                "O3": replace(
                    d.offers["O2"], offer_id="O3", last_resort=False, cutoff_time=1
                ),
                "O4": replace(d.offers["O2"], offer_id="O4", last_resort=False),
            },
        ),
        [("W4_LAST_RESORT", 1)],
    ),
    "an offer that is over before the goods are ready": (
        lambda d: replace(
            d,
            offers={
                **d.offers,
                "O3": replace(
                    d.offers["O2"], offer_id="O3", last_resort=False, cutoff_time=1
                ),
            },
        ),
        [],
    ),
    "offer is no last resort": (
        lambda d: edit_offer(d, "O2", last_resort=False),
        [("W4_LABEL", 1)],
    ),
    "village without service today": (
        lambda d: edit_site(d, "V3", serves_today=False),
        [("W5_SITE_CLOSED", 10)],
    ),
    "bus to a village without service today": (
        lambda d: edit_site(d, "V2", serves_today=False),
        [("W5_SITE_CLOSED", 10), ("W5_SITE_CLOSED", 20)],
    ),
    "no dock at the hub": (
        lambda d: edit_site(d, "H", docks=0),
        [("R5_DOCKS", 1)],
    ),
    # g1 h1 s1 p1 w1 change at H; q1 stays.
    "hub is a bare stop": (
        lambda d: edit_site(d, "H", level=Level.STOP),
        [("P1_FEE", 200)] + [("W6_TRANSFER", 1)] * 5,
    ),
    # x1 h1 and g1 share a bus from C to H, one segment.
    "classes that stay apart": (
        lambda d: edit_goods(d, LARGE, incompatible_with=(GOODS,)),
        # And K2 carries h1 and g1 on one leg.
        [("R4_INCOMPATIBLE", 1), ("R4_INCOMPATIBLE", 1)],
    ),
    "price per kilogram": (
        # n1 8 kg × 0.33 = 2.64 instead of 4.00.
        lambda d: edit_line(
            d, "L2", price=Price(basis=PriceBasis.PER_KG, micro_yuan=330_000)
        ),
        [("P1_FEE", 136)],
    ),
    "price per month": (
        lambda d: edit_line(
            d, "L2", price=Price(basis=PriceBasis.PER_MONTH, micro_yuan=10**9)
        ),
        [("P1_FEE", 400)],
    ),
    # C>H bears 20.00 of L1-0800 (6.00 said), C>X nothing (3.00 said); of L1-1300
    # H>X (3.00 said) and H>C nothing (3.00 said).
    "price per trip": (
        lambda d: edit_line(
            d, "L1", price=Price(basis=PriceBasis.PER_TRIP, micro_yuan=20_000_000)
        ),
        [("P1_FEE", 300), ("P1_FEE", 300), ("P1_FEE", 1400), ("P1_FEE", 1700)],
    ),
    "price that nobody knows": (
        lambda d: edit_line(
            d, "L2", price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=None)
        ),
        [("P1_FEE", 400)],
    ),
    "passengers' time costs nothing": (
        lambda d: replace(d, settings=replace(d.settings, delay_micro_yuan_per_hour=0)),
        [("P1_DELAY", 110)],
    ),
    # 12.5 × 15 s at 12 an hour: 0.625 → 0.63.
    "half a passenger more": (
        lambda d: edit_trip(d, "L1-0800", passengers=12.5),
        [("P1_DELAY", 3)],
    ),
    # 40 items of P: 20 fall into tiers from 21 on.
    "tier of a tariff": (
        lambda d: replace(
            d, tariffs=(replace(d.tariffs[0], tier_from=21), *d.tariffs[1:])
        ),
        [("P1_FEE", 100)],
    ),
    "station fee of one village": (
        # V1 alone: 21 items instead of 51.
        lambda d: replace(
            d,
            tariffs=(d.tariffs[0], replace(d.tariffs[1], to_sites=("V1",))),
        ),
        [("P1_FEE", 900)],
    ),
    "station fee of one class": (
        lambda d: replace(
            d, tariffs=(d.tariffs[0], replace(d.tariffs[1], goods_class=LARGE))
        ),
        [("P1_FEE", 1500)],
    ),
    "free tariff": (
        lambda d: replace(
            d,
            tariffs=(
                *d.tariffs,
                replace(
                    d.tariffs[0],
                    tariff_id="T9",
                    payer="Q",
                    price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=None),
                ),
            ),
        ),
        [("P1_STAGE", 1)],
    ),
}
"""Edits of the day under the same plan."""
