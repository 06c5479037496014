"""A two-echelon instance, and the reader of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Point = tuple[float, float]

COMMENT = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Vehicles that are alike; the fixed price is due for each that is used."""

    number: int
    capacity: int
    per_distance: float
    fixed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoEchelon:
    """Depot, satellites and customers in the plane; satellites count from 0.

    ``freighters.number`` bounds the city freighters of all satellites together,
    ``per_satellite`` those of each.
    """

    name: str
    depot: Point
    satellites: tuple[Point, ...]
    customers: tuple[Point, ...]
    demands: tuple[int, ...]
    trucks: Fleet
    freighters: Fleet
    per_satellite: int


def read_two_echelon(path: Path) -> TwoEchelon:
    """Read a ``.dat`` file.

    Raises
    ------
    ValueError
        When the file is not of this format; the message names it.
    """
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    parts = [line for line in lines if line and not line.startswith(COMMENT)]
    try:
        trucks, freighters, stores, *rest = parts
        number, capacity, price, fixed = trucks.split(",")
        each, *more = freighters.split(",")
        places = [_numbers(word, 2) for word in stores.split()]
        people = [_numbers(word, 3) for line in rest for word in line.split()]
        return TwoEchelon(
            name=path.stem,
            depot=(places[0][0], places[0][1]),
            satellites=tuple((x, y) for x, y in places[1:]),
            customers=tuple((x, y) for x, y, _ in people),
            demands=tuple(_whole(demand) for _, _, demand in people),
            trucks=_fleet(number, capacity, price, fixed),
            freighters=_fleet(*more),
            per_satellite=int(each),
        )
    except (ValueError, TypeError, IndexError) as error:
        msg = f"{path.name} is no two-echelon instance: {error}"
        raise ValueError(msg) from error


def _fleet(number: str, capacity: str, price: str, fixed: str) -> Fleet:
    return Fleet(
        number=int(number),
        capacity=int(capacity),
        per_distance=float(price),
        fixed=float(fixed),
    )


def _numbers(word: str, count: int) -> list[float]:
    numbers = [float(part) for part in word.split(",")]
    if len(numbers) != count:
        msg = f"expected {count} numbers, got {word!r}"
        raise ValueError(msg)
    return numbers


def _whole(value: float) -> int:
    if value != int(value) or value < 0:
        msg = f"expected whole demands, got {value}"
        raise ValueError(msg)
    return int(value)
