"""The closed list of causes: every way in which a plan can break a rule.

A cause begins with the number of its rule in the rule book. Each has one unit,
so an amount can be read without its message.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Unit(StrEnum):
    """What an amount counts."""

    SECONDS = "s"
    METRES = "m"
    GRAMS = "g"
    CM3 = "cm3"
    CENTS = "cents"
    ITEMS = "items"
    BAGS = "bags"
    BOXES = "boxes"
    LEGS = "legs"
    HALTS = "halts"
    TOURS = "tours"
    VEHICLES = "vehicles"
    PAUSES = "pauses"
    ROWS = "rows"
    DAYS = "days"


class Cause(StrEnum):
    """Causes of violations; texts stand in the catalogue."""

    M1_UNKNOWN_CONSIGNMENT = "M1_UNKNOWN_CONSIGNMENT"
    M2_LOT = "M2_LOT"
    M2_PLACE = "M2_PLACE"
    M3_BAG_LIMIT_KG = "M3_BAG_LIMIT_KG"
    M3_BAG_LIMIT_M3 = "M3_BAG_LIMIT_M3"
    M3_BAG_LIMIT_ITEMS = "M3_BAG_LIMIT_ITEMS"
    M3_BAG_GRAMS = "M3_BAG_GRAMS"
    M3_BAG_CM3 = "M3_BAG_CM3"
    M3_BAG_ITEMS = "M3_BAG_ITEMS"
    M3_BAG_CLASS = "M3_BAG_CLASS"
    M3_LOOSE = "M3_LOOSE"
    M3_SEALED = "M3_SEALED"
    M5_CONSERVATION = "M5_CONSERVATION"
    M5_UNSERVED_ROW = "M5_UNSERVED_ROW"
    M5_REASON = "M5_REASON"
    M5_UNKNOWN_BAG = "M5_UNKNOWN_BAG"
    M5_DUPLICATE_BAG = "M5_DUPLICATE_BAG"
    M5_NOT_CARRIED = "M5_NOT_CARRIED"
    M5_NOT_ON_BOARD = "M5_NOT_ON_BOARD"
    M5_LEFT_ON_BOARD = "M5_LEFT_ON_BOARD"
    M5_TWICE = "M5_TWICE"
    M5_PLACE = "M5_PLACE"
    M5_LEGS = "M5_LEGS"
    M5_GAP = "M5_GAP"
    M5_TWO_PLACES = "M5_TWO_PLACES"
    M5_ROWS = "M5_ROWS"
    T1_WINDOW = "T1_WINDOW"
    T1_DEADLINE = "T1_DEADLINE"
    T1_RETURN = "T1_RETURN"
    T1_ARRIVAL = "T1_ARRIVAL"
    T2_SERVICE = "T2_SERVICE"
    T2_HALT = "T2_HALT"
    T3_LOADING = "T3_LOADING"
    T3_READY = "T3_READY"
    T3_BASE = "T3_BASE"
    T3_TOURS = "T3_TOURS"
    T4_LEG_TIMES = "T4_LEG_TIMES"
    T4_UNSORTED = "T4_UNSORTED"
    T5_NO_TRIP = "T5_NO_TRIP"
    T5_NO_CALL = "T5_NO_CALL"
    T5_CUTOFF = "T5_CUTOFF"
    T5_DWELL = "T5_DWELL"
    T5_HOLD = "T5_HOLD"
    T5_CLOSED = "T5_CLOSED"
    T5_NO_ONE = "T5_NO_ONE"
    T6_SHIFT = "T6_SHIFT"
    T6_HOURS = "T6_HOURS"
    T6_SECONDS = "T6_SECONDS"
    T6_TWO_ROUTES = "T6_TWO_ROUTES"
    T7_BREAK = "T7_BREAK"
    T7_DRIVE = "T7_DRIVE"
    T7_OVERLAP = "T7_OVERLAP"
    T7_PLACE = "T7_PLACE"
    T8_NO_OFFER = "T8_NO_OFFER"
    T8_NOT_OFFERED = "T8_NOT_OFFERED"
    T8_CUTOFF = "T8_CUTOFF"
    T8_CAP_ITEMS = "T8_CAP_ITEMS"
    T8_CAP_BAGS = "T8_CAP_BAGS"
    T8_CAP_KG = "T8_CAP_KG"
    R1_CAP_KG = "R1_CAP_KG"
    R1_CAP_M3 = "R1_CAP_M3"
    R1_CAP_ITEMS = "R1_CAP_ITEMS"
    R1_CAP_BAGS = "R1_CAP_BAGS"
    R1_COMPARTMENT = "R1_COMPARTMENT"
    R1_BULKHEAD = "R1_BULKHEAD"
    R1_LOAD_KG = "R1_LOAD_KG"
    R1_LOAD_M3 = "R1_LOAD_M3"
    R1_LOAD_ITEMS = "R1_LOAD_ITEMS"
    R2_SEGMENT = "R2_SEGMENT"
    R2_SEGMENT_KG = "R2_SEGMENT_KG"
    R2_SEGMENT_M3 = "R2_SEGMENT_M3"
    R3_STORAGE = "R3_STORAGE"
    R3_COLD_STORE = "R3_COLD_STORE"
    R4_INCOMPATIBLE = "R4_INCOMPATIBLE"
    R5_DOCKS = "R5_DOCKS"
    W1_ACCESS = "W1_ACCESS"
    W1_BAN = "W1_BAN"
    W1_UNKNOWN_VEHICLE = "W1_UNKNOWN_VEHICLE"
    W1_UNKNOWN_SITE = "W1_UNKNOWN_SITE"
    W2_AGREEMENT = "W2_AGREEMENT"
    W3_LOAD = "W3_LOAD"
    W3_UNLOAD = "W3_UNLOAD"
    W3_ORDER = "W3_ORDER"
    W3_GOODS = "W3_GOODS"
    W3_PROHIBITED = "W3_PROHIBITED"
    W3_PIECE = "W3_PIECE"
    W3_SECURITY = "W3_SECURITY"
    W3_NO_FREIGHT = "W3_NO_FREIGHT"
    W4_LAST_RESORT = "W4_LAST_RESORT"
    W4_LABEL = "W4_LABEL"
    W5_DATE = "W5_DATE"
    W5_SITE_CLOSED = "W5_SITE_CLOSED"
    W5_BLOCKED = "W5_BLOCKED"
    W5_VEHICLE_OUT = "W5_VEHICLE_OUT"
    W5_TRIP_OUT = "W5_TRIP_OUT"
    W5_UNCONFIRMED = "W5_UNCONFIRMED"
    W5_ROAD_CLOSED = "W5_ROAD_CLOSED"
    W5_LOCK = "W5_LOCK"
    W5_LOCK_ORDER = "W5_LOCK_ORDER"
    W5_LOCK_GAP = "W5_LOCK_GAP"
    W5_NO_EARLIER = "W5_NO_EARLIER"
    W5_BEGUN_TOUR = "W5_BEGUN_TOUR"
    W5_BEGUN_HALT = "W5_BEGUN_HALT"
    W5_BEGUN_BAGS = "W5_BEGUN_BAGS"
    W5_BEGUN_SHUT = "W5_BEGUN_SHUT"
    W5_BEGUN_TIMES = "W5_BEGUN_TIMES"
    W5_BEGUN_BULKHEAD = "W5_BEGUN_BULKHEAD"
    W5_BEGUN_PAUSE = "W5_BEGUN_PAUSE"
    W5_LOSS = "W5_LOSS"
    W5_LOST_DRIVES = "W5_LOST_DRIVES"
    W5_IN_PAST = "W5_IN_PAST"
    W6_LEGS = "W6_LEGS"
    W6_LEG_KIND = "W6_LEG_KIND"
    W6_TRANSFER = "W6_TRANSFER"
    W7_ACCESS = "W7_ACCESS"
    W7_ONE_BAG = "W7_ONE_BAG"
    D1_RANGE = "D1_RANGE"
    D1_MAX_KM = "D1_MAX_KM"
    D1_METRES = "D1_METRES"
    D1_SECONDS = "D1_SECONDS"
    D1_SOURCES = "D1_SOURCES"
    D1_UNREACHABLE = "D1_UNREACHABLE"
    D1_CHARGE = "D1_CHARGE"
    D1_CHARGERS = "D1_CHARGERS"
    C1_EXPOSURE = "C1_EXPOSURE"
    C1_PRECOOL = "C1_PRECOOL"
    C2_BOX = "C2_BOX"
    C2_SIZE = "C2_SIZE"
    C2_COUNT = "C2_COUNT"
    C2_READY = "C2_READY"
    C3_RIDE = "C3_RIDE"
    P1_COST = "P1_COST"
    P1_FEE = "P1_FEE"
    P1_STAGE = "P1_STAGE"
    P1_BOXES = "P1_BOXES"
    P1_DELAY = "P1_DELAY"
    P1_LATE = "P1_LATE"
    P1_LATE_TIME = "P1_LATE_TIME"
    P3_PENALTY = "P3_PENALTY"
    P5_FRESHNESS = "P5_FRESHNESS"


_BY_UNIT: dict[Unit, tuple[Cause, ...]] = {
    Unit.SECONDS: (
        Cause.T1_WINDOW,
        Cause.T1_DEADLINE,
        Cause.T1_RETURN,
        Cause.T1_ARRIVAL,
        Cause.T2_SERVICE,
        Cause.T3_LOADING,
        Cause.T3_READY,
        Cause.T4_LEG_TIMES,
        Cause.T6_SHIFT,
        Cause.T6_HOURS,
        Cause.T6_SECONDS,
        Cause.T7_BREAK,
        Cause.T7_DRIVE,
        Cause.T7_OVERLAP,
        Cause.D1_SECONDS,
        Cause.D1_CHARGE,
        Cause.M5_GAP,
        Cause.M5_TWO_PLACES,
        Cause.T5_CUTOFF,
        Cause.T5_DWELL,
        Cause.T5_HOLD,
        Cause.T5_CLOSED,
        Cause.T8_CUTOFF,
        Cause.W1_BAN,
        Cause.W3_NO_FREIGHT,
        Cause.W5_BEGUN_TIMES,
        Cause.W5_IN_PAST,
        Cause.C1_EXPOSURE,
        Cause.C1_PRECOOL,
        Cause.C2_READY,
        Cause.C3_RIDE,
        Cause.P1_LATE_TIME,
    ),
    Unit.METRES: (
        Cause.D1_RANGE,
        Cause.D1_MAX_KM,
        Cause.D1_METRES,
        Cause.D1_SOURCES,
    ),
    Unit.GRAMS: (
        Cause.M3_BAG_LIMIT_KG,
        Cause.M3_BAG_GRAMS,
        Cause.R1_CAP_KG,
        Cause.R1_LOAD_KG,
        Cause.R2_SEGMENT_KG,
        Cause.T8_CAP_KG,
        Cause.W3_PIECE,
    ),
    Unit.CM3: (
        Cause.M3_BAG_LIMIT_M3,
        Cause.M3_BAG_CM3,
        Cause.R1_CAP_M3,
        Cause.R1_LOAD_M3,
        Cause.R2_SEGMENT_M3,
        Cause.R3_COLD_STORE,
    ),
    Unit.CENTS: (
        Cause.P1_COST,
        Cause.P3_PENALTY,
        Cause.P1_FEE,
        Cause.P1_DELAY,
        Cause.P1_LATE,
        Cause.P5_FRESHNESS,
    ),
    Unit.ITEMS: (
        Cause.M1_UNKNOWN_CONSIGNMENT,
        Cause.M2_LOT,
        Cause.M3_BAG_LIMIT_ITEMS,
        Cause.M3_BAG_ITEMS,
        Cause.M5_CONSERVATION,
        Cause.M5_NOT_CARRIED,
        Cause.M5_PLACE,
        Cause.R1_CAP_ITEMS,
        Cause.R1_COMPARTMENT,
        Cause.R1_LOAD_ITEMS,
        Cause.R3_STORAGE,
        Cause.W2_AGREEMENT,
        Cause.W5_SITE_CLOSED,
        Cause.W5_BLOCKED,
        Cause.T4_UNSORTED,
        Cause.T8_NOT_OFFERED,
        Cause.T8_CAP_ITEMS,
        Cause.W3_GOODS,
        Cause.W3_PROHIBITED,
    ),
    Unit.BAGS: (
        Cause.M2_PLACE,
        Cause.M3_BAG_CLASS,
        Cause.M3_LOOSE,
        Cause.M5_UNKNOWN_BAG,
        Cause.M5_DUPLICATE_BAG,
        Cause.M5_NOT_ON_BOARD,
        Cause.M5_LEFT_ON_BOARD,
        Cause.M5_TWICE,
        Cause.R1_CAP_BAGS,
        Cause.W5_LOCK,
        Cause.W7_ONE_BAG,
        Cause.T5_NO_TRIP,
        Cause.T5_NO_CALL,
        Cause.T5_NO_ONE,
        Cause.T8_NO_OFFER,
        Cause.T8_CAP_BAGS,
        Cause.R2_SEGMENT,
        Cause.W3_LOAD,
        Cause.W3_UNLOAD,
        Cause.W3_ORDER,
        Cause.W3_SECURITY,
        Cause.W4_LAST_RESORT,
        Cause.W5_TRIP_OUT,
        Cause.M3_SEALED,
        Cause.W5_BEGUN_BAGS,
        Cause.W5_BEGUN_SHUT,
        Cause.W5_UNCONFIRMED,
        Cause.C2_BOX,
    ),
    Unit.BOXES: (Cause.C2_SIZE, Cause.C2_COUNT),
    Unit.LEGS: (
        Cause.M5_LEGS,
        Cause.R4_INCOMPATIBLE,
        Cause.W5_ROAD_CLOSED,
        Cause.W6_LEGS,
        Cause.W6_LEG_KIND,
        Cause.W6_TRANSFER,
        Cause.D1_UNREACHABLE,
    ),
    Unit.HALTS: (
        Cause.T2_HALT,
        Cause.T3_BASE,
        Cause.W1_ACCESS,
        Cause.W1_UNKNOWN_SITE,
        Cause.W5_LOCK_ORDER,
        Cause.W5_LOCK_GAP,
        Cause.W7_ACCESS,
        Cause.W5_BEGUN_HALT,
    ),
    Unit.TOURS: (
        Cause.T3_TOURS,
        Cause.T6_TWO_ROUTES,
        Cause.R1_BULKHEAD,
        Cause.W5_BEGUN_TOUR,
        Cause.W5_BEGUN_BULKHEAD,
        Cause.W5_LOST_DRIVES,
    ),
    Unit.VEHICLES: (
        Cause.R5_DOCKS,
        Cause.W1_UNKNOWN_VEHICLE,
        Cause.W5_VEHICLE_OUT,
        Cause.D1_CHARGERS,
        Cause.W5_LOSS,
    ),
    Unit.PAUSES: (Cause.T7_PLACE, Cause.W5_BEGUN_PAUSE),
    Unit.ROWS: (
        Cause.M5_UNSERVED_ROW,
        Cause.M5_REASON,
        Cause.M5_ROWS,
        Cause.W4_LABEL,
        Cause.P1_STAGE,
        Cause.P1_BOXES,
        Cause.W5_NO_EARLIER,
    ),
    Unit.DAYS: (Cause.W5_DATE,),
}

UNITS = MappingProxyType(
    {cause: unit for unit, causes in _BY_UNIT.items() for cause in causes}
)
"""The one unit of every cause."""
