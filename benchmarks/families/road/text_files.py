"""Two text formats of Solomon's kind: his own, and Li and Lim's with pairs.

Distances and times are in double precision, fewest vehicles stand first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..bare import euclid
from ..finding import faulty
from .instance import Client, RoadInstance, VehicleType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADS = ("VEHICLE", "CUSTOMER")
NODE = ("number", "x", "y", "demand", "early", "late", "service")
PAIRED = (*NODE, "pickup", "delivery")
FLEET = ("vehicles", "capacity")
LI_LIM_FLEET = (*FLEET, "speed")

Rows = list[tuple[int, list[float]]]
"""Numbers of a line with its number, counted from 1."""


def is_solomon(path: Path) -> bool:
    """Tell whether a file has the heads of Solomon's text format."""
    words = path.read_text("utf-8", "replace").split()
    return all(head in words for head in HEADS)


def is_li_lim(path: Path) -> bool:
    """Tell whether a file is a row of three numbers and rows of nine."""
    lines = path.read_text("utf-8", "replace").splitlines()
    rows = [line.split() for line in lines if line.strip()][:2]
    sizes = [len(row) for row in rows if all(map(_is_number, row))]
    return sizes == [len(LI_LIM_FLEET), len(PAIRED)]


def read_solomon(path: Path) -> RoadInstance:
    """Read Solomon's text format, which Gehring and Homberger use as well.

    Raises
    ------
    InstanceError
        When a row is not as it should be.
    """
    fleet, *nodes = _rows(path)
    _sized(path, "VEHICLE", fleet, FLEET)
    for row in nodes:
        _sized(path, "CUSTOMER", row, NODE)
    return _instance(path, fleet[1], nodes)


def read_li_lim(path: Path) -> RoadInstance:
    """Read Li and Lim's format: each request is a pickup and a delivery.

    Raises
    ------
    InstanceError
        When a row is not as it should be, or a request has no other end.
    """
    fleet, *nodes = _rows(path)
    _sized(path, "VEHICLE", fleet, LI_LIM_FLEET)
    for row in nodes:
        _sized(path, "CUSTOMER", row, PAIRED)
    return _instance(path, fleet[1], nodes, _pairs(path, nodes))


def _is_number(word: str) -> bool:
    return word.lstrip("-").replace(".", "", 1).isdigit()


def _rows(path: Path) -> Rows:
    """Return the rows of numbers; a row that begins with one has nothing else."""
    rows: Rows = []
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words or not _is_number(words[0]):
            continue
        for word in words:
            if not _is_number(word):
                raise faulty(path, "INSTANCE_NUMBER", line=number, value=word)
        rows.append((number, [float(word) for word in words]))
    if len(rows) < len(("fleet", "depot")):
        raise faulty(path, "INSTANCE_SECTION", section="CUSTOMER")
    return rows


def _sized(
    path: Path, section: str, row: tuple[int, list[float]], columns: Sequence[str]
) -> None:
    line, numbers = row
    if len(numbers) != len(columns):
        value = " ".join(f"{number:g}" for number in numbers)
        raise faulty(
            path,
            "INSTANCE_SHORT_ROW",
            line=line,
            section=section,
            value=value,
            words=len(columns),
        )


def _instance(
    path: Path,
    fleet: Sequence[float],
    nodes: Rows,
    pairs: tuple[tuple[int, int], ...] = (),
) -> RoadInstance:
    for expected, (line, numbers) in enumerate(nodes):
        if numbers[0] != expected:
            value = f"{numbers[0]:g}"
            raise faulty(
                path, "INSTANCE_ORDER", line=line, value=value, expected=expected
            )
        if not 0 <= numbers[4] <= numbers[5]:
            value = f"{numbers[4]:g} {numbers[5]:g}"
            raise faulty(path, "INSTANCE_WINDOW", line=line, value=value)
    distances = euclid([(numbers[1], numbers[2]) for _, numbers in nodes])
    depot = nodes[0][1]
    return RoadInstance(
        name=path.stem,
        first_number=0,
        depots=((depot[4], depot[5]),),
        clients=tuple(
            Client(
                demand=int(numbers[3]),
                early=numbers[4],
                late=numbers[5],
                service=numbers[6],
            )
            for _, numbers in nodes[1:]
        ),
        types=(VehicleType(number=int(fleet[0]), capacity=int(fleet[1])),),
        distances=distances,
        durations=distances,
        pairs=pairs,
        fewest_first=True,
    )


def _pairs(path: Path, nodes: Rows) -> tuple[tuple[int, int], ...]:
    """Return pickups with their deliveries, which name each other."""
    pairs = []
    for node, (line, numbers) in enumerate(nodes[1:], 1):
        pickup, delivery = int(numbers[-2]), int(numbers[-1])
        other = pickup or delivery
        known = 0 < other < len(nodes)
        back = nodes[other][1][-1 if pickup else -2] if known else 0
        opposite = known and nodes[other][1][3] == -numbers[3]
        if bool(pickup) == bool(delivery) or back != node or not opposite:
            raise faulty(path, "INSTANCE_PAIR", line=line, value=f"{node}")
        if delivery:
            pairs.append((node, delivery))
    return tuple(pairs)
