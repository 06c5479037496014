"""Distances and times between batches of a day's core, and which belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .model import UNREACHABLE, nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.optimize.road import RoadProblem


def sites_of(
    problem: RoadProblem, base: int, visits: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the site of each node, (nodes,), the base first."""
    return np.concatenate([[base], problem.tables["a_site"][visits]])


def kin_of(
    sites: NDArray[np.int64], windows: NDArray[np.int64], allowed: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return of each node the next of its kin, (nodes,): a ring, itself where alone.

    Kin are batches of one site with the same windows that the same vehicles may serve.
    """
    rings: dict[tuple[int, bytes, bytes], list[int]] = {}
    for c in range(1, len(sites)):
        key = (int(sites[c]), windows[c].tobytes(), allowed[:, c].tobytes())
        rings.setdefault(key, []).append(c)
    following = np.zeros(len(sites), np.int64)
    for ring in rings.values():
        following[ring] = [*ring[1:], ring[0]]
    return following


def legs_of(
    problem: RoadProblem,
    base: int,
    heads: NDArray[Any],
    visits: NDArray[np.int64],
    straight: NDArray[np.bool_],
) -> dict[str, NDArray[Any]]:
    """Return distances and times between nodes, who may serve them, who is near.

    Guests have tables of their own: from home over the base to the first batch, and
    from the last one home. What they load at the base is added where they unload.
    """
    tables = problem.tables
    sites = sites_of(problem, base, visits)
    work = np.concatenate([[0], tables["a_duration"][visits]]) + tables["setup"][sites]
    work[0] = 0
    # Of each kind of vehicle in turn: at XL a table in full width takes 80 MB.
    keys = list(zip(tables["v_start"][heads], tables["v_profile"][heads], strict=True))
    kinds = list(dict.fromkeys(keys))
    size = (len(kinds), len(sites), len(sites))
    metres, seconds = np.empty(size, np.int32), np.empty(size, np.int32)
    for k, (home, profile) in enumerate(kinds):
        far, long = tables["metres"][profile], tables["seconds"][profile]
        m, q = far[np.ix_(sites, sites)], long[np.ix_(sites, sites)]
        q += _leaving(problem, sites, work)
        if home != base:
            m[0, 1:] += far[home, base]
            m[1:, 0] = far[sites[1:], home]
            q[0, 1:] += long[home, base] + tables["setup"][base]
            q[1:, 0] = long[sites[1:], home] + work[1:]
            q[1:] += tables["a_duration"][visits - visits % 2][:, None]
        metres[k] = np.minimum(m, UNREACHABLE)
        seconds[k] = np.minimum(q, UNREACHABLE)
    profile = np.array([kinds.index(key) for key in keys], np.int64)
    drivable = (metres < UNREACHABLE) & (seconds < UNREACHABLE)
    reach = drivable[:, 0, :] & drivable[:, :, 0]
    allowed = np.ones((len(heads), len(sites)), np.uint8)
    allowed[:, 1:] = tables["s_allowed"][visits // 2][:, heads].T
    allowed[:, 1:] &= straight
    allowed &= reach[profile]
    guests = tables["v_start"][heads] != base
    allowed[guests, 1:] &= (visits % 2 == 1)[None, :]
    return {
        "metres": metres,
        "seconds": seconds,
        "profile": profile,
        "allowed": np.ascontiguousarray(allowed, np.uint8),
        "near": nearest(metres),
        "work": work,
    }


def _leaving(
    problem: RoadProblem, sites: NDArray[np.int64], work: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the work before one drives from a node to another, (nodes, nodes).

    A halt has its setup once.
    """
    moved = sites[:, None] != sites[None, :]
    leaving = work[:, None] - problem.tables["setup"][sites][:, None] * ~moved
    leaving[0] = 0
    return leaving
