"""Why a route is not feasible: one number per limit, and the state's slots."""

from __future__ import annotations

OK = 0
CAP_G = 1
CAP_ITEMS = 2
CAP_BAGS = 3
CAP_AMBIENT = 4
CAP_CHILLED = 5
CAP_FROZEN = 6
WINDOW = 7
LOADING_CLOSED = 8
BASE_CLOSED = 9
SHIFT = 10
HOURS = 11
RANGE = 12
MAX_METRES = 13
UNREACHABLE = 14
TOURS = 15
BREAK = 16
DRIVE = 17
APART = 18
LOCK = 19
PAIR = 20
NOT_ALLOWED = 21
DOCK = 22
CHARGER = 23
COLD = 24
RIDE = 25

# Slots of the state vector of a simulation.
TIME = 0
DRIVEN = 1
WAITED = 2
SLACK = 3
TAKEN = 4
DUE = 5
METRES = 6
SINCE_CHARGE = 7
FIRST_LOAD = 8
AMOUNT = 9
SITE = 10
HALTS = 11
PENALTY = 12
IDLE = 13
START = 14
LEG_METRES = 15
READY_TIME = 16
UNLOADS = 17
WORK = 18
EARLIEST = 19
MIXED = 20
BACK_BY = 21
SPLIT = 22
COLD_TIME = 23
"""Seconds of the tours on which a compartment is kept cold (P1f)."""
COLD_FIRST = 24
"""Whether the first tour is one of them."""
COLD_TOUR = 25
"""Bits of the temperatures on a tour that the vehicle has a compartment for."""
POSSIBLE = 26
"""Bits of the alternatives of compartments that a tour has had room in so far."""
LATE = 27
FRESH = 28
"""Cents of lateness (P1g), and of freshness as it is weighed (P5)."""
STATE_SIZE = 29
