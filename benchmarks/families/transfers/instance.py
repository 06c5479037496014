"""An instance with transfers, and the reader of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = ("node", "x", "y", "a", "b", "load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place with the window in which service may start."""

    x: float
    y: float
    early: float
    late: float
    load: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferInstance:
    """Nodes by name: ``p0``, ``d0`` of request 0, ``o0``, ``e0`` of vehicle 0, ``t0``.

    Travel time equals distance.
    """

    name: str
    requests: int
    vehicles: int
    transfers: int
    capacity: int
    nodes: Mapping[str, Node]


def is_transfers(path: Path) -> bool:
    """Tell whether a file has the columns of an instance with transfers."""
    lines = path.read_text("utf-8", "replace").splitlines()[: len(COLUMNS)]
    return any(tuple(line.split()) == COLUMNS for line in lines)


def read_transfers(path: Path) -> TransferInstance:
    """Read an instance.

    Raises
    ------
    ValueError
        When the file is not of this format; the message names it.
    """
    lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    rows = [words for words in lines if words]
    try:
        requests, vehicles, transfers, capacity = (int(word) for word in rows[1])
        nodes = {}
        for name, *words in rows[3:]:
            x, y, early, late, load = (float(word) for word in words)
            if load != int(load):
                msg = f"expected a whole load at {name}, got {load}"
                raise ValueError(msg)
            nodes[name] = Node(x=x, y=y, early=early, late=late, load=int(load))
        due = [
            f"{letter}{number}"
            for letter, count in zip(
                "pdoet",
                (requests, requests, vehicles, vehicles, transfers),
                strict=True,
            )
            for number in range(count)
        ]
        if tuple(rows[2]) != COLUMNS or sorted(due) != sorted(nodes):
            msg = f"expected the nodes {', '.join(due)}"
            raise ValueError(msg)
    except (ValueError, IndexError) as error:
        msg = f"{path.name} is no instance with transfers: {error}"
        raise ValueError(msg) from error
    return TransferInstance(
        name=path.stem,
        requests=requests,
        vehicles=vehicles,
        transfers=transfers,
        capacity=capacity,
        nodes=nodes,
    )
