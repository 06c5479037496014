"""A VRPLIB file as a road instance, by the rounding of its family."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from ..bare import euclid
from ..finding import faulty
from .instance import Client, RoadInstance, VehicleType
from .vrplib import DEPOTS, SECTION, read_vrplib

if TYPE_CHECKING:
    from pathlib import Path

    from .rounding import Rounding
    from .vrplib import Row, VrplibFile

UNTIMED = 10**7
"""When places without windows close: no route is as long in any unit."""

TYPES = ("EUC_2D",)
NODES = "NODE_COORD_SECTION"
DEMAND = "DEMAND_SECTION"
BACKHAUL = "BACKHAUL_SECTION"
WINDOWS = "TIME_WINDOW_SECTION"
HOME = "VEHICLES_DEPOT_SECTION"
RELOAD = "VEHICLES_RELOAD_DEPOT_SECTION"
ALLOWED = "VEHICLES_ALLOWED_CLIENTS_SECTION"
OF_VEHICLES = ("CAPACITY", "VEHICLES_")
"""Sections of vehicles begin with one of these."""


def road_instance(path: Path, rounding: Rounding) -> RoadInstance:
    """Read a file of the dialect.

    Raises
    ------
    InstanceError
        When it is damaged, or has more rules than the dialect.
    """
    return _Reader(read_vrplib(path), rounding).instance()


class _Reader:
    def __init__(self, file: VrplibFile, rounding: Rounding) -> None:
        self.file = file
        self.amount = rounding.amount
        self.rounding = rounding
        self.count = self._dimension()
        self.depots = self._depots()
        self.vehicle_rows = self._vehicle_rows()

    def instance(self) -> RoadInstance:
        file, first = self.file, self.depots
        points = [
            (file.number(row, 1, NODES), file.number(row, 2, NODES))
            for row in file.by_number(NODES, self.count)
        ]
        windows = self._windows()
        demands = self._loads(DEMAND)
        there = BACKHAUL in file.sections
        pickups = self._loads(BACKHAUL) if there else [0] * self.count
        services = self._per_node("SERVICE_TIME")
        releases = self._per_node("RELEASE_TIME")
        types = self._types()
        legs = self.rounding.legs(euclid(points))
        # Without windows and limits nobody looks at the clock.
        timed = self._timed(types)
        return RoadInstance(
            name=file.path.stem,
            depots=tuple(windows[:first]),
            clients=tuple(
                Client(
                    demand=demands[node],
                    pickup=pickups[node],
                    early=windows[node][0],
                    late=windows[node][1],
                    service=services[node] if timed else 0,
                    release=releases[node],
                )
                for node in range(first, self.count)
            ),
            types=types,
            distances=legs,
            durations=legs if timed else np.zeros_like(legs),
            cost_scale=self.rounding.cost_scale,
        )

    def _timed(self, types: tuple[VehicleType, ...]) -> bool:
        limits = any(kind.max_duration is not None for kind in types)
        return limits or WINDOWS in self.file.sections

    def _dimension(self) -> int:
        file = self.file
        kind = file.headers.get("EDGE_WEIGHT_TYPE")
        # Some sets say nothing: they are all in the plane.
        if kind is not None and " ".join(kind.words) not in TYPES:
            word = " ".join(kind.words)
            raise faulty(file.path, "INSTANCE_WEIGHTS", line=kind.line, value=word)
        count = file.whole("DIMENSION")
        if count is None:
            raise faulty(file.path, "INSTANCE_SECTION", section="DIMENSION")
        return count

    def _depots(self) -> int:
        """Return the number of depots, which come before all clients."""
        rows = self.file.sections.get(DEPOTS, ())
        for number, row in enumerate(rows, 1):
            if self.file.integer(row, 0, DEPOTS) != number:
                raise faulty(
                    self.file.path,
                    "INSTANCE_ORDER",
                    line=row.line,
                    section=DEPOTS,
                    value=row.words[0],
                    expected=number,
                )
        return max(1, len(rows))

    def _vehicle_rows(self) -> dict[str, list[Row]]:
        total = self.file.whole("VEHICLES")
        names = [n for n in self.file.sections if n.startswith(OF_VEHICLES)]
        if total is None and names:
            raise faulty(self.file.path, "INSTANCE_SECTION", section="VEHICLES")
        return {name: self.file.by_number(name, total or 0) for name in names}

    def _amount(self, row: Row, place: int, section: str) -> float:
        return self.amount(self.file.number(row, place, section))

    def _windows(self) -> list[tuple[float, float]]:
        name = WINDOWS
        if name not in self.file.sections:
            return [(0, UNTIMED)] * self.count
        windows = []
        for row in self.file.by_number(name, self.count):
            early, late = (self._amount(row, place, name) for place in (1, 2))
            if not 0 <= early <= late:
                value = " ".join(row.words)
                raise faulty(
                    self.file.path,
                    "INSTANCE_WINDOW",
                    line=row.line,
                    section=name,
                    value=value,
                )
            windows.append((early, late))
        return windows

    def _loads(self, section: str) -> list[int]:
        rows = self.file.by_number(section, self.count)
        return [self.file.integer(row, 1, section) for row in rows]

    def _per_node(self, name: str) -> list[float]:
        """Return an amount per node: of a section, of a header for clients, or 0."""
        section = name + SECTION
        if section in self.file.sections:
            rows = self.file.by_number(section, self.count)
            return [self._amount(row, 1, section) for row in rows]
        header = self.file.headers.get(name)
        if header is None:
            return [0] * self.count
        value = self._amount(header, 0, name)
        return [0.0] * self.depots + [value] * (self.count - self.depots)

    def _types(self) -> tuple[VehicleType, ...]:
        """Return the vehicles, those that are alike and stand together as one type."""
        total = self.file.whole("VEHICLES")
        if total is None:
            return (self._vehicle({}, None),)
        each = [self._vehicle(self._own(number), number) for number in range(total)]
        return tuple(
            replace(kind, number=len(list(alike))) for kind, alike in groupby(each)
        )

    def _own(self, number: int) -> dict[str, Row]:
        """Return what the sections say of one vehicle, by name of the section."""
        return {name: rows[number] for name, rows in self.vehicle_rows.items()}

    def _vehicle(self, own: dict[str, Row], number: int | None) -> VehicleType:
        def value(name: str) -> tuple[Row, int, str] | None:
            if name + SECTION in own:
                return own[name + SECTION], 1, name + SECTION
            row = self.file.headers.get(name)
            return None if row is None else (row, 0, name)

        def amount(name: str) -> float | None:
            found = value(name)
            return None if found is None else self._amount(*found)

        capacity, price = value("CAPACITY"), value("VEHICLES_UNIT_DISTANCE_COST")
        if capacity is None:
            raise faulty(self.file.path, "INSTANCE_SECTION", section="CAPACITY")
        return VehicleType(
            number=None if number is None else 1,
            capacity=self.file.integer(*capacity),
            fixed=int(amount("VEHICLES_FIXED_COST") or 0),
            per_distance=1 if price is None else self.file.integer(*price),
            depot=self._depot(own),
            allowed=self._allowed(own),
            most_tours=self._tours(own),
            max_duration=amount("VEHICLES_MAX_DURATION"),
            max_distance=amount("VEHICLES_MAX_DISTANCE"),
        )

    def _depot(self, own: dict[str, Row]) -> int:
        row = own.get(HOME)
        return 0 if row is None else self._node(row, 1, HOME, range(self.depots))

    def _allowed(self, own: dict[str, Row]) -> frozenset[int] | None:
        row = own.get(ALLOWED)
        if row is None:
            return None
        clients = range(self.depots, self.count)
        places = range(1, len(row.words))
        return frozenset(self._node(row, place, ALLOWED, clients) for place in places)

    def _tours(self, own: dict[str, Row]) -> int | None:
        """Return the most tours: more than one where a depot to reload at is named."""
        row, most = own.get(RELOAD), "VEHICLES_MAX_RELOADS"
        if row is None or len(row.words) == 1:
            return 1
        if len(row.words) != len(("vehicle", "depot")) or (
            self._node(row, 1, RELOAD, range(self.depots)) != self._depot(own)
        ):
            value = " ".join(row.words[1:])
            raise faulty(
                self.file.path,
                "INSTANCE_RELOAD",
                line=row.line,
                section=RELOAD,
                value=value,
            )
        section, header = own.get(most + SECTION), self.file.whole(most)
        if section is not None:
            return 1 + self.file.integer(section, 1, most + SECTION)
        return None if header is None else 1 + header

    def _node(self, row: Row, place: int, section: str, among: range) -> int:
        """Return a node, which files count from 1.

        Raises
        ------
        InstanceError
            When it is not ``among`` those that may stand here.
        """
        node = self.file.integer(row, place, section) - 1
        if node not in among:
            value = row.words[place]
            first, last = among[0] + 1, among[-1] + 1
            raise faulty(
                self.file.path,
                "INSTANCE_NODE",
                line=row.line,
                section=section,
                value=value,
                first=first,
                last=last,
            )
        return node
