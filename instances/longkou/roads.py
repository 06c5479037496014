"""The real road table of Longkou, and what follows from it: hubs and villages."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DEPOT = 0
HUBS = 6
HUB_CLASS = "CS"
TOWN_KM = 1.5
_BLOCK = 8192


def site_id(station: int) -> str:
    """Return the id of a station: its number in the source."""
    return f"LK{station:02d}"


@dataclass(frozen=True, slots=True)
class Roads:
    """Rows of the source and its distances.

    ``rows`` are (from, to, km, min) as texts, in the order of the file;
    ``km`` is symmetrised and completed by shortest paths, shape (n, n).
    """

    rows: tuple[tuple[int, int, str, str], ...]
    classes: tuple[str, ...]
    km: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """Station numbers: the hubs, and each village with its hub."""

    hubs: tuple[int, ...]
    villages: dict[int, int]

    @property
    def stations(self) -> tuple[int, ...]:
        """Depot, hubs and villages."""
        return (DEPOT, *self.hubs, *self.villages)


def read_roads(source: Path) -> Roads:
    """Read ``roads.csv`` and ``stations.csv`` of the source folder."""
    with (source / "stations.csv").open(encoding="utf-8", newline="") as file:
        classes = tuple(row["class"] for row in csv.DictReader(file))
    with (source / "roads.csv").open(encoding="utf-8", newline="") as file:
        rows = tuple(
            (int(row["from"]), int(row["to"]), row["km"], row["min"])
            for row in csv.DictReader(file)
        )
    km = np.full((len(classes), len(classes)), np.inf)
    np.fill_diagonal(km, 0.0)
    for origin, destination, length, _ in rows:
        km[origin, destination] = float(length)
    for via in range(len(classes)):
        km = np.minimum(km, km[:, [via]] + km[[via], :])
    return Roads(rows=rows, classes=classes, km=(km + km.T) / 2)


def choose_network(roads: Roads) -> Network:
    """Choose hubs and villages by rule.

    Stations less than ``TOWN_KM`` from the depot are the county town itself
    and left out. Hubs are the six stations of class CS (passengers and goods)
    that together have the fewest km to all stations, each to its nearest hub;
    every other station is a village of its nearest hub.
    """
    stations = [
        number
        for number in range(1, len(roads.classes))
        if roads.km[DEPOT, number] >= TOWN_KM
    ]
    candidates = [n for n in stations if roads.classes[n] == HUB_CLASS]
    choices = np.array(list(combinations(candidates, HUBS)))
    distances = roads.km[:, stations]
    total = np.concatenate(
        [
            distances[choices[start : start + _BLOCK]].min(axis=1).sum(axis=1)
            for start in range(0, len(choices), _BLOCK)
        ]
    )
    # Rounded, so that the choice does not hang on the last bit of a sum.
    hubs = tuple(int(n) for n in choices[int(np.round(total, 6).argmin())])
    villages = {
        number: hubs[int(roads.km[list(hubs), number].argmin())]
        for number in stations
        if number not in hubs
    }
    return Network(hubs=hubs, villages=villages)
