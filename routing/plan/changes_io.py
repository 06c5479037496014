"""The changes of a plan as they stand in plan.json, written and read."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .changes import (
    Carriage,
    ChangeReason,
    Changes,
    DriverChange,
    DriverRow,
    VillageChange,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .changes import Chain
    from .node import Node

_LEG_KEYS = ("kind", "carrier", "from", "to")
_KINDS = ("road", "bus", "handover")


def dump_changes(changes: Changes) -> dict[str, Any]:
    """Return changes as plan.json has them."""
    return {
        "earlier": changes.earlier,
        "change_cents": changes.change_cents,
        "villages": changes.villages,
        "changed": [
            {
                "site": row.site,
                "before": _dump_ways(row.before),
                "after": _dump_ways(row.after),
                "reason": str(row.reason),
                "items": row.items,
                "saves_cents": row.saves_cents,
            }
            for row in changes.changed
        ],
        "new": list(changes.new),
        "without_goods": list(changes.without_goods),
        "drivers": [
            {
                "vehicle": row.vehicle,
                "change": str(row.change),
                "added": list(row.added),
                "dropped": list(row.dropped),
            }
            for row in changes.drivers
        ],
    }


def _dump_ways(chains: Iterable[Chain]) -> list[list[dict[str, str]]]:
    return [
        [
            {
                "kind": leg.kind,
                "carrier": leg.carrier,
                "from": leg.from_site,
                "to": leg.to_site,
            }
            for leg in chain
        ]
        for chain in chains
    ]


def read_changes(node: Node) -> Changes:
    """Read the changes of a plan.

    Raises
    ------
    PlanFileError
        When a key is missing, unknown or holds something else.
    """
    node.only([item.name for item in fields(Changes)])
    return Changes(
        earlier=node.text("earlier"),
        change_cents=node.count("change_cents"),
        villages=node.count("villages"),
        changed=tuple(_read_village(row) for row in node.rows("changed")),
        new=node.texts("new"),
        without_goods=node.texts("without_goods"),
        drivers=tuple(_read_driver(row) for row in node.rows("drivers")),
    )


def _read_village(node: Node) -> VillageChange:
    node.only([item.name for item in fields(VillageChange)])
    reasons = [str(reason) for reason in ChangeReason]
    return VillageChange(
        site=node.text("site"),
        before=_read_ways(node, "before"),
        after=_read_ways(node, "after"),
        reason=ChangeReason(node.one_of("reason", reasons)),
        items=node.count("items"),
        saves_cents=node.whole("saves_cents") if node.has("saves_cents") else None,
    )


def _read_driver(node: Node) -> DriverRow:
    node.only([item.name for item in fields(DriverRow)])
    changes = [str(change) for change in DriverChange]
    return DriverRow(
        vehicle=node.text("vehicle"),
        change=DriverChange(node.one_of("change", changes)),
        added=node.texts("added"),
        dropped=node.texts("dropped"),
    )


def _read_ways(node: Node, key: str) -> tuple[Chain, ...]:
    return tuple(
        tuple(_read_leg(leg) for leg in chain.members()) for chain in node.rows(key)
    )


def _read_leg(node: Node) -> Carriage:
    node.only(_LEG_KEYS)
    return Carriage(
        kind=node.one_of("kind", _KINDS),
        carrier=node.text("carrier"),
        from_site=node.text("from"),
        to_site=node.text("to"),
    )
