"""An instance with bus lines, couriers and trucks, and the reader of its files."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SPEED = 0.2
"""Time per distance, of trucks, buses and couriers alike."""

WHOLE_STOP = WHOLE_LINE = 8
"""Words of a row that has every column."""

ASSUMED = {"first": 30.0, "frequency": 30.0, "runs": 30, "wait": 60.0}
"""Timetable and longest wait of files that have none (Mandal and Archetti)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusStop:
    """A stop: room, work per truck, longest wait of goods (``wait``)."""

    x: float
    y: float
    capacity: float
    work: float
    wait: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BusLine:
    """A line of one direction: goods board in its first part, alight in its second."""

    name: str
    capacity: float
    first: float
    frequency: float
    runs: int
    in_part: tuple[str, ...]
    out_part: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer and the out-stops that may serve it."""

    x: float
    y: float
    outs: tuple[str, ...]
    load: float
    early: float
    late: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BusInstance:
    """Centre, stops, lines and customers; names as in the files."""

    name: str
    centre: tuple[float, float]
    in_stops: tuple[str, ...]
    stops: Mapping[str, BusStop]
    lines: tuple[BusLine, ...]
    customers: Mapping[str, Customer]
    parameters: Mapping[str, float]

    def distance(self, here: str, there: str) -> float:
        """Return Euclid between two places; the centre is the empty name."""
        return math.dist(self._place(here), self._place(there))

    def _place(self, name: str) -> tuple[float, float]:
        if not name:
            return self.centre
        place = self.stops.get(name) or self.customers[name]
        return place.x, place.y

    def bus_time(self, line: BusLine, run: int, stop: str) -> float:
        """Return when a run of a line is at one of its stops."""
        time = line.first + run * line.frequency
        path = (*line.in_part, *line.out_part)
        for here, there in pairwise(path):
            if here == stop:
                break
            time += self.stops[here].work + SPEED * self.distance(here, there)
        return time


def read_bus_instance(base: Path) -> BusInstance:
    """Read ``BASE.city``, ``BASE.demands`` and ``BASE.params``.

    Raises
    ------
    ValueError
        When a file is not of this format; the message names it.
    """
    try:
        reader = _City(_rows(base, ".city"))
        loads = {name: words for name, *words in _rows(base, ".demands")}
        parameters = {name: float(value) for name, value in _rows(base, ".params")}
        return BusInstance(
            name=base.name,
            centre=reader.centre,
            in_stops=reader.in_stops,
            stops=reader.stops,
            lines=tuple(reader.lines),
            customers={
                name: _customer(place, outs, loads[name])
                for name, (place, outs) in reader.customers.items()
            },
            parameters=parameters,
        )
    except (ValueError, IndexError, KeyError, StopIteration) as error:
        msg = f"{base.name} is no instance of public transport: {error}"
        raise ValueError(msg) from error


def _rows(base: Path, suffix: str) -> Iterator[list[str]]:
    path = base.with_name(base.name + suffix)
    for line in path.read_text("utf-8").splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            yield words


def _customer(
    place: tuple[float, float], outs: tuple[str, ...], words: list[str]
) -> Customer:
    load, early, late = (float(word) for word in words)
    return Customer(
        x=place[0], y=place[1], outs=outs, load=load, early=early, late=late
    )


class _City:
    """Goes through the rows of a city; each kind begins with its letter."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self.stops: dict[str, BusStop] = {}
        self.customers: dict[str, tuple[tuple[float, float], tuple[str, ...]]] = {}
        self.lines: list[BusLine] = []
        self.centre = (0.0, 0.0)
        self.in_stops: tuple[str, ...] = ()
        for kind, name, *words in rows:
            match kind:
                case "S":
                    self.stops[name] = _stop(words)
                case "O":
                    self.centre = (float(words[0]), float(words[1]))
                    self.in_stops = tuple(next(rows))
                case "D":
                    place = (float(words[0]), float(words[1]))
                    self.customers[name] = (place, tuple(next(rows)))
                case "L":
                    self.lines.append(_line(name, words, next(rows), next(rows)))
                case _:
                    msg = f"unknown row {kind} {name}"
                    raise ValueError(msg)


def _stop(words: list[str]) -> BusStop:
    """Read capacity, … , x, y and, where given, work and wait."""
    numbers = [float(word) for word in words]
    whole = len(numbers) + 2 >= WHOLE_STOP
    x, y = numbers[-4:-2] if whole else numbers[2:4]
    work, wait = numbers[-2:] if whole else (0.0, ASSUMED["wait"])
    return BusStop(x=x, y=y, capacity=numbers[0], work=work, wait=wait)


def _line(
    name: str, words: list[str], in_part: list[str], out_part: list[str]
) -> BusLine:
    """Read fleet, capacity, cost and, where given, first run, frequency and runs."""
    timed = len(words) + 2 >= WHOLE_LINE
    first, frequency, runs = (
        (float(words[3]), float(words[4]), int(words[5]))
        if timed
        else (ASSUMED["first"], ASSUMED["frequency"], int(ASSUMED["runs"]))
    )
    return BusLine(
        name=name,
        capacity=float(words[1]),
        first=first,
        frequency=frequency,
        runs=runs,
        in_part=tuple(in_part),
        out_part=tuple(out_part),
    )
