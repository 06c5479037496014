"""An exact oracle for small days, written from the rule book alone.

The whole day is one CP-SAT model: which way each bag goes, what every vehicle
drives when, what rides on which trip. It shares no code with the planner or the
judge, so that the three check each other. Left out, and refused by
:func:`benchmarks.oracle.scope.refuse`: drones and robots, ranges and charging,
locks and closed roads, deferral and usual vehicles, shuttles that wait,
incompatible classes, more than one break per vehicle, driving limits that could
bind, different bases at start and end, tariffs other than per item. A way visits
no site twice. Tours that halt at one site more than twice (or more than once where
all bags have the same ends and promises) are looked at last; where the time does
not reach for them the answer says so. Cold goods that leave a transfer before the
halt at which they come there has begun (T4 counts from the arrival, C1c from the
start) may be counted as outside twice.
"""
