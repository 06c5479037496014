"""Plans of one day with freshness weighing more and more: the points of a picture."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.texts.catalogue import text

from .figures import km, yuan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from routing.domain.day import Day
    from routing.plan.model import Plan

FAMILY = "freshness"
BOM = "\ufeff"
COLUMNS = (
    "WEIGHT", "COST", "LOST", "SUM", "UNSERVED", "VEHICLES", "KM", "MARK",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A plan made with a weight, and whether another one makes it pointless."""

    weight: Fraction
    plan: Plan
    dominated: bool = False

    @property
    def cost(self) -> int:
        """Cents to be paid."""
        return self.plan.cost_cents

    @property
    def lost(self) -> int:
        """Cents of freshness lost."""
        return self.plan.freshness_cents

    @property
    def name(self) -> str:
        """The weight as people write it."""
        return f"{float(self.weight):g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessView:
    """A day and its points, by weight; ``limit`` says how long each was searched."""

    day: Day
    points: tuple[Point, ...]
    seed: int
    limit: str
    lang: str = "zh"

    def say(self, code: str, **values: object) -> str:
        """Return a text of the page in its language."""
        return text(FAMILY, code, self.lang, **values)

    @property
    def front(self) -> tuple[Point, ...]:
        """The points that no other makes pointless, cheapest first, each once."""
        kept = {(p.cost, p.lost): p for p in reversed(self.points) if not p.dominated}
        return tuple(kept[key] for key in sorted(kept))

    @property
    def best(self) -> Point:
        """The point with the least cost and loss together."""
        few = min(point.plan.items_unserved for point in self.points)
        whole = [p for p in self.points if p.plan.items_unserved == few]
        return min(whole, key=lambda point: point.cost + point.lost)


def points_of(plans: Sequence[tuple[Fraction, Plan]]) -> tuple[Point, ...]:
    """Return the points of plans by weight, those marked that others dominate.

    A point is dominated where another one is no worse in cost, loss and items left
    behind, and better in one of them.
    """
    figures = [
        (plan.items_unserved, plan.cost_cents, plan.freshness_cents)
        for _, plan in plans
    ]
    return tuple(
        Point(
            weight=weight,
            plan=plan,
            dominated=any(
                other != mine and all(a <= b for a, b in zip(other, mine, strict=True))
                for other in figures
            ),
        )
        for (weight, plan), mine in zip(plans, figures, strict=True)
    )


def point_cells(view: FreshnessView, point: Point) -> list[object]:
    """Return the cells of a point in the order of COLUMNS."""
    return [
        point.name,
        f"{yuan(point.cost):.2f}",
        f"{yuan(point.lost):.2f}",
        f"{yuan(point.cost + point.lost):.2f}",
        point.plan.items_unserved,
        len(point.plan.routes),
        f"{km(sum(route.metres for route in point.plan.routes)):.1f}",
        view.say("DOMINATED") if point.dominated else "",
    ]


def points_csv(view: FreshnessView) -> str:
    """Return the points as CSV with a byte order mark, for spreadsheets."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([view.say(f"COL_{name}") for name in COLUMNS])
    writer.writerows(point_cells(view, point) for point in view.points)
    return BOM + stream.getvalue()
