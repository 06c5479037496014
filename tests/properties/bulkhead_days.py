"""Cold days on which the bulkheads of vehicles move (R1b)."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from properties.cold_days import cold_day

from routing.domain.vehicle import Temperature

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.travel.matrix import Travel

AMBIENT, CHILLED, FROZEN = Temperature
SHARES = (
    {AMBIENT: 1.0},
    {CHILLED: 1.0},
    {AMBIENT: 0.6, CHILLED: 0.4},
    {AMBIENT: 0.2, CHILLED: 0.8},
    {AMBIENT: 0.5, FROZEN: 0.5},
    {AMBIENT: 0.4, CHILLED: 0.3, FROZEN: 0.3},
)


def with_bulkheads(rng: random.Random, car: Vehicle) -> Vehicle:
    """Give a vehicle up to three more settings of its bulkhead."""
    whole = sum(car.compartments_cm3.values())
    others = rng.sample(SHARES, rng.choice([0, 1, 1, 2, 3]))
    return replace(
        car,
        bulkheads=tuple(
            {temp: round(whole * share) for temp, share in shares.items()}
            for shares in others
        ),
    )


def bulkhead_day(
    seed: int, *twists, tight: bool = False, enemies: bool = False
) -> tuple[Day, Travel]:
    """Return a cold day whose vehicles have random settings of their bulkheads.

    With ``enemies`` two classes of goods must not share a compartment.
    """
    day, travel = cold_day(seed, *twists, tight=tight)
    rng = random.Random(f"{seed} bulkheads")
    cars = {key: with_bulkheads(rng, car) for key, car in day.vehicles.items()}
    day = replace(day, vehicles=cars)
    if enemies:
        one, two = rng.sample(sorted(day.goods), 2)
        foe = replace(day.goods[one], incompatible_with=(two,))
        day = replace(day, goods={**day.goods, one: foe})
    return day, travel


def fixed(day: Day) -> Day:
    """Return a day whose bulkheads stay in their first setting."""
    cars = {key: replace(car, bulkheads=()) for key, car in day.vehicles.items()}
    return replace(day, vehicles=cars)
