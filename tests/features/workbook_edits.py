"""Hand edits of the line county's workbook, and what each means, by hand.

Edits are functions of ``office_edits``; rows and columns count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from features.line_county import COST, ROUTES

K1, K2, K3 = "皖A10001", "皖A10002", "皖A10003"
VEHICLE, TOUR, ORDER, SITE, DIRECTION, PARTNER, ITEMS, KG = 0, 1, 2, 3, 5, 6, 8, 12
A, B, D, E, F, END = 4, 6, 7, 10, 11, 13
"""First rows of the halts (two for A, one for B, three for D, one for E, two for F)."""

HALT_A = ROUTES["K1"][0][:2]
HALT_B = ROUTES["K1"][0][2:3]
HALT_D = ROUTES["K1"][0][3:]
HALT_E = ROUTES["K2"][0][:1]
HALT_F = ROUTES["K2"][0][1:]
ENGLISH = {
    VEHICLE: "Vehicle", TOUR: "tour", ORDER: "order", SITE: "site",
    DIRECTION: "direction", PARTNER: "partner", 7: "goods class", ITEMS: "items",
}  # fmt: skip


def cells(row, column, text, count=1):
    """Type the same into cells below each other."""
    return [("put", place, column, text) for place in range(row, row + count)]


def routes(k1=None, k2=None, k3=None):
    """Return routes of one tour each, the plan's own where none is given."""
    found = {"K1": k1, "K2": k2, "K3": k3}
    first = {"K1": ROUTES["K1"][0], "K2": ROUTES["K2"][0], "K3": None}
    return {
        vehicle: [first[vehicle] if own is None else own]
        for vehicle, own in found.items()
        if (first[vehicle] if own is None else own)
    }


@dataclass(frozen=True, kw_only=True)
class Case:
    """Edits, the routes they mean, what they break and cost (where by hand)."""

    edits: list
    routes: dict = field(default_factory=lambda: ROUTES)
    violations: tuple = ()
    cost: int | None = None
    cancelled: int = 0
    notes: tuple = ()


SAME = {"cost": COST}
CASES = {
    # Saved without a change.
    "saved": Case(edits=[], **SAME),
    # B before A: B 09:00 - 09:03:40, A 09:09:40 - 09:13:40, D 09:25:40 - 09:29:32,
    # back 09:47:32; loading 08:28. 24 km, 4,772 s: 50.00 + 24.00 + 26.51 = 100.51.
    "rows_moved": Case(
        edits=[("move", B, 1, A)],
        routes=routes(HALT_B + HALT_A + HALT_D),
        cost=10_051 + 8_589,
        notes=("EDIT_ROWS_MOVED",),
    ),
    # E, last in K2, moved into K1's rows with its old number: stands after A.
    "moved_to_vehicle": Case(
        edits=[("move", D, 3, F), *cells(8, VEHICLE, K2, 3)],
        routes=routes(HALT_A + HALT_B, HALT_E + HALT_D + HALT_F),
        # E 08:00, D 13 km on; F after 08:15: D done 08:30 + 3:52 = 08:33:52, 17 km
        # on is 09:07:52: 52:52 late. The pickup rides along.
        violations=(("T1_WINDOW", "K2 #1.3 @F", 3_172),),
    ),
    # K1 without the deliveries at D still calls there for the pickup.
    "rows_deleted": Case(
        edits=[("delete", D, 2)],
        routes=routes(HALT_A + HALT_B + HALT_D[2:]),
        cancelled=20,
    ),
    "vehicle_deleted": Case(
        edits=[("delete", E, 3)], routes=routes(k2=[]), cancelled=50, cost=9_051
    ),
    # G after D: 09:19:32 - 09:22:56, back 09:46:56: 24 km, 4,976 s: 101.64.
    "row_added": Case(
        edits=[
            ("insert", END, K1, "1", "", "高山村", "", "送", "中通", "普通", "12")
        ],
        routes=routes(ROUTES["K1"][0] + [("G", "送", "ZT", 12)]),
        cost=10_164 + 8_589,
    ),
    "sorted_by_weight": Case(
        edits=[("sort", A, END - 1, KG, True)], notes=("EDIT_SORTED",), **SAME
    ),
    "sorted_by_site": Case(
        edits=[("sort", A, END - 1, SITE, False)], notes=("EDIT_SORTED",), **SAME
    ),
    # K3: 30.00 + 6 km + loading 20, drive 12, halt 4 min = 36 min 12.00 = 48.00;
    # K1 without A leaves 08:28: 18 km, 3,812 s = 21.18: 89.18.
    "vehicle_changed": Case(
        edits=cells(A, VEHICLE, K3, 2),
        routes=routes(HALT_B + HALT_D, None, HALT_A),
        cost=4_800 + 8_918 + 8_589,
    ),
    "numbers_swapped": Case(
        edits=[*cells(A, ORDER, "2", 2), *cells(B, ORDER, "1")],
        routes=routes(HALT_B + HALT_A + HALT_D),
        cost=10_051 + 8_589,
    ),
    "number_between": Case(
        edits=cells(A, ORDER, "2.5", 2),
        routes=routes(HALT_B + HALT_A + HALT_D),
        cost=10_051 + 8_589,
    ),
    # 12 of the 30 items for E ride on K1, after D.
    "split": Case(
        edits=[
            ("put", E, ITEMS, "18"),
            ("insert", END, K1, "1", "4", "柳树村", "", "送", "邮政", "普通", "12"),
        ],
        routes=routes(
            ROUTES["K1"][0] + [("E", "送", "YZ", 12)],
            [("E", "送", "YZ", 18), *HALT_F],
        ),
    ),
    # Two rows of one halt, partner and class are their sum.
    "merged_rows": Case(
        edits=[
            ("copy", E, E + 1),
            ("put", E, ITEMS, "18"),
            ("put", E + 1, ITEMS, "12"),
        ],
        **SAME,
    ),
    "numbers_as_text": Case(
        edits=[("put_text", A, column, text) for column, text in
               ((TOUR, "1"), (ORDER, "１"), (ITEMS, "20件"))],
        **SAME,
    ),
    "blank_rows": Case(edits=[("insert", B), ("insert", E + 1)], **SAME),
    "title_row": Case(edits=[("insert", 0, "3月9日调整稿")], **SAME),
    "columns_moved": Case(
        edits=[("move_column", ITEMS, 0), ("move_column", 4, 2)], **SAME
    ),
    "english_headers": Case(
        edits=[("put", 3, column, name) for column, name in ENGLISH.items()], **SAME
    ),
    "rows_hidden": Case(
        edits=[("hide", A, D), ("put", E, ORDER, "9")],
        routes=routes(k2=HALT_F + HALT_E),
    ),
    # A tricycle goes to D, where it may not: one halt.
    "new_vehicle": Case(
        edits=cells(D, VEHICLE, K3, 3),
        routes=routes(HALT_A + HALT_B, None, HALT_D),
        violations=(("W1_ACCESS", "K3 @D", 1),),
    ),
    # K1 is back from B 09:15:40, loads 20 min, D 09:53:40 - 09:57:32, back
    # 10:15:32: 30 km, 6,692 s: 50.00 + 30.00 + 37.18 = 117.18.
    "new_tour": Case(
        edits=cells(D, TOUR, "2", 3),
        routes={"K1": [HALT_A + HALT_B, HALT_D], "K2": ROUTES["K2"]},
        cost=11_718 + 8_589,
    ),
    "pick_up_moved": Case(
        edits=cells(D + 2, VEHICLE, K2),
        routes=routes(HALT_A + HALT_B + HALT_D[:2], ROUTES["K2"][0] + HALT_D[2:]),
    ),
    "pick_up_deleted": Case(
        edits=[("delete", D + 2, 1)],
        routes=routes(HALT_A + HALT_B + HALT_D[:2]),
        cancelled=6,
    ),
    # K1 leaves with 70 + 30 kg, 10 more than its payload.
    "overloaded": Case(
        edits=cells(E, VEHICLE, K1),
        routes=routes(HALT_A + HALT_E + HALT_B + HALT_D, HALT_F),
        violations=(("R1_CAP_KG", "K1 #1", 10_000),),
    ),
    # F after D: leaves D 09:13:32, 17 km on it is 09:47:32, closed since 08:15:
    # 92:32 late; back 10:07:12: 34 km, 6,192 s: 50.00 + 34.00 + 34.40 = 118.40.
    # K2 with E alone: 07:32 - 08:12, 8 km, 2,400 s: 71.33.
    "late": Case(
        edits=[*cells(F, VEHICLE, K1, 2), *cells(F, ORDER, "4", 2)],
        routes=routes(ROUTES["K1"][0] + HALT_F, HALT_E),
        violations=(("T1_WINDOW", "K1 #1.4 @F", 5_552),),
        cost=11_840 + 7_133,
    ),
    "merged_cells": Case(
        edits=[("merge", VEHICLE, A, E - 1), ("merge", SITE, A, A + 1)], **SAME
    ),
    "further_column": Case(
        edits=[("insert_column", 3, 3, "司机意见")], notes=("EDIT_EXTRA_COLUMNS",),
        **SAME,
    ),
    "second_column": Case(
        edits=[("insert_column", 10, 3, "车牌")], notes=("EDIT_COLUMN_TWICE",), **SAME
    ),
    "columns_deleted": Case(edits=[("delete_columns", 9, 6)], **SAME),
    "order_deleted": Case(edits=[("delete_columns", ORDER, 1)], **SAME),
    "formula": Case(edits=[("put", A, ITEMS, "=10+10")], **SAME),
    "sheet_renamed": Case(edits=[("rename", "我改的")], **SAME),
    "total_row": Case(
        edits=[("insert", END, "合计", "", "", "", "", "", "", "", "126")], **SAME
    ),
    "zero_items": Case(
        edits=[("put", E, ITEMS, "0")], routes=routes(k2=HALT_F), cancelled=30
    ),
    "repeated_header": Case(
        edits=[("insert", E, "车辆", "趟次", "顺序", "站点", "乡镇")], **SAME
    ),
}  # fmt: skip

BAD = [
    ("put", A, VEHICLE, "皖A99999"),
    ("put", A + 1, ITEMS, "1.5"),
    ("put", B, SITE, "上弯村"),
    ("put", D, PARTNER, "顺丰"),
    ("put", D + 1, DIRECTION, "退"),
    ("put", D + 2, ITEMS, "=1/0"),
    ("put", E, ITEMS, "31"),
    ("put", F, ORDER, "第二"),
    ("clear", F + 1, VEHICLE),
    ("insert", END, K1, "0", "9", "高山村", "", "送", "中通", "生鲜", "1"),
    ("insert", END + 1, K1, "1", "9", "高山村", "", "送", "邮政", "普通", "1"),
]
BAD_FOUND = [
    ("EDIT_UNKNOWN_VEHICLE", 5, "车辆", "皖A99999"),
    ("EDIT_NOT_WHOLE", 6, "件数", "1.5"),
    ("EDIT_UNKNOWN_SITE", 7, "站点", "上弯村"),
    ("EDIT_UNKNOWN_PARTNER", 8, "合作单位", "顺丰"),
    ("EDIT_BAD_DIRECTION", 9, "送/取", "退"),
    ("EDIT_ERROR_CELL", 10, "件数", "#DIV/0!"),
    ("EDIT_OVER_DEMAND", 11, "件数", "31"),
    ("EDIT_BAD_ORDER", 12, "顺序", "第二"),
    ("EDIT_BLANK", 13, "车辆", ""),
    ("EDIT_BAD_TOUR", 14, "趟次", "0"),
    ("EDIT_UNKNOWN_GOODS", 14, "货类", "生鲜"),
    ("EDIT_NO_DEMAND", 15, "", ""),
]
