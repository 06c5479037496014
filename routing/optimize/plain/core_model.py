"""What of a day with several ways the plain search knows, as its arrays.

The *core* of a day: the base with the most vehicles, its batches that may go straight
and those that may go without a road, and the vehicles that carry nothing else. Vehicles
that stay elsewhere at night (*guests*) come to the base first, for one tour. Docks,
ranges and pauses of long drives are left aside: the exact simulation judges.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.optimize.courses import STAYS, direct_courses
from routing.optimize.kernel.data import DIMENSIONS, W_KIND, W_ROADS
from routing.optimize.routes import SEPARATOR

from .core_legs import kin_of, legs_of, sites_of
from .data import FAR, HAS_CHOICE, HAS_RESTS, SHARES, Plain
from .day import (
    FIRSTS,
    GUESTS,
    HEADS,
    KIN,
    KINDS,
    MORE,
    MOST_WINDOWS,
    NO_WAY,
    REST_SIZE,
    RESTS,
    ROADS,
    VISITS,
    WAYS,
    WINDOW_SIZE,
    WINDOWS,
    WORK,
    packed,
)
from .model import (
    families_of,
    flags_of,
    types_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from routing.optimize.courses import Course
    from routing.optimize.draft import Draft
    from routing.optimize.road import RoadProblem

LEAST_NODES = 150
"""With fewer batches the search of everything finds as much by itself."""
MOST_NODES = 4000
MOST_GUEST_HOMES = 4
"""Other sites whose vehicles may come; each has a table of all pairs of nodes."""

MOVE_SHARES = (100, 60, 40, 80, 120)
"""Of a thousand moves those that take out a tour, a route, batches anywhere, what may
go one kind of way; the same as those of the search of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreModel:
    """The core of a problem; node c is batch ``batches[c - 1]``."""

    plain: Plain
    batches: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    """Vehicles of each type."""
    visits: tuple[int, ...]
    """The visit of each node away from the base, behind the separator."""
    guests: frozenset[int]

    def entries_of(self, vehicle: int, nodes: Sequence[int]) -> list[int]:
        """Return a route; guests take their goods on before they deliver."""
        entries = [self.visits[c] for c in nodes]
        if vehicle not in self.guests:
            return entries
        return [a - 1 for a in entries] + entries


def base_of(problem: RoadProblem) -> int:
    """Return where most vehicles start and end."""
    starts = problem.tables["v_start"].tolist()
    return Counter(starts).most_common(1)[0][0] if starts else -1


def has_core(problem: RoadProblem) -> bool:
    """Tell whether the core of a problem can be searched by itself."""
    tables = problem.tables
    return bool(
        problem.has_ways
        and problem.vehicles
        and LEAST_NODES <= problem.batches <= MOST_NODES
        and not tables["has_locks"]
        and not problem.day.settings.economic_deferral
        and (tables["b_duration"] > 0).sum(axis=1).max() <= 1
    )


def core_model(
    problem: RoadProblem, vector: NDArray[np.int64], draft: Draft
) -> CoreModel | None:
    """Return the core of a problem beside what a draft has elsewhere, None for none.

    ``vector`` is the one that limits and accounts are read from.
    """
    tables = problem.tables
    base = base_of(problem)
    direct = direct_courses(problem)
    members, batches = _parts(problem, base, direct, draft)
    if not batches or not members:
        return None
    heads = np.array([group[0] for group in members])
    nodes = np.array(batches)
    visits = 2 * nodes + (tables["s_from"][nodes] == base)
    straight = np.array([_is_straight(problem, direct, b, base) for b in batches])
    fields = _nodes(problem, nodes, visits)
    fields.update(types_of(problem, heads, visits, base))
    fields.update(legs_of(problem, base, heads, visits, straight))
    work = fields.pop("work")
    fields["most_metres"] = np.minimum(fields["most_metres"], tables["v_range"][heads])
    fields["most_tours"][tables["v_start"][heads] != base] = 1
    fields["vehicles"] = np.array([len(group) for group in members], np.int64)
    fields["family"] = families_of(fields)
    bound = tables["s_load"][nodes].sum(axis=0) > fields["cap"].min(axis=0)
    fields["load"] = np.ascontiguousarray(fields["load"][:, bound])
    fields["cap"] = np.ascontiguousarray(fields["cap"][:, bound])
    fields["flags"] = flags_of(fields, paired=False)
    roads = [
        direct[b][0] if good else NO_WAY
        for b, good in zip(batches, straight, strict=True)
    ]
    windows = _windows(problem, visits)
    facts = {
        WINDOWS: windows,
        RESTS: _rests(problem, heads),
        WORK: work,
        HEADS: heads,
        GUESTS: (tables["v_start"][heads] != base).astype(np.int64),
        VISITS: np.array([SEPARATOR, *visits.tolist()], np.int64),
        ROADS: np.array([NO_WAY, *roads], np.int64),
        **_lone_ways(problem, nodes),
        KIN: kin_of(sites_of(problem, base, visits), windows, fields["allowed"]),
        MORE: np.zeros(len(nodes) + 1, np.int64),
    }
    plain = packed(Plain(**fields), vector, facts)
    plain.flags[HAS_CHOICE] = int((facts[WINDOWS][:, 0] > 1).any())
    plain.flags[HAS_RESTS] = int((facts[RESTS][:, 0] > 0).any())
    plain.flags[SHARES : SHARES + len(MOVE_SHARES)] = np.cumsum(MOVE_SHARES)
    starts = tables["v_start"].tolist()
    return CoreModel(
        plain=plain,
        batches=batches,
        members=members,
        visits=(SEPARATOR, *visits.tolist()),
        guests=frozenset(v for g in members for v in g if starts[v] != base),
    )


def _parts(
    problem: RoadProblem, base: int, direct: Mapping[int, Course], draft: Draft
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """Return the vehicles of each type and the batches of the core.

    Vehicles that carry what cannot go straight are left as they are, and so is what
    goes straight with vehicles that are left as they are.
    """
    tables = problem.tables
    owners = tables["s_batch"].tolist()
    straight = [_is_straight(problem, direct, b, base) for b in range(problem.batches)]
    carried = [{owners[a // 2] for a in entries if a >= 0} for entries in draft.routes]
    free = [v for v, them in enumerate(carried) if all(straight[b] for b in them)]
    members = _members(problem, base, free)
    mine = {v for group in members for v in group}
    courses = draft.courses or (STAYS,) * problem.batches
    held = set[int]()
    for v, them in enumerate(carried):
        if v not in mine:
            held |= {b for b in them if courses[b][0] == direct.get(b, STAYS)[0]}
            held |= {b for b in them if not straight[b]}
    batches = []
    for b, (first, count) in enumerate(tables["batches"].tolist()):
        roads = tables["ways"][first : first + count, W_ROADS]
        if b not in held and (straight[b] or (roads == 0).any()):
            batches.append(b)
    return members, tuple(batches)


def _is_straight(
    problem: RoadProblem,
    direct: Mapping[int, Course],
    b: int,
    base: int,
) -> bool:
    """Tell whether a batch may go straight from the base, or to it."""
    tables = problem.tables
    at_base = (tables["s_from"][b] == base) != (tables["s_to"][b] == base)
    return b in direct and bool(at_base)


def _members(
    problem: RoadProblem, base: int, vehicles: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Return the vehicles of each type that come from the base, or as guests."""
    tables = problem.tables
    homes: list[int] = []
    groups: dict[int, list[int]] = {}
    for v in vehicles:
        home = int(tables["v_start"][v])
        if int(tables["v_end"][v]) != home:
            continue
        if home != base and home not in homes:
            if len(homes) == MOST_GUEST_HOMES:
                continue
            homes.append(home)
        groups.setdefault(int(tables["v_type"][v]), []).append(v)
    return tuple(tuple(group) for group in groups.values())


def _nodes(
    problem: RoadProblem, nodes: NDArray[np.int64], visits: NDArray[np.int64]
) -> dict[str, Any]:
    """Return what is known of each node, behind the base."""
    tables = problem.tables
    hours = [tables["windows"][w][0] for w in tables["a_window"][visits]]
    load = np.zeros((len(nodes) + 1, DIMENSIONS), np.int64)
    load[1:] = tables["s_load"][nodes]

    def with_base(values: Any) -> NDArray[Any]:  # noqa: ANN401
        return np.concatenate([[0], np.asarray(values)])

    return {
        "early": with_base([low for low, _ in hours]),
        "late": with_base([min(high, FAR) for _, high in hours]),
        "ready": with_base(tables["s_ready"][nodes] * (visits % 2)),
        "load": load,
        "mate": np.zeros(len(nodes) + 1, np.int64),
        "penalty": with_base(tables["s_penalty"][nodes]).astype(np.float64),
    }


def _windows(problem: RoadProblem, visits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first windows of each node, behind the base."""
    tables = problem.tables
    rows = np.zeros((len(visits) + 1, WINDOW_SIZE), np.int64)
    rows[0, 0] = 1
    for c, w in enumerate(tables["a_window"][visits].tolist(), start=1):
        sets = tables["windows"][w][:MOST_WINDOWS]
        rows[c, 0] = len(sets)
        rows[c, 1 : 1 + 2 * len(sets)] = np.minimum(sets, FAR).ravel()
    return rows


def _rests(problem: RoadProblem, heads: NDArray[Any]) -> NDArray[np.int64]:
    """Return when the drivers of each type rest."""
    tables = problem.tables
    rests = np.zeros((len(heads), REST_SIZE), np.int64)
    for t, head in enumerate(heads.tolist()):
        for b in np.flatnonzero(tables["b_duration"][head] > 0).tolist():
            seconds = tables["b_duration"][head, b]
            late = tables["b_late"][head, b]
            rests[t] = (seconds, tables["b_early"][head, b], late - seconds, late)
    return rests


def _lone_ways(
    problem: RoadProblem, nodes: NDArray[np.int64]
) -> dict[int, NDArray[np.int64]]:
    """Return the ways without a road of each node."""
    table = problem.tables["ways"]
    firsts, ways = [0, 0], list[int]()
    for first, count in problem.tables["batches"][nodes].tolist():
        ways += [w for w in range(first, first + count) if table[w, W_ROADS] == 0]
        firsts.append(len(ways))
    return {
        FIRSTS: np.array(firsts, np.int64),
        WAYS: np.array([*ways, NO_WAY], np.int64),
        KINDS: np.array([*(int(table[w, W_KIND]) for w in ways), NO_WAY], np.int64),
    }
