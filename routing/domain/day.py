"""The day: everything that is known before planning, references checked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from .freshness import OUTSIDE_C, FreshModel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from .ban import Ban
    from .box import BoxStock
    from .consignment import Consignment, Priority
    from .goods import GoodsClass
    from .handover_offer import HandoverOffer
    from .line import Line
    from .partner import Agreement, Partner
    from .past import Breakdown
    from .practice import PracticeTour
    from .reason import ReasonCode
    from .service import Services
    from .site import Site
    from .tariff import Tariff
    from .trip import Trip, TripOut
    from .vehicle import Vehicle


class Bagging(StrEnum):
    """Whether partners share bags."""

    SHARED = "shared"
    PER_PARTNER = "per_partner"


class LockKind(StrEnum):
    """How much of a route is held fast."""

    VEHICLE = "vehicle"
    SEQUENCE = "sequence"
    STRICT = "strict"
    LOADED = "loaded"
    DEPARTED = "departed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Sites held to a vehicle: any order, this order, or this order unbroken.

    ``VEHICLE`` holds every lot of ``sites`` to ``vehicle``; ``SEQUENCE`` also
    keeps their order (insertions allowed); ``STRICT`` allows no stop between.
    """

    kind: LockKind
    vehicle: str
    sites: tuple[str, ...]
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Items of an input row that could not be used: unserved, never lost."""

    table: str
    row: int
    site: str
    partner: str
    goods_class: str
    items: int
    reason: ReasonCode


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleOut:
    """A vehicle that exists but cannot work today, and why."""

    vehicle: Vehicle
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Day-wide choices. Penalties are cents per item, used with deferral only.

    With ``only_confirmed`` trips and offers carry nothing until they are (rule W5k).
    Work at a stop of a scheduled service takes ``bus_stop_duration`` seconds and
    ``bus_duration_per_bag`` for each bag in or out (rule T5). An hour that a
    passenger waits for it is priced ``delay_micro_yuan_per_hour`` (rule P1), 0
    where nobody set a price. In the second run of a morning a village leaves its
    way where that saves more than ``change_cents``. A halt that opens a cold
    compartment counts ``door_open_duration`` seconds for all else in it (C1c).
    Freshness is counted by its model, weighs ``freshness_weight`` in the search, and it
    is ``temperature_c`` degrees outside (P5).
    """

    bagging: Bagging = Bagging.SHARED
    economic_deferral: bool = False
    keep_usual: bool = False
    only_confirmed: bool = False
    unusual_vehicle_cents: int = 500
    change_cents: int = 2000
    penalty_cents: Mapping[Priority, int] = field(default_factory=dict, hash=False)
    days_per_month: int = 26
    bus_stop_duration: int = 30
    bus_duration_per_bag: int = 15
    delay_micro_yuan_per_hour: int = 0
    door_open_duration: int = 60
    freshness: FreshModel = FreshModel.NONE
    freshness_weight: Fraction = Fraction(0)
    temperature_c: float = OUTSIDE_C
    dispatcher_phone: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One county day. Mappings keep the order of the tables.

    ``agreements`` None means no table: all cooperate. ``closed_roads`` are
    ordered pairs of site ids that must not be driven; ``closed_sites`` are
    left out of every way; ``practice`` is how the county drives at present.
    ``trips`` are those that run on the date and may be used, ``trips_out`` those
    that an override cancelled; ``offers`` and ``tariffs`` are those in force.
    ``boxes`` are the stocks of reusable boxes by their id (C2a), ``bans`` times in
    which vehicles must not move in an area (W1b).
    ``locks_unkept`` are locks that nobody can keep; goods that stay for it name them.
    ``breakdowns`` are vehicles that overrides take out during the day;
    ``lots_before`` counts the lots that bags of an earlier plan are named after.
    ``assumptions`` lists (subject, value, source) of
    every default and preset used, with ``assumed`` where there is no source.

    Raises
    ------
    ValueError
        When a vehicle, consignment, lock, trip or offer names an unknown site,
        partner, line or goods class, or there is not exactly one centre.
    """

    date: dt.date
    centre: str
    sites: Mapping[str, Site]
    partners: Mapping[str, Partner]
    goods: Mapping[str, GoodsClass]
    vehicles: Mapping[str, Vehicle]
    consignments: tuple[Consignment, ...]
    agreements: tuple[Agreement, ...] | None = None
    vehicles_out: tuple[VehicleOut, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    locks: tuple[Lock, ...] = ()
    locks_unkept: tuple[Lock, ...] = ()
    closed_roads: tuple[tuple[str, str], ...] = ()
    services: Services | None = None
    lines: Mapping[str, Line] = field(default_factory=dict, hash=False)
    trips: Mapping[str, Trip] = field(default_factory=dict, hash=False)
    trips_out: tuple[TripOut, ...] = ()
    offers: Mapping[str, HandoverOffer] = field(default_factory=dict, hash=False)
    tariffs: tuple[Tariff, ...] = ()
    boxes: Mapping[str, BoxStock] = field(default_factory=dict, hash=False)
    bans: tuple[Ban, ...] = ()
    practice: tuple[PracticeTour, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    lots_before: int = 0
    settings: Settings = Settings()
    assumptions: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.centre not in self.sites:
            msg = f"The centre {self.centre!r} is not among the sites."
            raise ValueError(msg)
        for vehicle in self.vehicles.values():
            for site in (vehicle.start_site, vehicle.end_site):
                self._known(site, self.sites, f"vehicle {vehicle.vehicle_id!r}")
        for row in self.consignments:
            owner = f"consignment {row.consignment_id!r}"
            self._known(row.origin, self.sites, owner)
            self._known(row.destination, self.sites, owner)
            self._known(row.partner, self.partners, owner)
            self._known(row.goods_class, self.goods, owner)
        for tour in self.practice:
            for site in tour.sites:
                self._known(site, self.sites, f"practice of {tour.vehicle!r}")
        for lock in self.locks:
            for site in lock.sites:
                self._known(site, self.sites, f"lock on {lock.vehicle!r}")
        self._check_services()

    def _check_services(self) -> None:
        for line in self.lines.values():
            self._known(line.operator, self.partners, f"line {line.line_id!r}")
        for trip in (*self.trips.values(), *(out.trip for out in self.trips_out)):
            owner = f"trip {trip.trip_id!r}"
            self._known(trip.line_id, self.lines, owner)
            for stop in trip.stops:
                for site in stop.sites:
                    self._known(site, self.sites, owner)
        for offer in self.offers.values():
            owner = f"offer {offer.offer_id!r}"
            self._known(offer.carrier, self.partners, owner)
            for site in (offer.from_site, *offer.to_sites):
                self._known(site, self.sites, owner)
        for stock in self.boxes.values():
            self._known(stock.site, self.sites, f"boxes {stock.box_id!r}")
        for site in {site for ban in self.bans for site in ban.sites}:
            self._known(site, self.sites, "a ban")

    @staticmethod
    def _known(key: str, known: Mapping[str, object], owner: str) -> None:
        if key not in known:
            msg = f"Unknown {key!r} in {owner}."
            raise ValueError(msg)

    @property
    def items_demanded(self) -> int:
        """Items of all consignments and of all rows set aside."""
        return sum(row.items for row in self.consignments) + sum(
            row.items for row in self.set_aside
        )
