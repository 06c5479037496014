"""The two families with transfers in a folder."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..family import BestKnown
from .evaluate import evaluate
from .instance import read_transfers
from .translate import solution_of, translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.plan.model import Plan

    from ..family import Translation, Verdict
    from .instance import TransferInstance

STATUSES = ("OPTIMAL", "FEASIBLE", "TIMEOUT")


@dataclass(frozen=True, kw_only=True)
class TransferProblem:
    """One instance with its best-known value."""

    instance: TransferInstance
    best: BestKnown | None

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.instance.name

    @cached_property
    def translation(self) -> Translation:
        """The instance as a county day."""
        return translate(self.instance)

    def judged(self, plan: Plan) -> Verdict:
        """Evaluate what a plan drives."""
        return evaluate(self.instance, solution_of(self.instance, plan))

    def told(self, plan: Plan) -> dict[str, Any]:
        """Tell a complete plan back in the family's words."""
        return asdict(solution_of(self.instance, plan))


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFamily:
    """Instances in a subfolder, results in ``Results-<subfolder>.txt``."""

    title: str
    subfolder: str

    def problems(self, folder: Path, pattern: str) -> Iterator[TransferProblem]:
        """Yield the instances whose names match a pattern, in order of name."""
        best = read_results(folder / f"Results-{self.subfolder}.txt")
        for path in sorted((folder / self.subfolder).glob("*.txt")):
            if fnmatch(path.stem, pattern):
                yield TransferProblem(
                    instance=read_transfers(path), best=best.get(path.name)
                )


def read_results(path: Path) -> dict[str, BestKnown]:
    """Return the best published cost by file name; no file is an empty table.

    Columns are instance, status, objective, gap, time and model. A proved optimum
    stands before any other cost.
    """
    best: dict[str, BestKnown] = {}
    if not path.is_file():
        return best
    for line in path.read_text("utf-8").splitlines():
        name, status, cost, *rest = [*line.split(), "", "", ""]
        if status not in STATUSES or not math.isfinite(float(cost)):
            continue
        model = " ".join(word for word in rest[2:] if word)
        row = BestKnown(cost=float(cost), source=model, proved=status == STATUSES[0])
        known = best.get(name)
        if known is None or (not row.proved, row.cost) < (not known.proved, known.cost):
            best[name] = row
    return best
