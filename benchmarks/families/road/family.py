"""A family of road instances: a reader, a rounding, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..best_known import best_in_tables
from ..family import BestKnown
from .evaluate import evaluate
from .sol_file import as_rows, numbered, read_sol
from .translate import solution_of, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from routing.plan.model import Plan

    from ..family import Translation, Verdict
    from .instance import RoadInstance
    from .sol_file import Published


@dataclass(frozen=True, kw_only=True)
class RoadCase:
    """One instance with its best-known value."""

    instance: RoadInstance
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
        """Tell a complete plan back as routes of the file's own node numbers.

        A tour ends where the depot's number stands inside a route; ``sol_routes`` are
        the same as a ``.sol`` counts them.
        """
        solution = solution_of(self.instance, plan)
        return {
            "routes": numbered(self.instance, solution),
            "sol_routes": as_rows(self.instance, solution),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadFamily:
    """Instances in files of one kind; ``is_one`` tells whether a file is of this one.

    ``readings`` are the conventions by which published costs count, the usual one
    first. They never mix: the one that gives a published solution its published
    cost is the instance's.
    """

    title: str
    suffixes: tuple[str, ...]
    is_one: Callable[[Path], bool]
    readings: tuple[Callable[[Path], RoadInstance], ...]

    def files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder that may be instances, in order of name."""
        files = sorted(folder.glob("*"))
        yield from (path for path in files if path.suffix in self.suffixes)

    def claims(self, path: Path) -> bool:
        """Tell from its content whether a file is an instance."""
        return path.is_file() and self.is_one(path)

    def problem(self, path: Path) -> RoadCase:
        """Read an instance and its best-known value, which decides on the convention.

        A published solution that has another cost by every convention is no
        best-known value.

        Raises
        ------
        InstanceError
            When a file is damaged.
        """
        usual = self.readings[0](path)
        sol = path.with_suffix(".sol")
        if not sol.is_file():
            return RoadCase(instance=usual, best=best_in_tables(path))
        published = read_sol(sol, usual)
        for instance in (usual, *(read(path) for read in self.readings[1:])):
            verdict = evaluate(instance, published.solution)
            if not verdict.faults and agrees(verdict.cost, published):
                best = BestKnown(
                    cost=published.cost,
                    source=sol.name,
                    proved=published.proved,
                    vehicles=verdict.vehicles if instance.fewest_first else None,
                )
                return RoadCase(instance=instance, best=best)
        return RoadCase(instance=usual, best=best_in_tables(path))


def agrees(cost: float, published: Published) -> bool:
    """Tell whether a cost is the published one, to its last digit."""
    return round(cost, published.digits) == published.cost
