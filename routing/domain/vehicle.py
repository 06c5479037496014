"""Road vehicles: what they can do, when they may work and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from .window import TimeWindow

if TYPE_CHECKING:
    from .site import Contact


class VehicleClass(StrEnum):
    """What decides where a vehicle may go (rule W1)."""

    TRICYCLE = "tricycle"
    MICROVAN = "microvan"
    LIGHT = "light"
    MEDIUM = "medium"
    DRONE = "drone"
    ROBOT = "robot"


class Temperature(StrEnum):
    """Temperature class of goods and compartments."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


MOST_ALTERNATIVES = 16
"""How many settings of its bulkhead a vehicle may have (R1b)."""

AIR_PROFILE = "air"
"""Speed profile of drones: crow distance (rule W7)."""


@dataclass(frozen=True, slots=True)
class Break:
    """A rest of ``duration`` seconds inside ``window`` (rule T7)."""

    duration: int
    window: TimeWindow

    def __post_init__(self) -> None:
        if not 0 < self.duration <= self.window.late - self.window.early:
            msg = f"A break of {self.duration} s does not fit into {self.window}."
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One road vehicle on one day.

    ``compartments_cm3`` is the *usable* volume (m³ × fill) per temperature;
    ``cap_bags`` is 1 for a drone, else None. None means unlimited throughout.
    Prices: ``fixed_cents`` once a day when used; ``micro_yuan_per_km`` and
    ``micro_yuan_per_hour`` in millionths of a yuan, ``micro_yuan_per_cold_hour``
    for an hour of refrigeration (P1f), which takes ``cold_energy_per_hour``. One with
    ``green_channel`` is let through (T2c, W1b).
    Where the bulkhead moves (R1b), ``compartments_cm3`` is the first alternative and
    ``bulkheads`` are the others.
    """

    vehicle_id: str
    plate: str
    vehicle_class: VehicleClass
    owner: str | None
    start_site: str
    end_site: str
    cap_g: int
    compartments_cm3: dict[Temperature, int] = field(hash=False)
    cap_items: int | None = None
    cap_bags: int | None = None
    shift: TimeWindow = TimeWindow(6 * 3600, 20 * 3600)
    max_route_duration: int = 8 * 3600
    max_drive_duration: int = 240 * 60
    breaks: tuple[Break, ...] = ()
    max_tours: int | None = None
    reload_duration: int = 1200
    range_m: int | None = None
    max_m: int | None = None
    recharge_duration: int = 0
    fixed_cents: int = 0
    avoidable: bool = False
    micro_yuan_per_km: int = 0
    micro_yuan_per_hour: int = 0
    micro_yuan_per_cold_hour: int = 0
    speed_profile: str = ""
    energy: str = ""
    per_100km: float | None = None
    cold_energy_per_hour: float | None = None
    contact: Contact | None = None
    green_channel: bool = False
    bulkheads: tuple[dict[Temperature, int], ...] = field(default=(), hash=False)

    @property
    def alternatives(self) -> tuple[dict[Temperature, int], ...]:
        """Every setting of its bulkhead, as tours number them (R1b): usable cm³."""
        return self.compartments_cm3, *self.bulkheads

    def __post_init__(self) -> None:
        if len(self.alternatives) > MOST_ALTERNATIVES:
            most = MOST_ALTERNATIVES
            msg = f"Vehicle {self.vehicle_id!r}: at most {most} alternatives."
            raise ValueError(msg)
        for name in ("cap_g", "reload_duration", "fixed_cents", "micro_yuan_per_km"):
            if getattr(self, name) < 0:
                msg = f"Vehicle {self.vehicle_id!r}: {name} is at least 0."
                raise ValueError(msg)
