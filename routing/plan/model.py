"""The plan as data: the same names, units and orders as plan.json.

Times are seconds since 00:00 of the service date, money is cents. Every list
has a stated order, nothing holds a clock, a path or a host.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from routing.domain.trip import LOOSE_BAGS

if TYPE_CHECKING:
    from routing.domain.past import Past

    from .changes import Changes, Stage
    from .second_ways import SecondWay


class PauseKind(StrEnum):
    """A stretch without driving, loading or serving."""

    BREAK = "break"
    PAUSE = "pause"
    CHARGE = "charge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A planned rest (rule T7) or a charge (rule D1) of a route, where it stands."""

    kind: PauseKind
    site: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One halt. ``load_*`` is what is on board when leaving.

    ``arrive <= start`` (service starts) ``<= depart``; bag ids in order of
    handling.
    """

    site: str
    arrive: int
    start: int
    depart: int
    deliver: tuple[str, ...] = ()
    pick_up: tuple[str, ...] = ()
    load_g: int
    load_cm3: int
    load_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The part of a route between two visits of its base.

    Loading runs from ``load_start`` to ``start``, when the vehicle leaves the
    base; ``end`` is its return. ``load`` are the bags loaded at the base
    before the tour, ``unload`` those handed over at the base after it. ``stands``
    is where a vehicle that was lost on it stands: the tour ends there (rule W5f).
    ``bulkhead`` is the alternative of the vehicle's compartments that it drives with,
    from 0 (rule R1b).
    """

    load_start: int
    start: int
    end: int
    load: tuple[str, ...]
    unload: tuple[str, ...]
    load_g: int
    load_cm3: int
    load_items: int
    stops: tuple[Stop, ...]
    stands: str | None = None
    bulkhead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCost:
    """Cents of a route by part (rules P1, Q2)."""

    fixed: int
    km: int
    hours: int
    cold: int = 0

    @property
    def total(self) -> int:
        """Sum of the parts."""
        return self.fixed + self.km + self.hours + self.cold


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A vehicle's whole shift, from the first loading to the last return."""

    vehicle: str
    tours: tuple[Tour, ...]
    pauses: tuple[Pause, ...]
    metres: int
    seconds: int
    cost_cents: RouteCost


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One movement of a bag. ``kind`` road, bus or handover.

    Road: ``vehicle`` and ``tour`` (from 0); bus: ``trip``; handover:
    ``offer``. ``depart`` is when the carrier leaves ``from_site``, ``arrive``
    when it reaches ``to_site``; by bus both include the walk between station
    and stop, by handover they are cut-off and promise (rules T5a, T8a). JSON
    keys are ``from`` and ``to``.
    """

    kind: str
    from_site: str
    to_site: str
    depart: int
    arrive: int
    vehicle: str | None = None
    tour: int | None = None
    trip: str | None = None
    offer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusLoad:
    """What a trip carries between two of its calls: one trip leg (rule Q2).

    ``board`` and ``alight`` are the sites of the calls. Where a trip passes
    one of them more than once, ``board_call`` and ``alight_call`` say which
    call is meant, counted from 0 along the trip. ``hold`` is how many seconds
    later than its timetable a freight shuttle leaves its first stop (T5e).
    """

    trip: str
    bags: tuple[str, ...]
    board: str
    alight: str
    fee_cents: int
    board_call: int | None = None
    alight_call: int | None = None
    hold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is given to another partner by an offer, for a fee (rule T8).

    ``last_resort`` repeats what the offer says, so that its cost can be shown
    apart.
    """

    offer: str
    bags: tuple[str, ...]
    fee_cents: int
    last_resort: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFee:
    """What a row of the tariffs costs today (rule P1b).

    ``tariff`` names the row, ``quantity`` is in the unit of its basis (items,
    bags, grams).
    """

    tariff: str
    stage: str
    payer: str
    payee: str
    quantity: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFee:
    """What a consignment's lateness costs (rule P1g).

    ``item_seconds`` sums its items × the seconds by which each is late.
    """

    consignment: str
    item_seconds: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxUse:
    """Boxes of one stock that leave today, and what that costs (rule P1h)."""

    box: str
    boxes: int
    fee_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBag:
    """A bag that travels: its contents and its itinerary.

    ``cm3`` is what it takes: of a bag in ``boxes`` reusable boxes of the stock
    ``box`` their volume (C2b).
    """

    id: str
    lot: str
    origin: str
    destination: str
    contents: dict[str, int] = field(hash=False)
    """Items by consignment id."""
    items: dict[str, int] = field(hash=False)
    """Items by partner."""
    goods_class: str
    grams: int
    cm3: int
    loose: bool
    legs: tuple[Leg, ...]
    box: str | None = None
    boxes: int = 0

    @property
    def pieces(self) -> int:
        """What it counts in fees and work at a stop: its boxes, else one (M4a, C2b)."""
        return self.boxes or 1

    @property
    def slots(self) -> int:
        """What it counts in ``cap_bags``: its boxes, else two where it is loose."""
        return self.boxes or (LOOSE_BAGS if self.loose else 1)

    @property
    def arrives(self) -> bool:
        """Whether it reaches its destination; a re-plan may have to say no (M5d)."""
        return not self.legs or self.legs[-1].to_site == self.destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """Items of one site, partner and class that stay behind, and why.

    ``certified``: they could not go even alone on an empty system. ``amount``
    and ``unit`` measure the shortfall (37 items, 1080 s); ``nearest`` is the
    nearest feasible way and ``action`` one thing to do, both in words of the
    catalogue (see ``routing.texts``).
    """

    site: str
    partner: str
    goods_class: str
    kind: str
    priority: str
    items: int
    reason: str
    certified: bool
    amount: int
    unit: str
    nearest: str
    action: str
    consignment: str | None = None
    """None for a row that was set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer for a day.

    Orders: routes by the vehicles table, bus loads by trip and call, handovers,
    stage fees and box uses by their tables, bags by id, unserved by site, partner and
    class. ``status`` is ``complete`` or ``partial``.
    """

    schema_version: str = "1.0"
    status: str
    date: str
    hashes: dict[str, str] = field(default_factory=dict, hash=False)
    seed: int
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)
    versions: dict[str, str] = field(default_factory=dict, hash=False)
    routes: tuple[Route, ...]
    bags: tuple[PlannedBag, ...]
    unserved: tuple[Unserved, ...]
    bus_loads: tuple[BusLoad, ...] = ()
    handovers: tuple[Handover, ...] = ()
    stage_fees: tuple[StageFee, ...] = ()
    box_uses: tuple[BoxUse, ...] = ()
    late_fees: tuple[LateFee, ...] = ()
    """Consignments with items that are late, in the order of the day."""
    freshness: dict[str, int] = field(default_factory=dict, hash=False)
    """Cents that each goods class loses on its way (P5); beside the cost."""
    delay_cents: int = 0
    """Price of the passengers' delay, where the user sets one (rule P1c)."""
    second_ways: tuple[SecondWay, ...] = ()
    """What becomes of the goods of a trip or an offer that fails; trips first."""
    kpis: dict[str, Any] = field(default_factory=dict, hash=False)
    penalty_cents: int = 0
    stated_cents: dict[str, int] = field(
        default_factory=dict, hash=False, compare=False
    )
    """Parts and total at the top of a plan.json that was read; the judge compares."""
    past: Past | None = None
    """For a re-plan: when it was made and what was lost (key ``replan``)."""
    distance_sources: dict[str, int] = field(default_factory=dict, hash=False)
    """Metres driven by source of the distance (file, path, estimate, air)."""
    stage: Stage | None = None
    """Which of a morning's two runs made it; None where there is one run only."""
    changes: Changes | None = None
    """What it changes of an earlier plan of its day, where it was planned near one."""

    @property
    def cost_parts(self) -> dict[str, int]:
        """Cents by part (rule P1); the cost of last resorts stands apart."""
        routes = [route.cost_cents for route in self.routes]
        last = sum(row.fee_cents for row in self.handovers if row.last_resort)
        given = sum(row.fee_cents for row in self.handovers) - last
        return {
            "fixed": sum(cost.fixed for cost in routes),
            "km": sum(cost.km for cost in routes),
            "hours": sum(cost.hours for cost in routes),
            "cold": sum(cost.cold for cost in routes),
            "bus": sum(load.fee_cents for load in self.bus_loads),
            "handover": given,
            "last_resort": last,
            "stages": sum(fee.cents for fee in self.stage_fees),
            "boxes": sum(use.fee_cents for use in self.box_uses),
            "late": sum(fee.cents for fee in self.late_fees),
            "delay": self.delay_cents,
        }

    @property
    def cost_cents(self) -> int:
        """Cost of the day: the sum of its parts (penalties are none of them)."""
        return sum(self.cost_parts.values())

    @property
    def freshness_cents(self) -> int:
        """What all goods lose in freshness (P5); no part of the cost."""
        return sum(self.freshness.values())

    @property
    def items_planned(self) -> int:
        """Items in the bags that reach their destination."""
        return sum(sum(bag.items.values()) for bag in self.bags if bag.arrives)

    @property
    def items_unserved(self) -> int:
        """Items that stay behind."""
        return sum(row.items for row in self.unserved)
