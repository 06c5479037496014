"""Many plans of a day's core, mated and annealed.

Which vehicles are used and what goes by which line is settled early in a cooling, and a
slower one hardly settles it better; plans that differ do together. An offspring takes
some routes near each other from one plan and the rest from another (as the selective
route exchange of Nagata, Bräysy and Dullaert, Computers & Operations Research 37(4),
2010), is annealed for a while, and takes the place of the worst.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from .core import Member, tidy
from .day import NO_WAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from routing.optimize.draft import Draft

    from .core import Core

SIZE = 4
FIRST_SHARE = 0.12
LATER_SHARE = 0.04
"""Of the core's budget what a cooling from the first plan on gets, and an offspring's.
On four generated reference counties, 42 s on one core, two seeds (which differ by 2 %
among themselves): four first ones and offspring from the middle on ended 1.5 % cheaper
than one cooling, 0.8 % cheaper than fifteen coolings without offspring."""

HOT_SHARE = 0.1
COLD_SHARE = 0.0005
WARM_SHARES = (0.02, 0.1)
"""Heat at the begin and the end of a cooling, and between which an offspring's
begins, of the cents of a route: above, nothing is settled yet; below, next to nothing
is found any more."""

MOST_ROUTES = 4
"""Routes that an offspring takes from its second parent."""

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
        self._join(self.core.best())

    def step(self, *, grown: bool, now: Callable[[], float], end: float) -> None:
        """Make one more plan: from the first one on, or when ``grown`` an offspring.

        ``now`` tells the share of the core's budget that is used; at ``end`` the
        cooling is over at the latest.
        """
        alone = len(self.members) <= 1
        if alone or not (grown or len(self.members) >= SIZE):
            self.core.settle(self._first)
            cents, hot, share = self.core.route_cents(), HOT_SHARE, FIRST_SHARE
        else:
            one, two = self._random.sample(self.members, 2)
            low, high = WARM_SHARES
            hot, share = low * (high / low) ** self._random.random(), LATER_SHARE
            self.core.settle(self.mated(one, two))
            cents = one.route_cents
        self._cool(cents * hot, cents * COLD_SHARE, now, min(end, now() + share))
        self._join(self.core.best())

    def _cool(
        self, hot: float, cold: float, now: Callable[[], float], end: float
    ) -> None:
        """Anneal until ``end``, cooling from ``hot`` to ``cold`` cents."""
        begin = now()
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
