"""Choices of the travel providers, with their sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.vehicle import VehicleClass
from routing.tables.finding import Finding, Grade

from .speed import SpeedCurve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routing.domain.day import Settings

COUNTY_CURVE = SpeedCurve(
    ((1.0, 16.0), (3.5, 21.5), (7.5, 28.9), (15.0, 38.7), (30.0, 40.6))
)
"""Measured on 4,148 road pairs of one county (Amap): means by leg of under 2,
2-5, 5-10, 10-20 and 20-40 km, set at the middle of each band."""

CLASS_MAX_KMH = {VehicleClass.TRICYCLE: 15.0, VehicleClass.ROBOT: 15.0}
"""Tricycles: YZ/T 0136-2014. Robots: assumed the same."""

MAX_DETOUR = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelOptions:
    """How distances and times are estimated where no table gives them.

    Parameters
    ----------
    detour_factor
        Road metres per metre of great circle, 1 to 5. 1.4 is assumed.
    speed_curve
        Average speed by length of the leg.
    class_max_kmh
        Top speed of vehicle classes; a class that is absent has none.
    air_kmh
        Speed of drones over crow distance, assumed.

    Raises
    ------
    ValueError
        When the factor or a speed is out of bounds.
    """

    detour_factor: float = 1.4
    speed_curve: SpeedCurve = COUNTY_CURVE
    class_max_kmh: Mapping[VehicleClass, float] = field(
        default_factory=lambda: dict(CLASS_MAX_KMH), hash=False
    )
    air_kmh: float = 40.0

    def __post_init__(self) -> None:
        if not 1.0 <= self.detour_factor <= MAX_DETOUR:
            msg = f"Expected a detour factor of 1 to 5, got {self.detour_factor}."
            raise ValueError(msg)
        if min([self.air_kmh, *self.class_max_kmh.values()]) <= 0:
            msg = "Speeds are above 0 km/h."
            raise ValueError(msg)

    def assumptions(self) -> tuple[tuple[str, str, str], ...]:
        """List (subject, value, source) for the page of assumptions."""
        tricycle = self.class_max_kmh.get(VehicleClass.TRICYCLE)
        rows = [
            ("detour_factor", f"{self.detour_factor:g}", "assumed"),
            ("speed_curve", str(self.speed_curve), "AMAP_PAIRS"),
            ("air_kmh", f"{self.air_kmh:g}", "assumed"),
        ]
        if tricycle is not None:
            rows.append(("tricycle_max_kmh", f"{tricycle:g}", "POSTAL_STANDARD"))
        return tuple(rows)


_RULES = {
    "detour_factor": ("写 1 到 5 之间的数，如 1.4", "write a number from 1 to 5"),
    "speed_curve": (
        "写“公里:时速”，用分号隔开，如 1:16;3.5:21.5;7.5:28.9，公里从小到大",
        "write km:km/h separated by semicolons, km rising, such as 1:16;3.5:21.5",
    ),
}


def travel_options(settings: Settings) -> tuple[TravelOptions, tuple[Finding, ...]]:
    """Read ``detour_factor`` and ``speed_curve``; what cannot be used is found."""
    base = TravelOptions()
    factor, curve = base.detour_factor, base.speed_curve
    findings: list[Finding] = []
    if text := settings.extra.get("detour_factor", "").strip():
        try:
            factor = TravelOptions(detour_factor=float(text)).detour_factor
        except ValueError:
            findings.append(_refused("detour_factor", text, f"{factor:g}"))
    if text := settings.extra.get("speed_curve", "").strip():
        try:
            curve = SpeedCurve.parse(text)
        except ValueError:
            findings.append(_refused("speed_curve", text, str(curve)))
    return TravelOptions(detour_factor=factor, speed_curve=curve), tuple(findings)


def _refused(key: str, value: str, default: str) -> Finding:
    rule_zh, rule_en = _RULES[key]
    return Finding(
        code="TRAVEL_SETTING",
        grade=Grade.WARNING,
        sheet="settings",
        column=key,
        value=value,
        details={
            "key": key,
            "default": default,
            "rule_zh": rule_zh,
            "rule_en": rule_en,
        },
    )
