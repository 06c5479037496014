"""Trip legs, handovers, stage fees and box uses of plan.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import BoxUse, BusLoad, Handover, LateFee, StageFee

if TYPE_CHECKING:
    from .node import Node


def read_bus_load(node: Node) -> BusLoad:
    """Read what a trip carries between two of its calls."""
    node.only(BusLoad.__dataclass_fields__)
    calls = {
        name: node.count(name)
        for name in ("board_call", "alight_call", "hold")
        if node.has(name)
    }
    return BusLoad(
        trip=node.text("trip"),
        bags=node.texts("bags"),
        board=node.text("board"),
        alight=node.text("alight"),
        fee_cents=node.count("fee_cents"),
        **calls,
    )


def read_handover(node: Node) -> Handover:
    """Read what another partner is given."""
    node.only(Handover.__dataclass_fields__)
    return Handover(
        offer=node.text("offer"),
        bags=node.texts("bags"),
        fee_cents=node.count("fee_cents"),
        last_resort=node.has("last_resort") and node.flag("last_resort"),
    )


def read_stage_fee(node: Node) -> StageFee:
    """Read what a row of the tariffs costs."""
    node.only(StageFee.__dataclass_fields__)
    return StageFee(
        tariff=node.text("tariff"),
        stage=node.text("stage"),
        payer=node.text("payer"),
        payee=node.text("payee"),
        quantity=node.count("quantity"),
        cents=node.count("cents"),
    )


def read_box_use(node: Node) -> BoxUse:
    """Read how many boxes of a stock leave."""
    node.only(BoxUse.__dataclass_fields__)
    return BoxUse(
        box=node.text("box"),
        boxes=node.count("boxes"),
        fee_cents=node.count("fee_cents"),
    )


def read_late_fee(node: Node) -> LateFee:
    """Read what a consignment's lateness costs."""
    node.only(LateFee.__dataclass_fields__)
    return LateFee(
        consignment=node.text("consignment"),
        item_seconds=node.count("item_seconds"),
        cents=node.count("cents"),
    )
