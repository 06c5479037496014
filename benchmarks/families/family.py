"""What every family answers: instances, their day, and a verdict on a plan."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel


@dataclass(frozen=True, slots=True, kw_only=True)
class BestKnown:
    """A published cost, in the family's unit; ``proved`` when it is an optimum.

    ``vehicles`` is set where fewest vehicles come first, the cost second.
    """

    cost: float
    source: str
    proved: bool = False
    vehicles: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the family's own rules say of a solution.

    ``cost`` is in the family's unit and means nothing beside ``faults``, the
    rules that are broken; ``remarks`` are stricter readings that are not.
    ``vehicles`` are those that are used.
    """

    cost: float
    vehicles: int
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An instance as a county day.

    A cost of 1 in the family is ``cents_per_unit`` cents. ``stand_in_cents`` is
    a fixed price per used vehicle, of the vehicles ``stand_in_of``, that the
    family does not know: it stands for a limit that a day cannot state. ``offset``
    is what the family counts for every solution alike, in its unit.
    ``not_expressed`` names what the day cannot say.
    """

    day: Day
    travel: Travel
    cents_per_unit: int
    stand_in_cents: int = 0
    stand_in_of: frozenset[str] = frozenset()
    offset: float = 0.0
    not_expressed: tuple[str, ...] = ()

    def cost_of(self, plan: Plan) -> float:
        """Return the cost of a plan in the family's unit, as the day counts it."""
        used = sum(route.vehicle in self.stand_in_of for route in plan.routes)
        cents = plan.cost_cents - used * self.stand_in_cents
        return cents / self.cents_per_unit + self.offset


class Problem(Protocol):
    """One instance, ready to be planned."""

    @property
    def name(self) -> str:
        """Name as in the tables of best-known values."""

    @property
    def best(self) -> BestKnown | None:
        """The best-known cost, None where there is none."""

    @property
    def translation(self) -> Translation:
        """The instance as a county day."""

    def judged(self, plan: Plan) -> Verdict:
        """Tell a complete plan back as a solution and evaluate that."""

    def told(self, plan: Plan) -> dict[str, Any]:
        """Tell a complete plan back as a solution, to be written as JSON."""


class Family(Protocol):
    """A family of instances."""

    @property
    def title(self) -> str:
        """The family's name in a heading."""

    def files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder that may be instances, in order of name."""

    def claims(self, path: Path) -> bool:
        """Tell from content and folder whether a file is an instance."""

    def problem(self, path: Path) -> Problem:
        """Read an instance and its best-known value.

        Raises
        ------
        ValueError
            When the file is not of this family.
        """


def problems(family: Family, folder: Path, pattern: str) -> Iterator[Problem]:
    """Yield the instances of a folder whose names match a pattern."""
    for path in family.files(folder):
        if fnmatch(path.stem, pattern):
            yield family.problem(path)
