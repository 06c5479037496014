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
STATE_SIZE = 16
