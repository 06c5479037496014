"""What a family's benchmark writes down: one row per instance."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .record import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One instance.

    ``cost`` and ``vehicles`` are the family's own evaluator's, in the family's unit;
    None while something is left behind. ``best_vehicles`` is set where fewest
    vehicles come first. ``plan_cost`` is the same solution as the day
    counts it. ``violations`` is what the judge finds, ``faults`` what the
    evaluator finds, ``remarks`` its stricter readings.
    """

    name: str
    cost: float | None
    vehicles: int | None
    plan_cost: float
    best: float | None
    best_vehicles: int | None
    best_source: str
    proved: bool
    parcels: int
    unserved: int
    violations: int
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    not_expressed: tuple[str, ...]
    first_plan_seconds: float | None
    seconds: float
    iterations: int
    load_average: float | None

    @property
    def sound(self) -> bool:
        """Whether the plan is complete and keeps every rule of both sides."""
        return self.cost is not None and not (self.violations or self.faults)

    @property
    def ratio(self) -> float | None:
        """Cost over best known; None where there is no such cost.

        Where vehicles come first, there is a ratio only at the same number.
        """
        if not self.sound or self.cost is None or not self.best or self.by_vehicles:
            return None
        return self.cost / self.best

    @property
    def by_vehicles(self) -> bool:
        """Whether what decides is another number of vehicles."""
        return self.best_vehicles not in (None, self.vehicles)

    @property
    def gap_percent(self) -> float | None:
        """Per cent above best known: of vehicles where they decide, else of cost."""
        if self.sound and self.by_vehicles and self.vehicles and self.best_vehicles:
            return 100 * (self.vehicles - self.best_vehicles) / self.best_vehicles
        return None if self.ratio is None else 100 * (self.ratio - 1)


def family_line(row: FamilyRow, parameters: dict[str, Any], setting: Setting) -> str:
    """Return a row with its parameters and setting as one line of JSON."""
    values = {**asdict(row), "parameters": parameters, "setting": asdict(setting)}
    return json.dumps(values, ensure_ascii=False)
