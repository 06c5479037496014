"""Places: centre, hubs, village stations, cold stores and stops."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .vehicle import Temperature, VehicleClass
from .window import TimeWindow, Windows

ROAD_CLASSES = (
    VehicleClass.TRICYCLE,
    VehicleClass.MICROVAN,
    VehicleClass.LIGHT,
    VehicleClass.MEDIUM,
)


class Level(StrEnum):
    """What a site is in the county's network."""

    CENTRE = "centre"
    STATION = "station"
    HUB = "hub"
    VILLAGE = "village"
    HAMLET = "hamlet"
    LOCKER = "locker"
    SHIPPER = "shipper"
    COLDSTORE = "coldstore"
    STOP = "stop"


COLD_LEVELS = (Level.CENTRE, Level.COLDSTORE)
"""Places that keep chilled and frozen goods where nothing is said (C1a, assumed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A member of staff: printed on sheets only, never in plan.json or KPIs."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that goods leave from, pass or go to.

    Coordinates are WGS-84 degrees, or None where only ``metres_to_hub`` is
    known. ``township`` is the site_id of its hub (None at the centre and at
    hubs). ``storage_items`` None means unlimited; ``docks`` None likewise.
    ``serves_today`` answers service_days and market days for the day's date;
    ``services_per_week`` counts such days in a usual week (None: unknown);
    ``market_today``: it is market day there, ``dry_only``: roads that rain closes.
    ``cold_storage_cm3`` are its cold rooms by temperature, None unlimited (C1a).
    """

    site_id: str
    name: str
    level: Level
    township: str | None = None
    lon: float | None = None
    lat: float | None = None
    metres_to_hub: int | None = None
    position_estimated: bool = False
    hours: Windows = (TimeWindow(8 * 3600, 18 * 3600),)
    service_duration: int = 180
    sec_per_item: int = 2
    serves_today: bool = True
    dispatchable: bool = True
    allowed_classes: tuple[VehicleClass, ...] = ROAD_CLASSES
    storage_items: int | None = None
    stock_items: int = 0
    handling_duration: int = 1200
    sorts: bool = False
    sort_rate: int | None = None
    docks: int | None = None
    security_check: bool = False
    chargers: int = 0
    takes_cash: bool = False
    population: int | None = None
    service_kind: str = ""
    served_by: str | None = None
    services_per_week: float | None = None
    market_today: bool = False
    dry_only: bool = False
    usual_vehicle: str | None = None
    chute: str = ""
    cold_storage_cm3: dict[Temperature, int | None] = field(
        default_factory=dict, hash=False
    )
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if (self.lon is None) != (self.lat is None):
            msg = f"Site {self.site_id!r}: lon and lat come together."
            raise ValueError(msg)
        if self.service_duration < 0 or self.sec_per_item < 0:
            msg = f"Site {self.site_id!r}: service times are at least 0."
            raise ValueError(msg)

    def keeps(self, temp: Temperature) -> bool:
        """Tell whether goods of a temperature are kept here (C1a)."""
        if temp is Temperature.AMBIENT or temp in self.cold_storage_cm3:
            return True
        return not self.cold_storage_cm3 and self.level in COLD_LEVELS
