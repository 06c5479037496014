"""Which instances the field is run on: chosen by position, never by a result.

Of the files of a folder in order of name, those within ``most`` customers are
counted, and as many as asked for are taken at even distances, the first and the
last among them.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from instances.county.places import CENTRE_ID
from instances.county.sizes import SIZES
from instances.generate import generate
from routing.domain.site import Level
from routing.planning.intake import take_in

from .conservation import accounted, demanded, differences
from .families.family import Translation, Verdict
from .families.registry import FAMILIES
from .score import score_plan
from .steps import leave_roads_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.plan.model import Plan

    from .conservation import Key
    from .families.family import Problem

SIX = 6
CENTS_PER_YUAN = 100
DIMENSION = re.compile(r"^\s*DIMENSION\s*:\s*(\d+)", re.MULTILINE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Instances of one heading.

    ``family`` and ``folder`` say which files, ``most`` how many customers at most;
    a county ``size`` says generated days instead, one of each of ``seeds``. Our mean
    gap is to be at most ``bar`` times that of PyVRP.
    """

    title: str
    family: str = ""
    folder: str = ""
    most: int | None = None
    size: str = ""
    seeds: tuple[int, ...] = ()
    bar: float = 1.0


GROUPS = {
    "cvrp": Group(
        title="CVRP, X, up to 450", family="cvrp", folder="CVRP", most=450, bar=0.7
    ),
    "solomon": Group(
        title="VRPTW, Solomon", family="vrptw", folder="VRPTW_Solomon", bar=0.5
    ),
    "gh200": Group(
        title="VRPTW, GH 200", family="vrptw", folder="VRPTW_GH200", bar=0.6
    ),
    "hfvrp": Group(
        title="Heterogeneous fleet", family="hfvrp", folder="HFVRP", bar=0.6
    ),
    "mtvrptwr": Group(
        title="Several tours, release times",
        family="mtvrptwr",
        folder="MTVRPTWR",
        bar=0.6,
    ),
    "mdvrptw": Group(
        title="Several depots, windows",
        family="mdvrptw",
        folder="MDVRPTW",
        bar=0.5,
    ),
    "pdptw": Group(
        title="Li–Lim, vehicles first", family="pdptw", folder="PDPTW_LiLim"
    ),
    "sdvrptw": Group(title="Site-dependent", family="sdvrptw", folder="SDVRPTW"),
    "county-S": Group(title="County S, 40 villages", size="S", seeds=(1, 2)),
    "county-R": Group(title="County R, 150 villages", size="R", seeds=(1, 2)),
    "county-L": Group(title="County L, 353 villages", size="L", seeds=(1,)),
    "county-XL": Group(title="County XL, 916 villages", size="XL", seeds=(1,)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A plan in figures: cost in the unit of its group, None unless it is whole."""

    cost: float | None
    vehicles: int | None
    left: int
    left_weight: int
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """An instance as a day, and how its plans are assessed.

    ``asked`` are the items of a county day by site, partner and class, counted
    from its tables; None for an instance of a family.
    """

    group: str
    name: str
    translation: Translation
    problem: Problem | None = None
    asked: Counter[Key] | None = None

    @property
    def villages(self) -> int:
        """Number of villages, which clients are too."""
        sites = self.translation.day.sites.values()
        return sum(site.level is Level.VILLAGE for site in sites)

    def assess(self, plan: Plan) -> Assessed:
        """Count a plan, an instance of a family by the family's own evaluator."""
        score = score_plan(self.translation.day, plan)
        verdict = self._verdict(plan)
        return Assessed(
            cost=None if verdict is None else verdict.cost,
            vehicles=None if verdict is None else verdict.vehicles,
            left=score.items_left,
            left_weight=score.left_weight,
            faults=() if verdict is None else verdict.faults,
        )

    def _verdict(self, plan: Plan) -> Verdict | None:
        if self.problem is not None:
            return None if plan.unserved else self.problem.judged(plan)
        lost = differences(
            self.asked or Counter(), accounted(self.translation.day, plan)
        )
        return Verdict(
            cost=plan.cost_cents / CENTS_PER_YUAN,
            vehicles=len(plan.routes),
            faults=(f"{len(lost)} counts not conserved",) if lost else (),
        )


def evenly(items: Sequence[T], count: int) -> list[T]:
    """Return ``count`` items at even distances, the first and the last among them.

    Position i of them is (n − 1) · i / (count − 1), halves up; all where there
    are no more.
    """
    if len(items) <= count:
        return list(items)
    last, parts = len(items) - 1, count - 1
    return [items[(2 * last * i + parts) // (2 * parts)] for i in range(count)]


def files_of(group: Group, data: Path, count: int = SIX) -> list[Path]:
    """Return the files of a group of instances, in order of name."""
    family = FAMILIES[group.family].family
    files = [p for p in family.files(data / group.folder) if family.claims(p)]
    if group.most is not None:
        files = [path for path in files if customers(path) <= group.most]
    return evenly(files, count)


def customers(path: Path) -> int:
    """Return the customers that a file of the VRPLIB kind says it has.

    Raises
    ------
    ValueError
        When it does not say.
    """
    found = DIMENSION.search(path.read_text("utf-8"))
    if found is None:
        msg = f"{path.name} has no DIMENSION."
        raise ValueError(msg)
    return int(found[1]) - 1


def names_of(name: str, data: Path) -> list[str]:
    """Return the names of a group's instances."""
    group = GROUPS[name]
    if group.size:
        return [f"{group.size}{seed}" for seed in group.seeds]
    return [path.stem for path in files_of(group, data)]


def subject_of(name: str, instance: str, data: Path) -> Subject:
    """Read an instance, or generate a county day by road alone."""
    group = GROUPS[name]
    if group.size:
        return county(name, group.size, int(instance.removeprefix(group.size)))
    path = next(p for p in files_of(group, data) if p.stem == instance)
    problem = FAMILIES[group.family].family.problem(path)
    return Subject(
        group=name, name=instance, translation=problem.translation, problem=problem
    )


def county(group: str, size: str, seed: int) -> Subject:
    """Generate a county day and leave it its roads.

    Raises
    ------
    ValueError
        When the day cannot be read whole.
    """
    if size not in SIZES:
        msg = f"Expected a size of {', '.join(SIZES)}, got {size}."
        raise ValueError(msg)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "day"
        generate(size, seed, folder)
        leave_roads_only(folder, CENTRE_ID)
        intake = take_in([folder], None)
        if intake.day is None or intake.travel is None or intake.day.set_aside:
            msg = f"The generated day {size} {seed} cannot be read."
            raise ValueError(msg)
        return Subject(
            group=group,
            name=f"{size}{seed}",
            translation=Translation(
                day=intake.day, travel=intake.travel, cents_per_unit=CENTS_PER_YUAN
            ),
            asked=demanded(folder),
        )
