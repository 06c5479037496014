"""Hand edits of the hub county's workbook, and what each means, by hand.

Edits are functions of ``office_edits``; rows and columns count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from features.hub_county import COST

TRIPS, OFFERS = "班次装载", "代投"
K1 = "皖A10001"
H_ZT, H_YZ, D, A_ZT, END = 4, 5, 6, 7, 9
"""Rows of the sheet of stops."""

ORDER, ITEMS = 2, 8
ROW_A, ROW_B, ROW_W, NEXT = 3, 4, 5, 6
"""Rows of the sheet of bus loads, by the bag that they carry."""

TRIP, BOARD, ALIGHT, BAGS = 0, 4, 7, 13
A, B, W, R, H = "L0002-001", "L0001-001", "L0001-002", "L0002-002", "L0003-001"
BY = {
    "b": "L1-0800 C>B", "w": "K1 C>H L1-1000 H>B", "a": "L1-0800 C>H T1 H>A",
    "r": "K1 C>H T1 H>A", "h": "K1 C>H", "d": "K1 C>D", "e": "O1 C>E",
}  # fmt: skip


def but(*gone, **ways):
    """Return the ways of the plan with some others, and without some bags."""
    found = {**BY, **ways}
    return {letter: way for letter, way in found.items() if letter not in gone}


@dataclass(frozen=True, kw_only=True)
class Case:
    """Edits, the ways they mean, what they break, cost, cancelled items, notes."""

    edits: list
    ways: dict = field(default_factory=lambda: BY)
    violations: tuple = ()
    cost: int
    cancelled: int = 0
    notes: tuple = ()


CASES = {
    "saved": Case(edits=[], cost=COST),
    # The same fee at another time.
    "another_trip": Case(
        edits=[(f"{TRIPS}!put", ROW_B, TRIP, "L1-1400")],
        ways=but(b="L1-1400 C>B"),
        cost=COST,
    ),
    # b's number typed into a new row, its old row deleted.
    "bag_to_a_new_row": Case(
        edits=[
            (f"{TRIPS}!insert", NEXT, "L1-1400", "", "", "", "县共配中心", "", "",
             "下湾村", "", "", "", "", "", B),
            (f"{TRIPS}!delete", ROW_B, 1),
        ],
        ways=but(b="L1-1400 C>B"),
        cost=COST,
    ),
    # One bag less by bus.
    "bus_load_deleted": Case(
        edits=[(f"{TRIPS}!delete", ROW_B, 1)],
        ways=but("b"),
        cost=COST - 300,
        cancelled=20,
    ),
    # a does not come to H: T1 hands over 15 items in 210 s, 2,130 s in all: 8.88
    # for 9.04, and a bag less by bus.
    "first_leg_deleted": Case(
        edits=[(f"{TRIPS}!delete", ROW_A, 1)],
        ways=but("a"),
        cost=COST - 300 - 16,
        cancelled=20,
        notes=("EDIT_GOODS_GONE",),
    ),
    # K1 to E after D: 10:17:20 - 10:20:40, back 10:28:40: 20 km, 4,540 s: 50.00 +
    # 20.00 + 25.22 for 80.78; nothing for O1.
    "handover_by_road": Case(
        edits=[
            (f"{OFFERS}!delete", 3, 1),
            ("insert", END, K1, "1", "9", "柳树村", "", "送", "邮政", "普通", "10"),
        ],
        ways=but(e="K1 C>E"),
        cost=COST - 800 - 8_078 + 9_522,
    ),
    "handover_deleted": Case(
        edits=[(f"{OFFERS}!delete", 3, 1)],
        ways=but("e"),
        cost=COST - 800,
        cancelled=10,
    ),
    # K1 to D alone: 09:34:00 - 10:09:20, 6 km, 2,120 s: 50.00 + 6.00 + 11.78. T1
    # with a, ready 08:40: 20 items, 2,140 s: 20.00 + 3.00 + 8.92. w takes no bus.
    "hub_stop_deleted": Case(
        edits=[("delete", H_ZT, 2)],
        ways=but("h", "r", "w"),
        cost=6_778 + 3_192 + 600 + 800,
        cancelled=5 + 15 + 12,
        notes=("EDIT_BAG_DROPPED", "EDIT_GOODS_GONE"),
    ),
    # D first: H at 10:09:20, w ready 10:29:20 for a bus that closes at 10:05. K1
    # 09:34:00 - 10:25:24: 3,084 s: 50.00 + 12.00 + 17.13; T1 waits for r.
    "reordered_before_the_bus": Case(
        edits=[("put", D, ORDER, "0.5")],
        violations=(("T5_CUTOFF", f"L1-1000 H>B [{W}]", 1_460),),
        cost=7_913 + 3_204 + 900 + 800,
    ),
    # w rides from C; K1 comes as early as before all the same, for T1.
    "boards_elsewhere": Case(
        edits=[(f"{TRIPS}!put", ROW_W, BOARD, "县共配中心")],
        ways=but(w="L1-1000 C>B"),
        cost=COST,
        notes=("EDIT_GOODS_GONE",),
    ),
    # h by bus to H, not by K1: 27 items, 234 s, and the same way before and after.
    "stop_to_bus": Case(
        edits=[
            ("delete", H_ZT, 1),
            (f"{TRIPS}!put", ROW_A, BAGS, f"{A}、{H}"),
        ],
        ways=but(h="L1-0800 C>H"),
        cost=COST + 300,
    ),
    # b by K1 after D: 9 km to B, 20 items, 220 s, 12 km back: 30 km. 10:03:20 +
    # 18 min = 10:21:20 - 10:25:00, 10:49:00: 5,760 s: 50.00 + 30.00 + 32.00.
    "bus_to_road": Case(
        edits=[
            (f"{TRIPS}!delete", ROW_B, 1),
            ("insert", END, K1, "1", "9", "下湾村", "", "送", "中通", "普通", "20"),
        ],
        ways=but(b="K1 C>B"),
        cost=11_200 + 3_204 + 600 + 800,
    ),
    "sorted": Case(edits=[(f"{TRIPS}!sort", ROW_A, ROW_W, ALIGHT, False)], cost=COST),
    "row_moved": Case(edits=[(f"{TRIPS}!move", ROW_W, 1, ROW_A)], cost=COST),
    "columns_deleted": Case(
        edits=[(f"{TRIPS}!delete_columns", 14, 5), (f"{OFFERS}!delete_columns", 1, 7)],
        cost=COST,
    ),
    "sheet_renamed": Case(edits=[(f"{TRIPS}!rename", "客车")], cost=COST),
    # 12 of the 15 items of r: parts of a bag go its way, in a bag of their own. H 24
    # + 5 items, 238 s; A 32 items, 244 s, 2,164 s: 9.02 for 9.04.
    "fewer_items": Case(
        edits=[("put", H_YZ, ITEMS, "24"), ("put", A_ZT + 1, ITEMS, "12")],
        ways=but("r", **{"L0002-003": "K1 C>H T1 H>A"}),
        cost=COST - 2,
        cancelled=3,
    ),
}  # fmt: skip

BAD = [
    (f"{TRIPS}!put", ROW_A, TRIP, "L1-0830"),
    (f"{TRIPS}!put", ROW_B, ALIGHT, "柳树村"),
    (f"{TRIPS}!put", ROW_W, BOARD, "下湾村"),
    (f"{TRIPS}!put", ROW_W, ALIGHT, "石门镇站"),
    (f"{OFFERS}!put", 3, 0, "O9"),
    (f"{OFFERS}!insert", 4, "O1"),
]
BAD_FOUND = [
    ("EDIT_UNKNOWN_TRIP", TRIPS, 4, "班次", "L1-0830"),
    ("EDIT_NOT_ON_TRIP", TRIPS, 5, "下车站", "柳树村"),
    ("EDIT_CALL_ORDER", TRIPS, 6, "下车站", "石门镇站"),
    ("EDIT_UNKNOWN_OFFER", OFFERS, 4, "编号", "O9"),
    ("EDIT_BLANK", OFFERS, 5, "袋号", ""),
]
