"""The plan in a few lines of plain text: what the terminal prints."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.domain.units import clock
from routing.plan.changes import DriverChange, Stage

from .bag_mode import Mode, bag_mode
from .cost_parts import parts_text, unpriced_services
from .figures import km, percent, yuan
from .kpi_trips import trip_kpis, uncounted_trips
from .words import (
    action_text,
    amount_text,
    partner_name,
    reason_text,
    shown,
    site_name,
    vehicle_name,
    word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.day import Day
    from routing.plan.model import Plan, Unserved

TOP_REASONS = 3


def summary_lines(day: Day, plan: Plan, lang: str = "zh") -> list[str]:
    """Return the lines, rows set aside first if there are any."""
    return [
        *_set_aside(day, lang),
        *_stage(day, plan, lang),
        *_items(day, plan, lang),
        *_fleet(day, plan, lang),
        *_cost(plan, lang),
        *_services(day, plan, lang),
        *_reasons(plan, lang),
        *_worst(day, plan, lang),
    ]


def _set_aside(day: Day, lang: str) -> Iterator[str]:
    if day.set_aside:
        items = sum(row.items for row in day.set_aside)
        yield word("SUM_SET_ASIDE", lang, rows=len(day.set_aside), items=items)


def _stage(day: Day, plan: Plan, lang: str) -> Iterator[str]:
    if plan.stage is Stage.FORECAST:
        yield word("SUM_FORECAST", lang)
    changes = plan.changes
    if plan.past is not None:
        yield word("SUM_REPLAN", lang, now=clock(plan.past.now))
        for loss in plan.past.losses:
            yield word(
                "SUM_LOSS",
                lang,
                vehicle=vehicle_name(day, loss.vehicle),
                time=clock(loss.time),
                site=site_name(day, loss.site),
            )
    if changes is not None:
        yield word(
            "SUM_CHANGES" if plan.past is None else "SUM_CHANGES_SINCE",
            lang,
            villages=changes.villages,
            kept=changes.kept,
            changed=len(changes.changed),
            same=len(changes.of(DriverChange.UNCHANGED)),
        )


def _items(day: Day, plan: Plan, lang: str) -> Iterator[str]:
    yield word(
        "SUM_ITEMS",
        lang,
        date=plan.date,
        demanded=day.items_demanded,
        planned=plan.items_planned,
        unserved=plan.items_unserved,
        share=percent(plan.items_planned, day.items_demanded) or 0.0,
    )


def _fleet(day: Day, plan: Plan, lang: str) -> Iterator[str]:
    metres = sum(route.metres for route in plan.routes)
    guessed = plan.distance_sources.get("estimate", 0)
    yield word(
        "SUM_FLEET",
        lang,
        used=len(plan.routes),
        available=len(day.vehicles),
        tours=sum(len(route.tours) for route in plan.routes),
        km=f"{km(metres):.1f}",
        estimated=percent(guessed, sum(plan.distance_sources.values())) or 0.0,
    )


def _cost(plan: Plan, lang: str) -> Iterator[str]:
    items = plan.items_planned
    each = f"{yuan(Fraction(plan.cost_cents, items)):,.2f}" if items else "–"
    yield word(
        "SUM_COST",
        lang,
        cost=f"{yuan(plan.cost_cents):,.2f}",
        parts=parts_text(plan, lang),
        each=each,
    )
    if plan.penalty_cents:
        yield word("SUM_PENALTY", lang, penalty=f"{yuan(plan.penalty_cents):,.2f}")


def cost_lines(day: Day, plan: Plan, lang: str = "zh") -> list[str]:
    """Return the parts of the cost, ways and trips; nothing of a road day."""
    told = list(_services(day, plan, lang))
    if not told:
        return []
    return [word("SUM_PARTS", lang, parts=parts_text(plan, lang)), *told]


def _services(day: Day, plan: Plan, lang: str) -> Iterator[str]:
    items: Counter[Mode] = Counter()
    for bag in plan.bags:
        items[bag_mode(day, bag)] += sum(bag.items.values())
    if set(items) - {Mode.VAN}:
        ways = [
            f"{word(f'MODE_{mode.upper()}', lang)} "
            f"{word('AMOUNT_ITEMS', lang, n=items[mode])}"
            for mode in Mode
            if items[mode]
        ]
        yield word("SUM_WAYS", lang, ways=word("COST_SEPARATOR", lang).join(ways))
    kpis = trip_kpis(day, plan)
    if kpis["trips_used"]:
        fullest = shown(kpis["bus_load_max"])
        yield word("SUM_TRIPS", lang, **{**kpis, "bus_load_max": fullest})
    if kpis["passenger_delay_minutes"]:
        yield word("SUM_DELAY", lang, minutes=kpis["passenger_delay_minutes"])
    if uncounted := uncounted_trips(day, plan):
        yield word("SUM_DELAY_UNCOUNTED", lang, n=uncounted)
    if unpriced := unpriced_services(day, plan):
        yield word("SUM_UNPRICED", lang, n=unpriced)


def _reasons(plan: Plan, lang: str) -> Iterator[str]:
    left: Counter[str] = Counter()
    first: dict[str, Unserved] = {}
    for row in plan.unserved:
        left[row.reason] += row.items
        first.setdefault(row.reason, row)
    # Most items first; the code decides among equals.
    order = sorted(left, key=lambda reason: (-left[reason], reason))
    for reason in order[:TOP_REASONS]:
        row = first[reason]
        yield word(
            "SUM_REASON",
            lang,
            items=left[reason],
            reason=reason_text(row, lang),
            action=action_text(row, lang),
        )
    if rest := sum(left[reason] for reason in order[TOP_REASONS:]):
        yield word("SUM_OTHER", lang, items=rest, kinds=len(order) - TOP_REASONS)


def _worst(day: Day, plan: Plan, lang: str) -> Iterator[str]:
    """Name the row that misses its window by most."""
    late = [
        row
        for row in plan.unserved
        if row.reason == ReasonCode.TIME_WINDOW and row.unit == "s" and row.amount
    ]
    if late:
        row = max(late, key=lambda row: row.amount)
        yield word(
            "SUM_WORST",
            lang,
            site=site_name(day, row.site),
            partner=partner_name(day, row.partner),
            late=amount_text(row.amount, row.unit, lang),
        )
