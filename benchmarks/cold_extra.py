"""What it costs to keep goods cold, by cause, and how near a long search it comes.

``python -m benchmarks.cold_extra --size R --seeds 1-5 --seconds 60 --long 1800 --write
docs/benchmarks.md`` makes 15 % of the items of generated days chilled, half of them
bare and half in foam boxes, and plans each day three times with the same budget: as it
is, without limits outside (only compartments bind), and with all goods at ambient. The
counties, their prices and the limits are synthetic.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from instances.county.sizes import SIZES
from instances.generate import generate
from routing.domain.goods import GoodsClass
from routing.domain.vehicle import Temperature
from routing.optimize.budget import Budget
from routing.planning.intake import take_in
from routing.planning.plan_day import plan_day

from .county import seeds_of
from .record import load_average, made_by, setting_of
from .table import NoPlaceError, around, put_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

    from .record import Setting

MARK = "cold-extra"
SHARE = 0.15
"""Of the items that are cold."""
BARE, FOAMED = "冷鲜", "冷鲜泡沫箱"
MINUTE = 60
CLASSES = (
    GoodsClass(
        goods_class=BARE,
        temp=Temperature.CHILLED,
        bus_allowed=False,
        cold_limit_duration=60 * MINUTE,
    ),
    GoodsClass(
        goods_class=FOAMED,
        temp=Temperature.CHILLED,
        cold_limit_duration=30 * MINUTE,
        pack_duration=120 * MINUTE,
    ),
)
MICRO_YUAN_PER_COLD_HOUR = 8_000_000
"""Of every vehicle with a compartment that is kept cold; assumed."""
LONG_SEED = 77
CENTS = 100
PER_CENT = 100
MOST_OVER = 1.0
"""Per cent that a plan may cost more than the best of the long search."""
FINE, FINDING, USAGE = 0, 1, 2
HEADERS = (
    "seed", "cold items", "left", "cost, yuan", "ambient, yuan", "compartments",
    "limits", "refrigeration", "extra, %", "long, yuan", "over long, %",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdExtra:
    """One day; money in cents, ``left`` items left behind, ``faults`` of all plans.

    ``rooms``: the same without limits outside and refrigeration for nothing;
    ``ambient``: the same goods at ambient; ``cooled``: what refrigeration costs the
    plan; ``long``: the best of it and a long search, None without one.
    """

    seed: int
    cold_items: int
    left: int
    cost: int
    cooled: int
    rooms: int
    ambient: int
    long: int | None
    faults: int

    @property
    def extra(self) -> float:
        """What cold adds to the cost at ambient, in per cent."""
        return PER_CENT * (self.cost - self.ambient) / self.ambient

    @property
    def over(self) -> float | None:
        """How much more it costs than the best of the long search, in per cent."""
        if self.long is None:
            return None
        return PER_CENT * (self.cost - self.long) / self.long


def cold_goods_day(size: str, seed: int) -> tuple[Day, Travel]:
    """Return a generated day of whose items about 15 % are cold, by its seed.

    Raises
    ------
    ValueError
        When the generated day cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        generate(size, seed, Path(folder) / "day")
        intake = take_in([Path(folder) / "day"], None)
    day, travel = intake.day, intake.travel
    if day is None or travel is None:
        msg = f"The generated day {size} {seed} cannot be read."
        raise ValueError(msg)
    goods = {**day.goods, **{row.goods_class: row for row in CLASSES}}
    cold = sum(row.items for row in day.consignments if _is_cold(day, row.goods_class))
    order = list(range(len(day.consignments)))
    rng = random.Random(f"{seed} cold goods")
    rng.shuffle(order)
    rows = list(day.consignments)
    for number in order:
        row = rows[number]
        if cold >= SHARE * day.items_demanded:
            break
        if not _is_cold(day, row.goods_class) and row.blocked is None:
            name = rng.choice((BARE, FOAMED))
            rows[number] = replace(row, goods_class=name)
            cold += row.items
    cars = {key: _cooled(car) for key, car in day.vehicles.items()}
    return replace(day, goods=goods, consignments=tuple(rows), vehicles=cars), travel


def _is_cold(day: Day, goods_class: str) -> bool:
    return day.goods[goods_class].temp is not Temperature.AMBIENT


def _cooled(car: Vehicle) -> Vehicle:
    if set(car.compartments_cm3) <= {Temperature.AMBIENT}:
        return car
    return replace(car, micro_yuan_per_cold_hour=MICRO_YUAN_PER_COLD_HOUR)


def without_limits(day: Day) -> Day:
    """Return a day whose goods bear any time outside, and cooling costs nothing."""
    goods = {
        key: replace(row, cold_limit_duration=None) for key, row in day.goods.items()
    }
    cars = {
        key: replace(car, micro_yuan_per_cold_hour=0)
        for key, car in day.vehicles.items()
    }
    return replace(day, goods=goods, vehicles=cars)


def at_ambient(day: Day) -> Day:
    """Return a day with the same goods at ambient, in vehicles of one compartment."""
    goods = {
        key: replace(
            row, temp=Temperature.AMBIENT, cold_limit_duration=None, pack_duration=0
        )
        for key, row in day.goods.items()
    }
    cars = {
        key: replace(
            car,
            compartments_cm3={Temperature.AMBIENT: sum(car.compartments_cm3.values())},
            bulkheads=(),
            micro_yuan_per_cold_hour=0,
        )
        for key, car in day.vehicles.items()
    }
    return replace(day, goods=goods, vehicles=cars)


def run_seed(size: str, seed: int, budget: Budget, long: float | None) -> ColdExtra:
    """Plan a day with its cold goods, without their limits, and at ambient."""
    day, travel = cold_goods_day(size, seed)
    full = plan_day(day, travel, budget)
    rooms = plan_day(without_limits(day), travel, budget)
    ambient = plan_day(at_ambient(day), travel, budget)
    outcomes = [full, rooms, ambient]
    best = None
    if long is not None:
        slow = replace(budget, time_limit=long, iterations=None, seed=LONG_SEED)
        outcomes.append(plan_day(day, travel, slow))
        best = min(full.plan.cost_cents, outcomes[-1].plan.cost_cents)
    found = ColdExtra(
        seed=seed,
        cold_items=sum(
            row.items for row in day.consignments if _is_cold(day, row.goods_class)
        ),
        left=full.plan.items_unserved,
        cost=full.plan.cost_cents,
        cooled=full.plan.cost_parts["cold"],
        rooms=rooms.plan.cost_cents,
        ambient=ambient.plan.cost_cents,
        long=best,
        faults=sum(len(one.violations) for one in outcomes),
    )
    print(found, flush=True)
    return found


def markdown(rows: Sequence[ColdExtra], setting: Setting, load: float | None) -> str:
    """Return the table by seed, what cold costs in the mean, and what it shows."""
    lines = ["| " + " | ".join(HEADERS) + " |", "|" + "---:|" * len(HEADERS)]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    extra = sum(row.extra for row in rows) / len(rows)
    overs = [row.over for row in rows if row.over is not None]
    words = f"Cold goods cost {extra:.1f} % more than at ambient in the mean"
    if overs:
        words += f"; at most {max(overs):.2f} % over the best of the long search"
    faults = sum(row.faults for row in rows)
    lines += ["", f"{words}. Violations found {faults}.", ""]
    lines.append(made_by(setting, [load]))
    return "\n".join(lines) + "\n"


def _cells(row: ColdExtra) -> list[str]:
    money = (
        row.cost,
        row.ambient,
        row.rooms - row.ambient,
        row.cost - row.cooled - row.rooms,
        row.cooled,
    )
    return [
        str(row.seed),
        f"{row.cold_items:,}",
        str(row.left),
        *(f"{cents / CENTS:,.2f}" for cents in money),
        f"{row.extra:.1f}",
        "" if row.long is None else f"{row.long / CENTS:,.2f}",
        "" if row.over is None else f"{row.over:.2f}",
    ]


def is_good(rows: Sequence[ColdExtra]) -> bool:
    """Tell whether nothing is wrong and every plan is near that of a long search."""
    return not any(row.faults or (row.over or 0.0) > MOST_OVER for row in rows)


def main(words: Sequence[str] | None = None) -> int:
    """Run the days; 1 where a plan breaks a rule or is far from the long search."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cold_extra", description=__doc__
    )
    parser.add_argument("--size", choices=tuple(SIZES), default="R")
    parser.add_argument("--seeds", type=seeds_of, default=tuple(range(1, 6)))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--iterations", type=int, help="instead of a time limit")
    parser.add_argument("--long", type=float, help="seconds of the long search")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", type=Path, help="put the table into this page")
    given = parser.parse_args(words)
    if given.write is not None:
        try:
            around(given.write, MARK)
        except (OSError, NoPlaceError) as error:
            print(error, file=sys.stderr)
            return USAGE
    budget = Budget(
        time_limit=None if given.iterations is not None else given.seconds,
        iterations=given.iterations,
        workers=given.workers,
        seed=1,
    )
    setting = setting_of(" ".join(["python -m benchmarks.cold_extra", *words]))
    load = load_average()
    rows = [run_seed(given.size, seed, budget, given.long) for seed in given.seeds]
    table = markdown(rows, setting, load)
    print(f"\n{table}")
    if given.write is not None:
        put_into(given.write, MARK, table)
    return FINE if is_good(rows) else FINDING


if __name__ == "__main__":
    sys.exit(main())
