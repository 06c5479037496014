"""Tours change vehicles as they are; what one site gets is moved together."""

from __future__ import annotations

import numpy as np
import pytest
from optimize.small_counties import SEEDS, problem_of, small_counties

from routing.optimize.first import first_draft
from routing.optimize.plain.blocks import move_blocks
from routing.optimize.plain.core import Core
from routing.optimize.plain.data import PARTS
from routing.optimize.plain.day import KIN, MORE
from routing.optimize.plain.jit import outer
from routing.optimize.plain.route import FAILS, in_time


@outer
def one_move(p, s, u, m):
    """Move blocks once; what was touched stays noted nowhere."""
    m.removed[0] = 0
    u.changed[0] = 0
    moved = move_blocks(p, s, u, m)
    for q in range(u.changed[0]):
        u.flag[u.touched[q]] = 0
    return moved


@pytest.fixture(scope="module")
def cores(tmp_path_factory):
    """Return the annealed cores of small generated counties."""
    found = {}
    for seed, county in small_counties(tmp_path_factory).items():
        problem = problem_of(county)
        draft = first_draft(problem, 1)
        core = Core.of(problem, draft, 1)
        core.settle(core.member_of(draft))
        core.anneal(400, 3000.0, 30.0)
        found[seed] = core, core.best()
    return found


def table_of(plain, table):
    """Return a table, one cell a node, of a plain problem that knows a day."""
    at = int(plain.day[plain.flags[PARTS] + table])
    return plain.day[at : at + len(plain.mate)]


def tours_of(slots):
    """Return each tour with the type of its vehicle."""
    tours = []
    for r in np.flatnonzero(slots.size):
        tour = []
        for c in [*slots.nodes[r, : slots.size[r]].tolist(), 0]:
            if c:
                tour.append(c)
            else:
                tours.append((int(slots.type[r]), tuple(tour)))
                tour = []
    return tours


@pytest.mark.parametrize("seed", SEEDS)
def test_blocks_change_vehicles_as_they_are(cores, seed):
    core, member = cores[seed]
    plain, memory = core.model.plain, core.memory
    changed = 0
    for _ in range(60):
        core.settle(member)
        slots = core.slots
        before = tours_of(slots)
        if not one_move(plain, slots, core.undo, memory):
            continue
        after = tours_of(slots)
        apart = set(memory.removed[1 : memory.removed[0] + 1].tolist())
        memory.marked[list(apart)] = 0
        left = [tour for _, tour in before if not apart & set(tour)]
        assert sorted(tour for _, tour in after) == sorted(left)
        changed += sorted(after) != sorted(before)
        for r in np.flatnonzero(slots.size).tolist():
            assert slots.cents[r] < FAILS
            assert in_time(plain, slots, r)
        used = np.bincount(slots.type[slots.size > 0], minlength=len(plain.vehicles))
        assert used.tolist() == slots.used.tolist()
        assert (slots.used <= plain.vehicles).all()
    assert changed > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_kin_are_rings_of_one_site_and_the_same_windows(cores, seed):
    core, _ = cores[seed]
    plain = core.model.plain
    kin = table_of(plain, KIN)
    assert sorted(kin.tolist()) == list(range(len(kin)))
    assert (kin[1:] != np.arange(1, len(kin))).any()
    for c, d in enumerate(kin.tolist()):
        assert plain.metres[0, c, d] == 0
        assert (plain.early[c], plain.late[c]) == (plain.early[d], plain.late[d])
        assert plain.allowed[:, c].tolist() == plain.allowed[:, d].tolist()


def test_a_batch_that_stood_for_its_kin_has_its_own_load_again(cores):
    core, member = cores[1]
    plain = core.model.plain
    load, ready = plain.load.copy(), plain.ready.copy()
    core.settle(member)
    core.anneal(2000, 3000.0, 30.0)
    assert plain.load.tolist() == load.tolist()
    assert plain.ready.tolist() == ready.tolist()
    assert not table_of(plain, MORE).any()
