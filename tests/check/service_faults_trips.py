"""Faults under another timetable: an edit of the day, and all the judge says.

The numbers behind each expectation stand in ``service_county_plan``.
"""

from __future__ import annotations

from dataclasses import replace

from check.service_county import LARGE
from features.four_villages import hm
from properties.plan_edits import (
    edit_consignment,
    edit_goods,
    edit_site,
)
from properties.service_edits import (
    edit_call,
    edit_line,
    edit_trip,
)

from routing.domain.goods import AcceptRule
from routing.domain.line import LineKind
from routing.domain.partner import SortDepth
from routing.domain.vehicle import Temperature
from routing.domain.window import TimeWindow

SHUTTLE, TO_HUB, TO_STOP, TO_VILLAGE, BACK, NIGHT = range(6)
O1, O2 = 0, 1


def ready(key: str, time: str):
    return lambda d: edit_consignment(d, key, ready_time=hm(time))


def rough(day):
    """Partner Q hands over its goods sorted to the township only."""
    partner = replace(day.partners["Q"], sort_depth=SortDepth.TOWNSHIP)
    return replace(day, partners={**day.partners, "Q": partner})


def cancelled(day, trip_id):
    trips = dict(day.trips)
    out = replace(day.trips_out[0], trip=trips.pop(trip_id))
    return replace(day, trips=trips, trips_out=(*day.trips_out, out))


def only_confirmed(day, unsaid):
    """Confirm every trip but one; of the offers one is refused, of one nothing said."""
    trips = {
        key: replace(trip, confirmed=None if key == unsaid else True)
        for key, trip in day.trips.items()
    }
    offers = {**day.offers, "O1": replace(day.offers["O1"], confirmed=False)}
    settings = replace(day.settings, only_confirmed=True)
    return replace(day, trips=trips, offers=offers, settings=settings)


TRIP_FAULTS = {
    # T5: cut-off 07:45.
    "cut-off missed by a minute": (ready("c1", "07:46"), [("T5_CUTOFF", 60)]),
    "cut-off just kept": (ready("c1", "07:45"), []),
    # 60 s of work at H, where the passes take 180.
    "dwell exceeded by a second": (
        lambda d: edit_call(d, "L1-0800", 1, max_dwell_duration=59),
        [("T5_DWELL", 1)],
    ),
    "dwell just kept": (
        lambda d: edit_call(d, "L1-0800", 1, max_dwell_duration=60),
        [],
    ),
    # Three bags board at the first stop, 30 + 3 x 15 = 75 s: no limit there.
    "work at the first stop of a line is not limited": (
        lambda d: edit_call(d, "L1-0800", 0, max_dwell_duration=None),
        [],
    ),
    # The line begins before: its first stop could not be read.
    "work at the first stop of a trip may be limited": (
        lambda d: edit_call(d, "L1-0800", 0, max_dwell_duration=74),
        [("T5_DWELL", 1)],
    ),
    "no loading at the hub": (
        lambda d: edit_call(d, "L1-1300", 1, load_ok=False),
        [("W3_LOAD", 1)],
    ),
    "no unloading at the hub": (
        lambda d: edit_call(d, "L1-0800", 1, unload_ok=False),
        [("W3_UNLOAD", 2)],
    ),
    "loading at the other pass of the hub": (
        lambda d: edit_call(d, "L1-1300", 3, load_ok=False),
        [("W3_LOAD", 1)],
    ),
    # c3 is the one item of its class.
    "class that may not ride on buses": (
        lambda d: edit_goods(d, LARGE, bus_allowed=False),
        [("W3_GOODS", 1)],
    ),
    "refused class": (
        lambda d: edit_goods(d, LARGE, rule=AcceptRule.REFUSE),
        [("W3_PROHIBITED", 1)],
    ),
    # Only p1 starts where C has not checked it; K2 brings it to H.
    "unchecked produce": (
        lambda d: edit_site(d, "H", security_check=False),
        [("W3_SECURITY", 1)],
    ),
    # What comes from C (x1, h1, g1, n1); w1 and p1 pass H, a shuttle asks for none.
    "no check at the centre": (
        lambda d: edit_site(d, "C", security_check=False),
        [("W3_SECURITY", 1)] * 4,
    ),
    "nobody meets the bus": (
        lambda d: edit_call(d, "L1-0800", 2, attended=False),
        [("T5_NO_ONE", 1)],
    ),
    # x1 is at V2 at 09:00.
    "village opens a minute late": (
        lambda d: edit_site(d, "V2", hours=(TimeWindow(hm("09:01"), hm("18:00")),)),
        [("T5_CLOSED", 60)],
    ),
    "somebody is there before the village opens": (
        lambda d: edit_call(
            edit_site(d, "V2", hours=(TimeWindow(hm("09:01"), hm("18:00")),)),
            "L1-0800",
            2,
            attended=True,
        ),
        [],
    ),
    # N opens 08:00-18:00; the bus comes at 24:20.
    "station asleep": (
        lambda d: edit_call(d, "L2-2330", 1, attended=None),
        [("T5_CLOSED", 22_800)],
    ),
    # Bus at H 08:40 (two bags), loading of K2 08:50, K2 back 09:24:02, buses of p1
    # and w1 14:16 and 13:41, K1 10:13:20, shuttle 10:15 (somebody is there).
    "hub closes at noon": (
        lambda d: edit_site(d, "H", hours=(TimeWindow(hm("07:00"), hm("12:00")),)),
        [("T5_CLOSED", hm("01:41")), ("T5_CLOSED", hm("02:16"))],
    ),
    "hub closed at arrival": (
        lambda d: edit_site(d, "H", hours=(TimeWindow(hm("08:41"), hm("19:00")),)),
        [("T5_CLOSED", 60)] * 2,
    ),
    # K2 loads until 09:00; with 21 min of handling h1 and g1 are ready at 09:01.
    "handling takes a minute longer": (
        lambda d: edit_site(d, "H", handling_duration=1260),
        [("T3_READY", 60)] * 2,
    ),
    # Partner Q delivers sorted to the township: g1 (1 item, 3 s) passes H, which
    # sorts 1,200 an hour; w1 too (10 items, in time); x1 (20) passes nothing.
    "nobody sorts at the centre": (
        lambda d: edit_site(rough(d), "C", sorts=False),
        [("T3_READY", 3), ("T4_UNSORTED", 5), ("T4_UNSORTED", 20)],
    ),
    "centre sorts": (lambda d: rough(d), []),
    "room for one bag less": (
        lambda d: edit_trip(d, "L1-0800", cap_bags=3),
        [("R2_SEGMENT", 1)],
    ),
    "a gram too much": (
        lambda d: edit_trip(d, "L1-0800", cap_g=59_999),
        [("R2_SEGMENT_KG", 1)],
    ),
    "a cubic centimetre too much": (
        lambda d: edit_trip(d, "L1-0800", cap_cm3=259_999),
        [("R2_SEGMENT_M3", 1)],
    ),
    "a bus that takes nothing": (
        lambda d: edit_trip(d, "L1-1300", cap_bags=0),
        [("R2_SEGMENT", 1)],
    ),
    # x1, h1 and g1 weigh 20 kg each.
    "pieces too heavy": (
        lambda d: edit_trip(d, "L1-0800", max_piece_g=19_000),
        [("W3_PIECE", 1000)] * 3,
    ),
    # C>H until 08:40, C>X until 08:55: 10 and 25 minutes on board.
    "peak hour without freight": (
        lambda d: edit_trip(
            d, "L1-0800", no_freight=(TimeWindow(hm("08:30"), hm("10:00")),)
        ),
        [("W3_NO_FREIGHT", 600), ("W3_NO_FREIGHT", 1500)],
    ),
    "peak hour begins on arrival": (
        lambda d: edit_trip(
            d, "L1-0800", no_freight=(TimeWindow(hm("08:55"), hm("10:00")),)
        ),
        [],
    ),
    # s1 from 09:35 to 10:15, 40 minutes, of which 25 until 10:00.
    "shuttle in the peak hour": (
        lambda d: edit_trip(
            d, "F1-0930", no_freight=(TimeWindow(hm("09:00"), hm("10:00")),)
        ),
        [("W3_NO_FREIGHT", 1500)],
    ),
    "shuttle takes what buses may not": (
        lambda d: edit_goods(
            edit_line(d, "L1", kind=LineKind.SHUTTLE), LARGE, bus_allowed=False
        ),
        [],
    ),
    # K2 has one ambient compartment as well.
    "hold of a bus is warm": (
        lambda d: edit_goods(d, LARGE, temp=Temperature.CHILLED),
        [("R1_COMPARTMENT", 1), ("R1_COMPARTMENT", 1)],
    ),
    "shuttle may not wait that long": (
        lambda d: edit_line(d, "F1", max_hold_duration=240),
        [("T5_HOLD", 60)],
    ),
    "shuttle runs anyway": (
        lambda d: edit_line(d, "F1", runs_anyway=True),
        [("P1_FEE", 2000)],
    ),
    "bus that waits": (
        lambda d: edit_line(d, "F1", kind=LineKind.BUS, max_hold_duration=0),
        [("T5_HOLD", 300)],
    ),
    "trip is cancelled": (
        lambda d: cancelled(d, "L1-0800"),
        [("W5_TRIP_OUT", 1), ("W5_TRIP_OUT", 2)],
    ),
    # x1 rides, and h1 with g1; s1 is given by O1, l1 by O2.
    "only what is confirmed": (
        lambda d: only_confirmed(d, "L1-0800"),
        [
            ("W5_UNCONFIRMED", 1),
            ("W5_UNCONFIRMED", 1),
            ("W5_UNCONFIRMED", 1),
            ("W5_UNCONFIRMED", 2),
        ],
    ),
    "trip does not run": (
        lambda d: replace(
            d, trips={k: t for k, t in d.trips.items() if k != "L1-0800"}
        ),
        [("T5_NO_TRIP", 1), ("T5_NO_TRIP", 2)],
    ),
    # Two minutes later all day: 2 × 120 s for each of three bags; K2 and the
    # cut-off of x1 do not mind, but h1 and g1 are ready at 09:02.
    "timetable changed": (
        lambda d: replace(
            d, trips={**d.trips, "L1-0800": d.trips["L1-0800"].shifted(120)}
        ),
        [("T3_READY", 120)] * 2 + [("T4_LEG_TIMES", 240)] * 3,
    ),
    # c9 leaves V1 by road; c6 arrives 24:20.
    "due before the bus arrives": (
        lambda d: edit_consignment(d, "c6", deadline=hm("24:19")),
        [("T1_DEADLINE", 60)],
    ),
    "own window before the bus arrives": (
        lambda d: edit_consignment(
            d, "c1", windows=(TimeWindow(hm("09:10"), hm("10:00")),)
        ),
        [("T1_WINDOW", 600)],
    ),
    "due before the handover arrives": (
        lambda d: edit_consignment(d, "c4", deadline=hm("15:00")),
        [("T1_DEADLINE", 3600)],
    ),
    "own window ends before the handover arrives": (
        lambda d: edit_consignment(
            d, "c4", windows=(TimeWindow(hm("08:00"), hm("15:30")),)
        ),
        [("T1_WINDOW", 1800)],
    ),
}
"""Edits of the timetable and of what rides by it."""
