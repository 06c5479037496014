"""What the kernel knows of goods that must be kept cold, or be quick (C1, C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .itineraries.outside import hand_duration, most_outside, outside_since
from .kernel.data import (
    BARE_DIMENSIONS,
    BIG,
    COLD_DIMENSIONS,
    DIMENSIONS,
    FIRST_ROOM,
    H_ROOM,
)
from .vehicle_arrays import COLD_BITS

if TYPE_CHECKING:
    from routing.domain.day import Day

    from .itineraries.network import Network
    from .ways import Shipment


def cold_arrays(day: Day, network: Network) -> dict[str, object]:
    """Return ``s_`` arrays of limits outside and under way, and their flags.

    A straight movement has all seconds of its goods; one of a way over transfers what
    the way leaves it, and the time under way is bound there by its hours.
    """
    needs = [shipment.needs(day.goods) for shipment in network.shipments]
    straight = len(network.ways)
    fields: dict[str, list[int]] = {
        name: []
        for name in (
            "temp",
            "exposed",
            "since",
            "hand_in",
            "hand_out",
            "ride",
            "due",
            "box",
        )
    }
    for k, shipment in enumerate(network.shipments):
        need = needs[k]
        left = most_outside(shipment, need)
        whole = BIG if left is None else left
        since = outside_since(day, shipment) if need.is_cold else None
        if shipment.from_site != shipment.lot.origin:
            since = network.since.get(k)
        lone = k < straight or _is_straight_in_box(shipment)
        fields["box"].append(need.box if lone else 0)
        fields["temp"].append(COLD_BITS[need.temp])
        fields["exposed"].append(whole if lone else network.exposed.get(k, BIG))
        fields["since"].append(BIG if since is None else since)
        for name, end in (
            ("hand_in", shipment.from_site),
            ("hand_out", shipment.to_site),
        ):
            fields[name].append(hand_duration(shipment, day.sites[end].sec_per_item))
        moved = shipment.outer.seal is not None and shipment.outer.seal.due is not None
        ride = need.ride if lone and not moved else None
        fields["ride"].append(BIG if ride is None else ride)
        due = shipment.outer.seal.due if shipment.outer.seal is not None else None
        fields["due"].append(due if due is not None and lone else BIG)
    limits = fields["exposed"] + fields["ride"]
    foamed = any(need.is_packed for need in needs)
    return {
        **{f"s_{name}": np.array(row, np.int64) for name, row in fields.items()},
        "has_cold": any(limit < BIG for limit in limits),
        "dims": DIMENSIONS if foamed else BARE_DIMENSIONS,
        "door": day.settings.door_open_duration,
    }


def _is_straight_in_box(shipment: Shipment) -> bool:
    """Tell whether a movement in boxes is the whole way of its goods."""
    ends = (shipment.lot.origin, shipment.lot.destination)
    return shipment.box is not None and (shipment.from_site, shipment.to_site) == ends


def leave_out_idle(fields: dict[str, Any]) -> None:
    """Empty the dimensions of foamed goods that bind no vehicle, or have no such goods.

    What they say of ambient and bare goods, others say too.
    """
    load, cap, moved = fields["s_load"], fields["v_cap"], fields["v_bulkheads"]
    foamed = load[:, BARE_DIMENSIONS:COLD_DIMENSIONS] > load[:, 4:BARE_DIMENSIONS]
    chilled, frozen = foamed.any(axis=0).tolist()
    joined = (chilled, frozen, chilled or frozen)
    for d, any_such in enumerate((chilled, frozen, *joined), start=BARE_DIMENSIONS):
        # An alternative that a vehicle lacks binds nothing either.
        elsewhere = np.abs(moved[..., H_ROOM + d - FIRST_ROOM])
        loose = (cap[:, d] >= BIG).all() and (elsewhere >= BIG).all()
        if not any_such or loose:
            load[:, d] = 0
