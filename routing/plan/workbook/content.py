"""What a workbook holds, as plain data: the plan, and words made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.plan.violation import Violation
    from routing.tables.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class UnservedLine:
    """The words of one row of ``Plan.unserved``, in the language of the workbook."""

    reason: str
    shortfall: str
    nearest: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleFit:
    """Whether a vehicle could take goods that are unserved, beside its route.

    ``cents`` is what it would add, None where ``stopped_by`` says the rule and
    the shortfall in words.
    """

    vehicle: str
    cents: int | None
    stopped_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnservedFits:
    """The vehicles for one unserved consignment, in the order of the table."""

    site: str
    partner: str
    goods_class: str
    items: int
    fits: tuple[VehicleFit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdLine:
    """How long a bag is outside its temperature, in minutes; None is no limit.

    ``left`` is ``limit`` + ``pack`` − ``outside``. Temperature, packing, carriers
    and the longest stretch are words in the language of the workbook;
    ``kept_until`` is the time of day to which its boxes keep it, None without any.
    """

    bag: str
    goods_class: str
    temp: str
    packing: str
    origin: str
    destination: str
    carriers: str
    outside: int
    pack: int
    limit: int | None
    left: int | None
    worst: str
    kept_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptiesLine:
    """Empty boxes of a stock at a site, and the site where they belong."""

    site: str
    box: str
    boxes: int
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookContent:
    """Everything that ``write_workbook`` needs; no contacts anywhere.

    Parameters
    ----------
    unserved
        Words for ``plan.unserved``, one each, in the same order.
    fits
        Unserved × vehicles.
    cold
        The bags that are kept cold, the tightest first.
    empties
        The boxes that must come back tomorrow, by site.
    findings, violations
        What is wrong with the tables, and with the plan; the messages of
        violations in the language of the workbook.
    mark
        Tells which plan the workbook was written from (``plan_mark``).
    """

    day: Day
    plan: Plan
    unserved: tuple[UnservedLine, ...] = ()
    fits: tuple[UnservedFits, ...] = ()
    cold: tuple[ColdLine, ...] = ()
    empties: tuple[EmptiesLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    violations: tuple[Violation, ...] = ()
    mark: str = ""
    lang: str = "zh"
