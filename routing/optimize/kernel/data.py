"""The road problem as one vector of integers, and how the kernel reads it.

A *shipment* k is one movement by road from ``S_FROM`` to ``S_TO``; its *visits*
are 2k (pick up) and 2k + 1 (deliver). A visit at the vehicle's own base does not
appear in a route: the goods are loaded or unloaded there.

A *batch* b is some bags of one lot that travel together; shipment b is its
direct movement. Its *ways* are chains of shipments and scheduled legs, of which
it goes one. A way takes something of *limits* (room of a trip between two stops,
say) and owes something to *accounts* (fees). Where a way has several shipments,
each must be loaded from ``S_READY`` on and be there by ``S_DUE``; where that is
``SAME_HALT`` it goes on with the vehicle that brought it, in the same halt,
``S_GAP`` seconds after it came.

The vector begins with a header of ``HEADER`` cells: counts, flags and the
offsets of the tables; each table is a block of rows of fixed width.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .jit import inner

I64 = NDArray[np.int64]

BIG = 1 << 50
"""Larger than any time, distance or cost; small enough to add a few."""

SAME_HALT = -2
"""Ready time of goods that wait for their handling with the vehicle."""

FAR = 1 << 28
"""Metres or seconds from which a pair counts as not drivable."""

MINUTES = 3 * 1440
"""Minutes of the grid on which docks and chargers are counted."""

PAUSE_SECONDS = 1200
"""A pause of twenty minutes ends a stretch of driving (rule T7)."""

MAX_BREAKS = 3
DIMENSIONS = 11
"""Grams, items, bags; cm3 ambient, bare chilled and bare frozen; then, for foamed goods
(C1b), all chilled and all frozen ones, which bind vehicles with such a compartment, and
ambient goods with foamed chilled, foamed frozen and both, which bind those without."""

BARE_DIMENSIONS = 6
"""Dimensions that bind where nothing is foamed."""

COLD_DIMENSIONS = 8
"""The first of those that join foamed goods to ambient ones."""

FIRST_ROOM = 3
"""The first dimension that compartments bound."""

# Header cells.
SITES = 0
VEHICLE_COUNT = 1
SHIPMENT_COUNT = 2
RESOURCES = 3
CLASSES = 4
NEAR_WIDTH = 5
WINDOW_WIDTH = 6
USUAL_CENTS = 7
HAS_APART = 8
HAS_LOCKS = 9
HAS_DOCKS = 10
TRAVEL_AT = 11
SITE_AT = 12
VEHICLE_AT = 13
SHIPMENT_AT = 14
ALLOWED_AT = 15
VISIT_ROWS_AT = 16
WINDOW_AT = 17
APART_AT = 18
CAPS_AT = 19
NEAR_AT = 20
STRICT_AT = 21
BATCH_AT = 22
WAY_AT = 23
TAKE_AT = 24
FEE_AT = 25
LIMIT_AT = 26
ACCOUNT_AT = 27
BATCH_COUNT = 28
LIMITS = 29
ACCOUNTS = 30
HAS_WAYS = 31
DIMS = 32
"""How many of the dimensions bind on this day."""
HAS_COLD = 33
"""Whether any goods bear only so long outside their temperature, or under way."""
DOOR = 34
"""Seconds that a door standing open counts (C1c)."""
BANS_AT = 35
"""Per vehicle and site the window set in which it may move there, -1: always (W1b);
0 where no ban binds."""
BULKHEADS = 36
"""How many alternatives of compartments any vehicle has (R1b); 0: one each."""
BULKHEAD_AT = 37
HAS_TIMED = 38
"""Which prices of the clock there are: ``LATE_BIT`` and ``FRESH_BIT``."""
HEADER = 39

LATE_BIT = 1
FRESH_BIT = 2

# Columns of a site.
SETUP = 0
USUAL = 1
SITE_SIZE = 2

# Columns of a vehicle.
V_PROFILE = 0
V_START = 1
V_END = 2
V_EARLY = 3
V_LATE = 4
V_MAX_DURATION = 5
V_MAX_DRIVE = 6
V_RELOAD = 7
V_MAX_TOURS = 8
V_RANGE = 9
V_MAX_METRES = 10
V_RECHARGE = 11
V_FIXED = 12
V_KM = 13
V_HOUR = 14
V_TYPE = 15
V_OPEN = 16
V_CLOSE = 17
V_DOCK = 18
V_CHARGER = 19
V_KEEPS = 20
"""Bits of the temperatures that it has a compartment for: 1 chilled, 2 frozen. Where
its bulkhead moves, in any alternative; and ``V_CAP`` is then the most of any."""
V_COLD = 21
"""Millionths of a yuan per hour of refrigeration (P1f)."""
V_CAP = 22
V_BREAK = V_CAP + DIMENSIONS
VEHICLE_SIZE = V_BREAK + 3 * MAX_BREAKS

# Columns of an alternative of a vehicle's compartments: the bits that it keeps, its
# room in the dimensions from FIRST_ROOM on; below 0 where there is no such alternative.
H_KEEPS = 0
H_ROOM = 1
BULKHEAD_SIZE = H_ROOM + DIMENSIONS - FIRST_ROOM

# Columns of a break.
B_DURATION = 0
B_EARLY = 1
B_LATE = 2

# Columns of a shipment.
S_FROM = 0
S_TO = 1
S_CLASS = 2
S_READY = 3
S_PENALTY = 4
S_DUE = 5
S_BATCH = 6
S_GAP = 7
S_TEMP = 8
"""The bit of its temperature in ``V_KEEPS``; 0 ambient."""
S_EXPOSED = 9
"""Seconds that it may be outside its temperature on this movement (C1); BIG: any."""
S_SINCE = 10
"""From when on it is outside until it is taken on; BIG: it is not."""
S_HAND_IN = 11
S_HAND_OUT = 12
"""Seconds outside while it is taken on and handed over, without those of the halt."""
S_RIDE = 13
"""Seconds that it may be under way (C3); BIG: any."""
S_LATE = 14
"""Millionths of a yuan that a minute of lateness of a whole consignment costs (P1g)."""
S_WHOLE = 15
"""Consignments that it holds whole."""
S_PART = 16
"""What a minute of lateness of all others in it costs, as far as it holds them."""
S_FRESH = 17
"""Millionths of a yuan that an hour costs in freshness, weighed (P5)."""
S_SPOIL = 18
"""How much more an hour outside does."""
S_BEGIN = 19
S_UNTIL = 20
"""From when to when that counts; see ``timed``. BIG: until it is handed over."""
S_FOAM = 21
"""Seconds outside that its foam box takes off."""
S_WARM = 22
"""Where it waits outside (``timed``)."""
S_BOX = 23
"""Seconds that the ice of its boxes lasts from their closing on (C2c); 0: no boxes."""
S_LOAD = 24
SHIPMENT_SIZE = S_LOAD + DIMENSIONS

# Columns of a visit.
A_SITE = 0
A_WINDOW = 1
A_DURATION = 2
A_LOCK = 3
A_RANK = 4
A_BASE = 5
"""The window set that ``A_WINDOW`` is cut from where it is the visit's own; or -1."""
A_SOFT = 6
"""The window set behind which a start is late, or -1; ends may lie before begins."""
VISIT_SIZE = 7

# Columns of a batch.
B_FIRST = 0
B_WAYS = 1
BATCH_SIZE = 2

# Columns of a way: up to three shipments, each with its earliest loading and
# latest delivery, and the seconds from one's delivery to the next one's loading
# (-1 where a scheduled leg lies between), and which of them has the village end
# (-1: none).
MOST_ROADS = 3
W_ROADS = 0
W_ROAD = 1
W_LO = W_ROAD + MOST_ROADS
W_HI = W_LO + MOST_ROADS
W_GAP = W_HI + MOST_ROADS
W_TAKE = W_GAP + MOST_ROADS
W_TAKES = W_TAKE + 1
W_FEE = W_TAKE + 2
W_FEES = W_TAKE + 3
W_KIND = W_TAKE + 4
W_LOCAL = W_TAKE + 5
WAY_SIZE = W_TAKE + 6

# Columns of a take and of a fee: which limit or account, and how much.
WHICH = 0
AMOUNT_OF = 1
PAIR_SIZE = 2

# Columns of an account. Of a quantity q above 0, the units F_PLUS + F_EACH * q
# between F_BELOW and F_TOP cost F_MICRO / F_PER cents each, F_FIXED on top.
F_PLUS = 0
F_EACH = 1
F_BELOW = 2
F_TOP = 3
F_MICRO = 4
F_PER = 5
F_FIXED = 6
ACCOUNT_SIZE = 7


@inner
def veh(p: I64, v: int, column: int) -> int:
    """Return a column of vehicle ``v``."""
    return p[p[VEHICLE_AT] + v * VEHICLE_SIZE + column]


@inner
def rest(p: I64, v: int, b: int, column: int) -> int:
    """Return a column of break ``b`` of vehicle ``v``; duration 0 for none."""
    return p[p[VEHICLE_AT] + v * VEHICLE_SIZE + V_BREAK + 3 * b + column]


@inner
def bulkhead(p: I64, v: int, x: int, column: int) -> int:
    """Return a column of alternative ``x`` of vehicle ``v`` (R1b)."""
    return p[p[BULKHEAD_AT] + (v * p[BULKHEADS] + x) * BULKHEAD_SIZE + column]


@inner
def shp(p: I64, k: int, column: int) -> int:
    """Return a column of shipment ``k``."""
    return p[p[SHIPMENT_AT] + k * SHIPMENT_SIZE + column]


@inner
def vis(p: I64, a: int, column: int) -> int:
    """Return a column of visit ``a``."""
    return p[p[VISIT_ROWS_AT] + a * VISIT_SIZE + column]


@inner
def allowed(p: I64, k: int, v: int) -> bool:
    """Tell whether vehicle ``v`` may carry shipment ``k``."""
    return p[p[ALLOWED_AT] + k * p[VEHICLE_COUNT] + v] == 1


@inner
def site_of(p: I64, site: int, column: int) -> int:
    """Return a column of a site."""
    return p[p[SITE_AT] + site * SITE_SIZE + column]


@inner
def metres_of(p: I64, profile: int, frm: int, to: int) -> int:
    """Return the metres of a pair."""
    n = p[SITES]
    return p[p[TRAVEL_AT] + 2 * ((profile * n + frm) * n + to)]


@inner
def seconds_of(p: I64, profile: int, frm: int, to: int) -> int:
    """Return the seconds of a pair."""
    n = p[SITES]
    return p[p[TRAVEL_AT] + 2 * ((profile * n + frm) * n + to) + 1]


@inner
def windows(p: I64, w: int) -> int:
    """Return the number of windows in a set, at least 1."""
    return p[p[WINDOW_AT] + w * p[WINDOW_WIDTH]]


@inner
def opens(p: I64, w: int, i: int) -> int:
    """Return when window ``i`` of a set opens."""
    return p[p[WINDOW_AT] + w * p[WINDOW_WIDTH] + 1 + 2 * i]


@inner
def closes(p: I64, w: int, i: int) -> int:
    """Return when window ``i`` of a set closes."""
    return p[p[WINDOW_AT] + w * p[WINDOW_WIDTH] + 2 + 2 * i]


@inner
def apart(p: I64, a: int, b: int, keeps: int) -> bool:
    """Tell whether two numbers of class sets must not share a vehicle (R4a).

    A cell is 0, or 1 and the bits of ``V_KEEPS`` that each part them: with none of
    these compartments they ride in one.
    """
    cell = p[p[APART_AT] + a * p[CLASSES] + b]
    return cell > 0 and (cell - 1) & keeps == 0


@inner
def near(p: I64, b: int, i: int) -> int:
    """Return the ``i``-th nearest batch of ``b``, itself first."""
    return p[p[NEAR_AT] + b * p[NEAR_WIDTH] + i]


@inner
def batch_of(p: I64, b: int, column: int) -> int:
    """Return a column of batch ``b``."""
    return p[p[BATCH_AT] + b * BATCH_SIZE + column]


@inner
def way_of(p: I64, w: int, column: int) -> int:
    """Return a column of way ``w``."""
    return p[p[WAY_AT] + w * WAY_SIZE + column]
