"""Which vehicles a day's core is planned without.

A cooling settles early on its vehicles, on a dear one as often as not, and never gets
rid of it: on one generated reference county fifteen of twenty coolings ended with a
refrigerated truck, 3 % dearer on average than the five without. So plans are made
without some *classes* of vehicles (those that cost the same and take the same), and
what plans with and without a class cost tells which are better left at home.
"""

from __future__ import annotations

from contextlib import contextmanager
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .core import Row
    from .data import Plain

TESTED = 2
"""Of so many classes, those with the dearest vehicles, it is tried what a plan costs
without them. To do without the cheaper ones hardly ever paid, and costs a cooling."""

DEAR_SHARE = 0.005
"""Of the cents of the best plan how much dearer plans with a class are, to close it."""

MOST_CENTS = 1.1
"""Times the cents of the best plan that a plan counts at most: what leaves something
behind is dearer by far."""


class Fleets:
    """The classes of a problem's vehicles, and what plans with some of them cost."""

    def __init__(self, plain: Plain) -> None:
        self._vehicles = plain.vehicles
        tables = (plain.fixed, plain.per_metre, plain.per_second, *plain.cap.T)
        kinds = list(zip(*(table.tolist() for table in tables), strict=True))
        ranked = sorted(set(kinds), reverse=True)
        self._class_of = [ranked.index(kind) for kind in kinds]
        self._known: list[tuple[float, frozenset[int]]] = []
        self._tested: set[int] = set()

    def classes(self, rows: Iterable[Row]) -> frozenset[int]:
        """Return the classes of the routes' vehicles; 0 is that of the dearest."""
        return frozenset(self._class_of[t] for t, _ in rows)

    def note(self, rows: Iterable[Row], cents: float) -> None:
        """Keep which classes a plan uses and what it costs."""
        self._known.append((cents, self.classes(rows)))

    def dear(self) -> frozenset[int]:
        """Return the classes without which plans are cheaper on average."""
        if not self._known:
            return frozenset()
        least, best = min(self._known, key=lambda plan: plan[0])
        plans = [(min(cents, least * MOST_CENTS), used) for cents, used in self._known]
        closed = set()
        for number in {n for _, used in plans for n in used} - best:
            using = [cents for cents, used in plans if number in used]
            without = [cents for cents, used in plans if number not in used]
            if fmean(using) - fmean(without) > DEAR_SHARE * least:
                closed.add(number)
        return frozenset(closed)

    def next_test(self) -> frozenset[int]:
        """Return the class that the best plan is to be made without next, if any."""
        if not self._known:
            return frozenset()
        best = min(self._known, key=lambda plan: plan[0])[1]
        waiting = sorted(n for n in best - self._tested if n < TESTED)
        if not waiting or len(best) == 1:
            return frozenset()
        self._tested.add(waiting[0])
        return frozenset(waiting[:1])

    @contextmanager
    def without(self, closed: frozenset[int]) -> Iterator[None]:
        """Let no vehicle of some classes be put to use."""
        free = [0 if number in closed else 1 for number in self._class_of]
        with self._bounded([n * k for n, k in zip(self._vehicles, free, strict=True)]):
            yield

    @contextmanager
    def only(self, rows: Iterable[Row]) -> Iterator[None]:
        """Let no other vehicles be put to use than those of some routes."""
        used = [t for t, _ in rows]
        with self._bounded([used.count(t) for t in range(len(self._vehicles))]):
            yield

    @contextmanager
    def _bounded(self, most: list[int]) -> Iterator[None]:
        before = self._vehicles.copy()
        self._vehicles[:] = most
        try:
            yield
        finally:
            self._vehicles[:] = before
