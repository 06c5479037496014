"""The families by the name that the runner knows them by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .public_transport.family import BusFamily
from .road import families as road
from .transfers.family import TransferFamily
from .two_echelon.family import TwoEchelonFamily

if TYPE_CHECKING:
    from .family import Family


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A family, and its folders among the shared data."""

    family: Family
    folders: tuple[str, ...]


VRPTW_FOLDERS = ("VRPTW_Solomon", "VRPTW_GH200", "VRPTW_GH400")

FAMILIES = {
    "cvrp": Entry(family=road.CVRP, folders=("CVRP",)),
    "vrptw": Entry(
        family=road.VRPTW,
        folders=VRPTW_FOLDERS,
    ),
    "vrptw-vehicles": Entry(family=road.VRPTW_VEHICLES, folders=VRPTW_FOLDERS),
    "hfvrp": Entry(family=road.HFVRP, folders=("HFVRP",)),
    "mdvrptw": Entry(family=road.MDVRPTW, folders=("MDVRPTW",)),
    "sdvrptw": Entry(family=road.SDVRPTW, folders=("SDVRPTW",)),
    "mtvrptwr": Entry(family=road.MTVRPTWR, folders=("MTVRPTWR",)),
    "vrpb": Entry(family=road.VRPB, folders=("VRPB",)),
    "pdptw": Entry(family=road.PDPTW, folders=("PDPTW_LiLim",)),
    "bus": Entry(
        family=BusFamily(title="Last-mile delivery by public transport"),
        folders=("PublicTransport",),
    ),
    "bus-rooms": Entry(
        family=BusFamily(
            title="Last-mile delivery by public transport, stops of limited room",
            rooms=True,
        ),
        folders=("PublicTransport",),
    ),
    "2e": Entry(family=TwoEchelonFamily(), folders=("2E-CVRP",)),
    "pdptwt": Entry(
        family=TransferFamily(title="PDPTWT", subfolder="PDPTWT"),
        folders=("PDP-Transfers",),
    ),
    "pdpt": Entry(
        family=TransferFamily(title="PDPT", subfolder="PDPT", windows=False),
        folders=("PDP-Transfers",),
    ),
}
