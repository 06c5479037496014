"""Rule W4: a last resort is a way only for what can go no other way alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .kernel.data import B_WAYS, BATCH_AT, BATCH_SIZE
from .lone_route import CLOCK, lone_route_exists
from .route_times import Failure
from .simulator import Simulator
from .trial import cheapest
from .ways import single_bags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .road import RoadProblem
    from .ways import Shipment

    Build = Callable[[Sequence[Shipment]], RoadProblem]


def bar_last_resorts(problem: RoadProblem, build: Build) -> None:
    """Take last resorts away from the batches that have another way alone.

    ``build`` makes a problem of other batches, last resorts left open: each bag
    counts for itself.
    """
    batches = range(problem.batches)
    asked = [b for b in batches if _plain(problem, b) < _ways(problem, b)]
    if not asked:
        return
    for b in asked:
        _keep(problem, b, _plain(problem, b))
    simulator = Simulator(problem)
    stuck = [b for b in asked if not _goes_alone(simulator, b)]
    parts = [bag for b in stuck for bag in single_bags(problem.shipments[b])]
    if len(parts) > len(stuck):
        single = build(parts)
        for b in range(single.batches):
            _keep(single, b, _plain(single, b))
        alone = Simulator(single)
        moving = {_key(part) for b, part in enumerate(parts) if _goes_alone(alone, b)}
        stuck = [
            b
            for b in stuck
            if not any(_key(p) in moving for p in single_bags(problem.shipments[b]))
        ]
    for b in stuck:
        _keep(problem, b, _ways(problem, b))


def _key(part: Shipment) -> str:
    return part.bags[0].bag_id


def _plain(problem: RoadProblem, b: int) -> int:
    return problem.plain[b]


def _ways(problem: RoadProblem, b: int) -> int:
    return len(problem.ways[b])


def _keep(problem: RoadProblem, b: int, count: int) -> None:
    """Leave a batch only the first ``count`` of its ways."""
    problem.tables["batches"][b, B_WAYS] = count
    problem.vector[problem.vector[BATCH_AT] + b * BATCH_SIZE + B_WAYS] = count


def _goes_alone(simulator: Simulator, b: int) -> bool:
    """Tell whether a batch has a way on an empty system."""
    return cheapest(simulator, b) is not None or drives_alone(simulator, b)


def drives_alone(simulator: Simulator, b: int) -> bool:
    """Tell whether a vehicle could take a batch straight at an hour of its own.

    On an empty system, where no way was feasible at the soonest.
    """
    problem = simulator.problem
    if simulator.direct_way(b) < 0:
        return False
    tables = problem.tables
    kinds: dict[tuple[int, int], int] = {}
    for v, (kind, may) in enumerate(
        zip(tables["v_type"], tables["s_allowed"][b], strict=True)
    ):
        if may and (tables["s_load"][b] <= tables["v_cap"][v]).all():
            kinds.setdefault((int(kind), int(may)), v)
    return any(_may_be_late(simulator, b, v) for v in kinds.values())


def _may_be_late(simulator: Simulator, b: int, v: int) -> bool:
    """Tell whether only the hour keeps a vehicle, and another hour would do."""
    times = simulator.alone(b, v)
    by_clock = isinstance(times, Failure) and times.code in CLOCK
    return by_clock and lone_route_exists(simulator.problem, b, v)
