"""The family of instances by public transport in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..best_known import best_in_tables
from .convention import convention_of
from .evaluate import evaluate
from .instance import read_bus_instance
from .solution import solution_of
from .translate import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from routing.plan.model import Plan

    from ..family import BestKnown, Translation, Verdict
    from .convention import Convention
    from .instance import BusInstance

SUFFIXES = (".city", ".demands", ".params")


@dataclass(frozen=True, kw_only=True)
class BusProblem:
    """One instance with its best published upper bound."""

    instance: BusInstance
    best: BestKnown | None
    rooms: bool = False

    @property
    def name(self) -> str:
        """Name of the files."""
        return self.instance.name

    @property
    def convention(self) -> Convention:
        """How its published cost counts."""
        best = None if self.best is None else self.best.cost
        return convention_of(self.instance, best)

    @cached_property
    def translation(self) -> Translation:
        """The instance as a county day."""
        return translate(self.instance, self.convention, rooms=self.rooms)

    def judged(self, plan: Plan) -> Verdict:
        """Evaluate what a plan drives and carries."""
        solution = solution_of(self.instance, plan)
        return evaluate(self.instance, self.convention, solution)

    def told(self, plan: Plan) -> dict[str, Any]:
        """Tell a complete plan back as the stand-alone evaluator reads it."""
        return solution_of(self.instance, plan).as_json()


@dataclass(frozen=True, slots=True, kw_only=True)
class BusFamily:
    """Instances of Delle Donne et al., and of Mandal and Archetti.

    With ``rooms`` stops hold no more than their capacity at any time.
    """

    title: str
    rooms: bool = False

    def files(self, folder: Path) -> Iterator[Path]:
        """Yield the files of a folder that may be instances, in order of name."""
        yield from sorted(folder.glob("*.city"))

    def claims(self, path: Path) -> bool:
        """Tell a file by its suffix."""
        return path.suffix in SUFFIXES and not self.rooms

    def problem(self, path: Path) -> BusProblem:
        """Read an instance by any of its three files, and its best-known value."""
        # Names such as insC1.0.city: the suffix alone goes.
        base = path.with_name(path.stem if path.suffix in SUFFIXES else path.name)
        return BusProblem(
            instance=read_bus_instance(base),
            best=best_in_tables(path),
            rooms=self.rooms,
        )
