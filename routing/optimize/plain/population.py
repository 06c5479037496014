"""Many plans of a day's core, annealed from the first one, then from each other.

Which vehicles are used and what goes by which line is settled early in a cooling, and a
slower one hardly settles it better; plans that differ do together. First plans learn
which vehicles to do without (``fleets``). An offspring is annealed once more: one plan
with no other vehicles than it has, or some routes near each other from one plan and the
rest from another (as the selective route exchange of Nagata, Bräysy and Dullaert,
Computers & Operations Research 37(4), 2010). It takes the place of the worst.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from .core import Member, tidy
from .day import NO_WAY
from .fleets import Fleets

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.draft import Draft

    from .core import Core

SIZE = 4
FIRST_SHARE = 0.08
LATER_SHARE = 0.04
"""Of the core's budget what a cooling from the first plan on gets, and an offspring's.
On four generated reference counties, 70,000 moves, four seeds, plans that learn which
vehicles to do without ended 0.7 % cheaper than four of 0.12 with all vehicles."""

SAME_SHARE = 0.5
"""Of the offspring those of one plan alone, with no other vehicles than it has."""

HOT_SHARE = 0.1
COLD_SHARE = 0.0005
WARM_SHARES = (0.02, 0.1)
"""Heat at the begin and the end of a cooling, and between which an offspring's
begins, of the cents of a route: above, nothing is settled yet; below, next to nothing
is found any more."""

MOST_ROUTES = 4
"""Routes that an offspring of two plans takes from the second."""

SAME_CENTS = 1.0
"""Plans that differ by less are taken for the same."""

CHUNK = 10
"""One move for so many batches is made between two looks at the budget."""


class Population:
    """Plans of one core; everything random follows from the seed."""

    def __init__(self, core: Core, first: Draft, seed: int) -> None:
        self.core = core
        self.members: list[Member] = []
        self._first = core.member_of(first)
        self._random = random.Random(seed)
        self._fleets = Fleets(core.model.plain)

    @property
    def nodes(self) -> int:
        """Batches of the core."""
        return len(self.core.model.batches)

    def best(self) -> Member | None:
        """Return the cheapest plan."""
        return min(self.members, key=lambda m: m.cents, default=None)

    def take_in(self, draft: Draft) -> None:
        """Take another search's plan in."""
        self.core.settle(self.core.member_of(draft))
        self._learn()

    def step(self, *, grown: bool, now: Callable[[], float], end: float) -> None:
        """Make one more plan: from the first one on, or when ``grown`` an offspring.

        ``now`` tells the share of the core's budget that is used; at ``end`` the
        cooling is over at the latest.
        """
        if len(self.members) <= 1 or not grown:
            self._make_first(now, end)
        else:
            self._make_offspring(now, end)

    def _make_first(self, now: Callable[[], float], end: float) -> None:
        """Make a plan from the first one on, without vehicles that are too dear."""
        fleets = self._fleets
        closed = fleets.dear() | fleets.next_test()
        rows = [row for row in self._first.rows if not fleets.classes([row]) & closed]
        self.core.settle(replace(self._first, rows=tuple(rows)))
        best = self.best()
        cents = self.core.route_cents() if best is None else best.route_cents
        with fleets.without(closed):
            self._cool(cents * HOT_SHARE, cents, now, min(end, now() + FIRST_SHARE))
        self._learn()

    def _learn(self) -> None:
        """Take the core's best plan in, and note what its vehicles make of it.

        Offspring are not noted: mostly they have the vehicles of plans that were.
        """
        found = self.core.best()
        self._fleets.note(found.rows, found.cents)
        self._join(found)

    def _make_offspring(self, now: Callable[[], float], end: float) -> None:
        """Anneal a plan once more, with its own vehicles or mated with another."""
        parents = self._random.sample(self.members, 2)
        one, two = sorted(parents, key=lambda member: member.cents)
        same = self._random.random() < SAME_SHARE
        low, high = WARM_SHARES
        hot = one.route_cents * low * (high / low) ** self._random.random()
        self.core.settle(one if same else self.mated(one, two))
        fleets = self._fleets
        kept = fleets.only(one.rows) if same else fleets.without(fleets.dear())
        with kept:
            self._cool(hot, one.route_cents, now, min(end, now() + LATER_SHARE))
        self._join(self.core.best())

    def _cool(
        self, hot: float, route_cents: float, now: Callable[[], float], end: float
    ) -> None:
        """Anneal until ``end``, cooling from ``hot`` cents to next to nothing."""
        begin = now()
        cold = route_cents * COLD_SHARE
        moves = max(1, self.nodes // CHUNK)
        while (at := now()) < end:
            heat = hot * (cold / hot) ** ((at - begin) / (end - begin))
            self.core.anneal(moves, heat, heat)

    def _join(self, member: Member) -> None:
        """Take a plan in where it is new; beyond SIZE the worst one leaves."""
        if any(abs(member.cents - m.cents) < SAME_CENTS for m in self.members):
            return
        self.members.append(member)
        if len(self.members) > SIZE:
            self.members.remove(max(self.members, key=lambda m: m.cents))

    def _near_routes(self, member: Member) -> list[int]:
        """Return some routes of a plan that serve batches near a random one."""
        near = self.core.model.plain.near
        seed = self._random.randint(1, self.nodes)
        most = self._random.randint(1, MOST_ROUTES)
        of = {c: r for r, (_, nodes) in enumerate(member.rows) for c in nodes if c}
        taken: list[int] = []
        for c in (seed, *near[seed].tolist()):
            r = of.get(c, -1)
            if r >= 0 and r not in taken:
                taken.append(r)
            if len(taken) == most:
                break
        return taken

    def mated(self, one: Member, two: Member) -> Member:
        """Return a plan with routes of ``two`` and the rest as ``one`` has it."""
        taken = self._near_routes(two)
        theirs = {c for r in taken for c in two.rows[r][1] if c}
        shared = [sum(c in theirs for c in nodes) for _, nodes in one.rows]
        ranked = sorted(range(len(shared)), key=lambda r: -shared[r])
        dropped = {r for r in ranked[: len(taken)] if shared[r] > 0}
        rest = [
            (t, tidy([c if c not in theirs else -1 for c in nodes]))
            for r, (t, nodes) in enumerate(one.rows)
            if r not in dropped
        ]
        rest.sort(key=lambda row: -len(row[1]))
        rows, used = [], [0] * len(self.core.model.members)
        for t, nodes in [*(two.rows[r] for r in taken), *rest]:
            if nodes and used[t] < len(self.core.model.members[t]):
                used[t] += 1
                rows.append((t, nodes))
        routed = {c for _, nodes in rows for c in nodes if c}
        before = {c for _, nodes in one.rows for c in nodes if c}
        elsewhere = {c for _, nodes in two.rows for c in nodes if c}
        child = replace(
            one,
            rows=tuple(rows),
            early=one.early.copy(),
            late=one.late.copy(),
            ways=one.ways.copy(),
        )
        for c in theirs:
            child.early[c], child.late[c] = two.early[c], two.late[c]
        for c in before - routed:
            child.ways[c] = NO_WAY if c in elsewhere else two.ways[c]
        return child
