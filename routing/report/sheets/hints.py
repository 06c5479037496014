"""What a driver should know about a halt before arriving there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.consignment import Priority
from routing.domain.site import ROAD_CLASSES
from routing.domain.units import clock
from routing.domain.vehicle import VehicleClass
from routing.report.ban_words import banned_words
from routing.report.figures import yuan
from routing.tables.build_settings import is_wet

from .words import class_word, cold_words, span_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from routing.domain.consignment import Consignment
    from routing.domain.vehicle import Temperature
    from routing.plan.model import PlannedBag, Stop

    from .frame import SheetContext
    from .words import Cargo

_MINUTE = 60


def hints(
    context: SheetContext,
    cargo: Cargo,
    stop: Stop,
    vehicle: str,
    rooms: Collection[Temperature],
) -> list[str]:
    """Return the hints for a halt of a vehicle's tour, what decides most first.

    ``rooms`` are the compartments that it drives with.
    """
    brought, taken = cargo.of(stop.deliver), cargo.of(stop.pick_up)
    return [
        *_waiting(context, stop),
        *ban_hints(context, vehicle, stop.site),
        *_promises(context, _bound_here(cargo, stop.site, (brought, taken))),
        *_goods(context, cargo, (brought, taken), rooms),
        *_place(context, stop.site),
    ]


def weather_words(context: SheetContext) -> Iterator[str]:
    """Yield a warning of rain or snow, where the settings name the weather."""
    weather = context.day.settings.extra.get("weather", "")
    if is_wet(weather):
        yield context.say("HINT_WEATHER", weather=weather)


def _waiting(context: SheetContext, stop: Stop) -> Iterator[str]:
    if stop.start - stop.arrive >= _MINUTE:
        times = {"arrive": clock(stop.arrive), "start": clock(stop.start)}
        yield context.say("HINT_WAIT", **times)


def ban_hints(context: SheetContext, vehicle: str, site: str) -> Iterator[str]:
    """Yield when a vehicle must neither come to a site nor leave it (W1b)."""
    times = banned_words(context.day, context.day.vehicles[vehicle], site, context.lang)
    if times:
        yield context.say("HINT_BAN", times=times)


Rows = tuple[list["Consignment"], list["Consignment"]]


def _bound_here(
    cargo: Cargo, site: str, bags: tuple[list[PlannedBag], list[PlannedBag]]
) -> Rows:
    """Return what is brought and taken; promises of goods on their way hold elsewhere.

    What is loaded here for a later halt is due there.
    """
    brought, taken = (
        [
            row
            for bag in part
            for row, _ in cargo.consignments(bag)
            if row.outer_site == site
        ]
        for part in bags
    )
    return brought, taken


def _promises(context: SheetContext, bound: Rows) -> Iterator[str]:
    brought, taken = bound
    rows = [*brought, *taken]
    due = [row.deadline for row in rows if row.deadline is not None]
    if due:
        yield context.say("HINT_DEADLINE", time=clock(min(due)))
    for window in sorted({window for row in rows for window in row.windows}):
        yield context.say("HINT_WINDOW", span=span_words(window.early, window.late))
    if any(row.must for row in brought):
        yield context.say("HINT_MUST")
    if any(row.must for row in taken):
        yield context.say("HINT_MUST_BACK")
    if any(row.priority is Priority.HIGH for row in rows):
        yield context.say("HINT_PRIORITY")


def _goods(
    context: SheetContext,
    cargo: Cargo,
    handled: tuple[list[PlannedBag], list[PlannedBag]],
    rooms: Collection[Temperature],
) -> Iterator[str]:
    brought, taken = handled
    cold = cold_words(context, [*brought, *taken], rooms)
    if cold:
        yield cold
    yield from cash_words(context, cargo, brought)


def cash_words(
    context: SheetContext, cargo: Cargo, brought: Sequence[PlannedBag]
) -> Iterator[str]:
    """Yield what cash is to be collected for these bags.

    The amount belongs to a consignment. Where its items come in several
    deliveries, the amount is named as that of the whole.
    """
    items: dict[str, int] = {}
    rows: dict[str, Consignment] = {}
    for bag in brought:
        for row, count in cargo.consignments(bag):
            if row.cod_cents:
                rows[row.consignment_id] = row
                items[row.consignment_id] = items.get(row.consignment_id, 0) + count
    whole = sum(row.cod_cents for key, row in rows.items() if items[key] == row.items)
    parted = sum(row.cod_cents for row in rows.values()) - whole
    if whole:
        yield context.say("HINT_CASH", yuan=f"{yuan(whole):.2f}")
    if parted:
        yield context.say("HINT_CASH_PARTED", yuan=f"{yuan(parted):.2f}")


def _place(context: SheetContext, site_id: str) -> Iterator[str]:
    site = context.day.sites[site_id]
    if site.market_today:
        yield context.say("HINT_MARKET")
    if site.dry_only:
        yield context.say("HINT_DRY_ONLY")
    # Where no class is named, all by road may enter (rule W1).
    allowed = site.allowed_classes or ROAD_CLASSES
    if any(known not in allowed for known in ROAD_CLASSES):
        names = context.say("LISTED").join(
            class_word(context, known) for known in VehicleClass if known in allowed
        )
        yield context.say("HINT_ACCESS", classes=names)
    if site.served_by is not None and site.served_by in context.day.sites:
        name = context.day.sites[site.served_by].name
        yield context.say("HINT_SERVED_BY", who=name)
    if site.position_estimated:
        yield context.say("HINT_POSITION")
