"""What of a road problem PyVRP's model does not say, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.kernel.data import SAME_HALT

from .part import whole_part
from .pyvrp_stops import known_goods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem

    from .part import Part
    from .pyvrp_stops import Goods


def uncovered(problem: RoadProblem, part: Part | None = None) -> tuple[str, ...]:
    """Name what a model of a part leaves out, in a fixed order.

    Where nothing is left out the cost of the model is that of the rule book, but
    for the rounding of prices to whole units and of routes to whole cents.

    Parameters
    ----------
    problem
        The road problem.
    part
        The part of it to be solved; the whole where None.

    Returns
    -------
    tuple of str
        Of ``ways`` (other than straight), ``docks``, ``chargers``, ``breaks``,
        ``pauses``, ``usual vehicles``, ``prices of the clock``, ``locks``,
        ``classes apart``, ``windows`` (several of one visit), ``base hours``,
        ``bans``, ``shared sites`` (several stops of one halt), ``bases``
        (shipments that could be served in another form) and ``bulkheads`` (that
        move: their room counts as if all settings were one).
    """
    if part is None:
        part = whole_part(problem)
    goods = known_goods(problem, part, None)
    t = problem.tables
    found = {
        "ways": _ways_left(problem, part),
        **_of_vehicles(t, np.array(part.vehicles, np.int64), goods),
        **_of_goods(t, goods, part),
    }
    return tuple(name for name, holds in found.items() if holds)


def _ways_left(problem: RoadProblem, part: Part) -> bool:
    """Tell whether goods could go otherwise, or wait with a vehicle on the way."""
    same_halt = any(early == SAME_HALT for early, _ in part.times)
    return same_halt or (problem.has_ways and not part.times)


def _of_vehicles(
    t: Mapping[str, Any],
    vehicles: NDArray[np.int64],
    goods: Goods,
) -> dict[str, bool]:
    docks, chargers = t["v_dock"][vehicles], t["v_charger"][vehicles]
    charged = (chargers >= 0) & (t["v_range"][vehicles] < t["v_max_metres"][vehicles])
    stretch = np.minimum(t["v_max_duration"], t["v_late"] - t["v_early"])
    opens = (len(t["windows"][n]) > 1 for n in t["v_open"][vehicles].tolist())
    picked = (goods.form == 1).any()
    shut = t["v_close"][vehicles] < t["v_late"][vehicles]
    usual = t["usual"][np.concatenate([goods.pick.site, goods.drop.site])]
    return {
        "docks": bool((docks >= 0).any()),
        "chargers": bool((charged & (t["v_max_tours"][vehicles] > 1)).any()),
        "breaks": bool((t["b_duration"][vehicles] > 0).any()),
        "pauses": bool((t["v_max_drive"] < stretch)[vehicles].any()),
        "usual vehicles": bool(t["usual_cents"]) and bool((usual >= 0).any()),
        "base hours": any(opens) or bool(picked and shut.any()),
        "bans": bool((t["v_bans"][vehicles] >= 0).any()),
        "bulkheads": t["v_bulkheads"].size > 0,
    }


def _of_goods(t: Mapping[str, Any], goods: Goods, part: Part) -> dict[str, bool]:
    numbers = goods.numbers
    visits = np.concatenate([2 * numbers, 2 * numbers + 1])
    at_stop = np.concatenate([goods.form != 0, goods.form != 1])
    several = np.array([len(windows) > 1 for windows in t["windows"]], bool)
    sites = np.concatenate([goods.pick.site, goods.drop.site])[at_stop]
    allowed = t["s_allowed"][np.ix_(numbers, np.array(part.vehicles, np.int64))] > 0
    return {
        "prices of the clock": bool(t["has_timed"]),
        "locks": bool((t["a_lock"][visits] >= 0).any()),
        "classes apart": bool(t["apart"][np.ix_(*[t["s_class"][numbers]] * 2)].any()),
        "windows": bool(several[t["a_window"][visits[at_stop]]].any()),
        "shared sites": len(np.unique(sites)) < len(sites),
        "bases": bool((allowed != goods.may).any())
        or len(numbers) < len(part.shipments),
    }
