"""Lines, trips and offers of ``service_county``; its timetable stands there."""

from __future__ import annotations

from features.four_villages import hm

from routing.domain.handover_offer import HandoverOffer
from routing.domain.line import Line, LineKind
from routing.domain.price import Price, PriceBasis
from routing.domain.trip import StopTime, Trip
from routing.domain.window import TimeWindow

GOODS = "普通"


def circle(trip: str, start: str, passengers: float) -> Trip:
    """L1: C, H, X, H once more, C."""
    begin = hm(start)
    stops = [
        ("C", 0, 0, None),
        ("H", 2400, 60, 180),
        ("X", 3300, 30, 180),
        ("H", 4500, 60, 180),
        ("C", 6900, 0, None),
    ]
    return Trip(
        trip_id=trip,
        line_id="L1",
        stops=tuple(
            StopTime(
                seq=number + 1,
                site=site,
                arrival_time=begin + offset,
                departure_time=begin + offset + stay,
                load_ok=site != "X",
                unload_ok=True,
                max_dwell_duration=dwell,
                handover_sites=("V2",) if site == "X" else (),
                walk_duration=300 if site == "X" else 0,
            )
            for number, (site, offset, stay, dwell) in enumerate(stops)
        ),
        cap_bags=4,
        cap_g=60_000,
        cap_cm3=260_000,
        max_piece_g=20_000,
        passengers=passengers,
        no_freight=(TimeWindow(hm("10:00"), hm("11:00")),),
    )


def shuttle(trip: str, line: str, ends: tuple[str, str], times: tuple[str, str]):
    """Build a trip with two stops, somebody at both."""
    return Trip(
        trip_id=trip,
        line_id=line,
        stops=tuple(
            StopTime(
                seq=number + 1,
                site=site,
                arrival_time=hm(time),
                departure_time=hm(time),
                load_ok=number == 0,
                unload_ok=number == 1,
                max_dwell_duration=None,
                attended=True,
            )
            for number, (site, time) in enumerate(zip(ends, times, strict=True))
        ),
        cap_bags=3,
    )


def service_lines() -> dict[str, Line]:
    def price(basis: PriceBasis, yuan_micro: int) -> Price:
        return Price(basis=basis, micro_yuan=yuan_micro)

    lines = (
        Line(
            line_id="L1",
            name="城北线",
            operator="B",
            price=price(PriceBasis.PER_BAG, 3_000_000),
        ),
        Line(
            line_id="L2",
            name="夜班线",
            operator="B",
            price=price(PriceBasis.PER_ITEM, 500_000),
        ),
        Line(
            line_id="F1",
            name="共富班车",
            operator="P",
            price=price(PriceBasis.PER_TRIP, 20_000_000),
            kind=LineKind.SHUTTLE,
            max_hold_duration=600,
        ),
    )
    return {line.line_id: line for line in lines}


def service_offers() -> dict[str, HandoverOffer]:
    return {
        "O1": HandoverOffer(
            offer_id="O1",
            carrier="Q",
            for_partners=("P",),
            from_site="H",
            to_sites=("V3",),
            cutoff_time=hm("12:00"),
            delivered_time=hm("16:00"),
            price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=800_000),
            goods_classes=(GOODS,),
            cap_items=10,
            cap_bags=1,
            cap_g=12_000,
        ),
        "O2": HandoverOffer(
            offer_id="O2",
            carrier="P",
            for_partners=("*",),
            from_site="C",
            to_sites=("V4",),
            cutoff_time=hm("16:00"),
            delivered_time=hm("42:00"),
            price=Price(basis=PriceBasis.PER_ITEM, micro_yuan=1_800_000),
            last_resort=True,
        ),
    }
