"""The family of two-echelon instances in a folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..best_known import best_in_tables
from .evaluate import evaluate
from .instance import read_two_echelon
from .translate import solution_of, translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.plan.model import Plan

    from ..family import BestKnown, Translation, Verdict
    from .instance import TwoEchelon


@dataclass(frozen=True, kw_only=True)
class TwoEchelonProblem:
    """One instance with its best-known value."""

    instance: TwoEchelon
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


class TwoEchelonFamily:
    """Sets 2 to 5 in the format of Breunig et al."""

    title = "2E-CVRP"

    def files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder that may be instances, in order of name."""
        yield from sorted(folder.glob("*.dat"))

    def claims(self, path: Path) -> bool:
        """Tell a file by its suffix."""
        return path.suffix == ".dat"

    def problem(self, path: Path) -> TwoEchelonProblem:
        """Read an instance and its best-known value."""
        best = best_in_tables(path)
        return TwoEchelonProblem(instance=read_two_echelon(path), best=best)
