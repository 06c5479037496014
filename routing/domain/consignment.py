"""Consignments: what is conserved and priced (rule M1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reason import ReasonCode
    from .seal import Seal
    from .window import Windows


class Priority(StrEnum):
    """Decides among consignments that compete for room or time (rule P3)."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class ConsignmentKind(StrEnum):
    """Downstream delivery, or what is brought back."""

    DELIVERY = "delivery"
    PICKUP = "pickup"
    PRODUCE = "produce"
    RETURNS = "returns"
    MISSORTED = "missorted"
    EMPTIES = "empties"
    BOX = "box"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """All items of one partner, class, origin, destination and time promise.

    ``windows`` and ``deadline`` bound the start of service at the outer end:
    the destination of a delivery, the origin of anything brought back (empty
    tuple: the site's hours alone). ``ready_time`` holds at the origin;
    ``precooled_time`` is when it was cold there, and never after it (C1e).
    ``forecast``: some of its items are announced, not counted.
    ``late_micro_yuan``, where given, is what a minute of lateness of all its items
    costs, in millionths of a yuan: then it may be up to ``late_most`` seconds late
    (None: any, rule T1c).
    ``blocked`` is the reason for which it must stay, decided by the tables
    (not a service day, needs review, excluded …). ``seal`` is there once its
    items lie in a bag that is packed: then it holds what lies in that bag.
    """

    consignment_id: str
    kind: ConsignmentKind
    origin: str
    destination: str
    partner: str
    goods_class: str
    priority: Priority = Priority.NORMAL
    items: int
    grams: int
    cm3: int
    ready_time: int = 0
    precooled_time: int | None = None
    windows: Windows = ()
    deadline: int | None = None
    late_micro_yuan: int | None = None
    late_most: int | None = None
    must: bool = False
    backlog_items: int = 0
    days_waiting: int = 0
    cod_cents: int = 0
    estimated_split: bool = False
    forecast: bool = False
    blocked: ReasonCode | None = None
    seal: Seal | None = None

    def __post_init__(self) -> None:
        if self.items < 1 or self.grams < 0 or self.cm3 < 0:
            msg = f"Consignment {self.consignment_id!r}: expected items >= 1."
            raise ValueError(msg)
        if self.origin == self.destination:
            msg = f"Consignment {self.consignment_id!r} goes nowhere."
            raise ValueError(msg)

    @property
    def is_soft(self) -> bool:
        """Whether its windows and deadline may be missed at a price (T1c)."""
        return self.late_micro_yuan is not None

    @property
    def passed(self) -> tuple[str, ...]:
        """Sites where its goods are or were before they go on, its origin first."""
        return (self.origin,) if self.seal is None else (*self.seal.passed, self.origin)

    @property
    def outer_site(self) -> str:
        """The village end: destination of a delivery, origin of the rest."""
        if self.kind is ConsignmentKind.DELIVERY:
            return self.destination
        return self.origin
