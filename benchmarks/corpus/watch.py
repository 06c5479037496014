"""Plan one day of the corpus in this process and tell how the cost fell over time.

``python -m benchmarks.corpus.watch NAME --seconds 60 --workers 2 --seed 1`` prints one
JSON object; sheets are not written. A note on standard error says when planning begins.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routing.check.judge import judge
from routing.domain.site import Level
from routing.optimize.budget import Budget
from routing.plan.io import dump_plan, load_plan
from routing.planning.plan_day import plan_day

from ..conservation import accounted, differences
from ..regression.measure import Curve, thinned
from ..score import score_plan
from .days import FOLDER, load_day, read_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..regression.row import Point

PLANNING = "planning"
"""What the note begins with."""
MOST_POINTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A day planned once: its size, its score, and the better plans as they came.

    Seconds count from the beginning of planning.
    """

    name: str
    villages: int
    items: int
    cost_cents: int
    items_unserved: int
    left_weight: int
    violations: int
    not_conserved: int
    iterations: int
    first_seconds: float
    seconds: float
    curve: tuple[Point, ...]


def watch(name: str, budget: Budget, corpus: Path) -> Watched:
    """Plan a day and judge the plan as it is read back."""
    loaded = load_day(read_days(corpus)[name])
    print(f"{PLANNING} {name}", file=sys.stderr, flush=True)
    curve = Curve()
    outcome = plan_day(loaded.day, loaded.travel, budget, curve)
    plan = load_plan(dump_plan(outcome.plan))
    score = score_plan(loaded.day, plan)
    sites = loaded.day.sites.values()
    return Watched(
        name=name,
        villages=sum(site.level is Level.VILLAGE for site in sites),
        items=loaded.day.items_demanded,
        cost_cents=score.cost_cents,
        items_unserved=score.items_left,
        left_weight=score.left_weight,
        violations=len(judge(loaded.day, loaded.travel, plan)),
        not_conserved=len(differences(loaded.asked, accounted(loaded.day, plan))),
        iterations=outcome.iterations,
        first_seconds=round(outcome.first_plan_seconds, 3),
        seconds=round(outcome.seconds, 3),
        curve=thinned(curve.points, MOST_POINTS),
    )


def main(words: Sequence[str] | None = None) -> int:
    """Watch one day and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus.watch")
    parser.add_argument("name")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--iterations", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    given = parser.parse_args(words)
    budget = Budget(
        time_limit=None if given.iterations is not None else given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        seed=given.seed,
    )
    watched = watch(given.name, budget, given.corpus)
    print(json.dumps(asdict(watched), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
