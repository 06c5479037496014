"""The road families: where one differs from another, it stands here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from .family import RoadFamily
from .from_vrplib import road_instance
from .rounding import DIMACS, DOUBLE, EXACT_1000, HUNDREDTHS, ROUND, TENTHS
from .text_files import is_li_lim, is_solomon, read_li_lim, read_solomon
from .vrplib import is_vrplib, read_vrplib

if TYPE_CHECKING:
    from pathlib import Path

    from .instance import RoadInstance
    from .rounding import Rounding

VRP = ".vrp"
TEXT = ".txt"


def _is_typed(path: Path, types: tuple[str, ...]) -> bool:
    if not is_vrplib(path):
        return False
    kind = read_vrplib(path).headers.get("TYPE")
    return kind is not None and " ".join(kind.words) in types


def _vrp(title: str, *types: str, roundings: tuple[Rounding, ...]) -> RoadFamily:
    return RoadFamily(
        title=title,
        suffixes=(VRP,),
        is_one=partial(_is_typed, types=types),
        readings=tuple(partial(road_instance, rounding=r) for r in roundings),
    )


def _read_vehicles_first(path: Path) -> RoadInstance:
    """Read either format by the convention of the texts: vehicles, then distance."""
    if not is_vrplib(path):
        return read_solomon(path)
    return replace(road_instance(path, DOUBLE), fewest_first=True)


CVRP = _vrp("CVRP", "CVRP", roundings=(ROUND,))
VRPTW = _vrp("VRPTW, distance", "CVRPTW", "VRPTW", roundings=(DIMACS,))
VRPTW_VEHICLES = RoadFamily(
    title="VRPTW, fewest vehicles first",
    suffixes=(TEXT, VRP),
    is_one=is_solomon,
    readings=(_read_vehicles_first,),
)
# Costs are published in the original unit, or whole: hundredths of prices times
# thousandths of distance.
HFVRP = _vrp("Heterogeneous fleets", "HFVRP", roundings=(HUNDREDTHS, EXACT_1000))
MDVRPTW = _vrp("MDVRPTW", "MDVRPTW", roundings=(EXACT_1000,))
SDVRPTW = _vrp("SDVRPTW", "SDVRPTW", roundings=(EXACT_1000,))
MTVRPTWR = _vrp("MTVRPTWR", "MTVRPTWR", roundings=(TENTHS,))
VRPB = _vrp("VRPB", "VRPB", roundings=(ROUND,))
PDPTW = RoadFamily(
    title="PDPTW, fewest vehicles first",
    suffixes=(TEXT,),
    is_one=is_li_lim,
    readings=(read_li_lim,),
)
