"""What plan.json says of a re-plan: when it was made, and what was lost."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from routing.domain.past import Loss, Past

if TYPE_CHECKING:
    from .node import Node


def dump_past(past: Past) -> dict[str, Any]:
    """Return the object under the key ``replan``."""
    return {
        "now": past.now,
        "hold": past.hold,
        "losses": [asdict(loss) for loss in past.losses],
    }


def read_past(node: Node) -> Past:
    """Read the object under the key ``replan``.

    Raises
    ------
    PlanFileError
        With the place inside the file.
    """
    node.only(("now", "hold", "losses"))
    losses = [row.only(("vehicle", "time", "site")) for row in node.rows("losses")]
    return Past(
        now=node.count("now"),
        hold=node.count("hold"),
        losses=tuple(
            Loss(
                vehicle=row.text("vehicle"),
                time=row.count("time"),
                site=row.text("site"),
            )
            for row in losses
        ),
    )
