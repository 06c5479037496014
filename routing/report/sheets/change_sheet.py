"""变更单: what a final run changed of the earlier one, and who keeps his sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.day import Settings
from routing.domain.units import clock
from routing.plan.changes import ChangeReason, DriverChange
from routing.plan.model import Leg
from routing.report.figures import yuan
from routing.report.words import carrier_words, site_name, township_name, vehicle_name
from routing.texts.catalogue import text

from .frame import A4_LANDSCAPE, Section, render_document
from .layout import Column, Row, Table, Text
from .words import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routing.plan.changes import (
        Carriage,
        Chain,
        Changes,
        DriverRow,
        VillageChange,
    )

    from .frame import SheetContext
    from .layout import Block

FAMILY = "changes"
_SETTING = "change_yuan"
_VILLAGE_WIDTHS = (
    ("COL_SITE", 43.0, "left"),
    ("COL_BEFORE", 74.0, "left"),
    ("COL_AFTER", 74.0, "left"),
    ("COL_WHY", 50.0, "left"),
    ("COL_ITEMS", 14.0, "right"),
    ("COL_SAVES", 22.0, "right"),
)
_DRIVER_WIDTHS = (
    ("COL_VEHICLE", 40.0, "left"),
    ("COL_SHEET", 77.0, "left"),
    ("COL_ADDED", 80.0, "left"),
    ("COL_DROPPED", 80.0, "left"),
)


def say(context: SheetContext, code: str, **values: object) -> str:
    """Return a text of this family in the language of the sheets."""
    return text(FAMILY, code, context.lang, **values)


def change_sheet(context: SheetContext, changes: Changes) -> str:
    """Return the list of changes as an HTML document on A4, landscape."""
    title = say(context, "TITLE", date=context.plan.date)
    blocks: list[Block] = [Text(lines=tuple(_head(context, changes)), kind="strong")]
    if changes.changed:
        blocks.append(_villages(context, changes.changed))
    blocks += [
        Text(lines=(_names(context, sites),), heading=say(context, code, n=len(sites)))
        for code, sites in (
            ("NEW_VILLAGES", changes.new),
            ("WITHOUT_GOODS", changes.without_goods),
        )
        if sites
    ]
    blocks.append(_drivers(context, changes.drivers))
    section = Section(title=title, blocks=tuple(blocks))
    return render_document(context, title, [section], A4_LANDSCAPE)


def _head(context: SheetContext, changes: Changes) -> Iterator[str]:
    yield say(context, "EARLIER", number=changes.earlier, now=context.number)
    past = context.plan.past
    if past is not None:
        yield say(context, "SINCE", now=clock(past.now))
        for loss in past.losses:
            yield say(
                context,
                "LOSS",
                vehicle=vehicle_name(context.day, loss.vehicle),
                time=clock(loss.time),
                site=site_name(context.day, loss.site),
            )
    yield say(
        context,
        "COUNTS",
        villages=changes.villages,
        kept=changes.kept,
        changed=len(changes.changed),
    )
    settings = context.day.settings
    given = _SETTING in settings.extra
    assumed = not given and changes.change_cents == Settings().change_cents
    code = "PRICE_ASSUMED" if assumed else "PRICE"
    yield say(context, code, yuan=f"{yuan(changes.change_cents):g}")
    same = changes.of(DriverChange.UNCHANGED)
    names = context.say("LISTED").join(_plates(context, same))
    yield (
        say(context, "SAME_SHEETS", names=names)
        if same
        else say(context, "NO_SAME_SHEETS")
    )


def _villages(context: SheetContext, rows: Sequence[VillageChange]) -> Table:
    return Table(
        columns=tuple(
            Column(label=say(context, code), width=width, align=align)
            for code, width, align in _VILLAGE_WIDTHS
        ),
        rows=tuple(
            Row(
                (
                    _site(context, row.site),
                    _ways(context, row.before),
                    _ways(context, row.after),
                    _why(context, row),
                    str(row.items),
                    _saves(row),
                )
            )
            for row in rows
        ),
        caption=say(context, "VILLAGES"),
    )


def _site(context: SheetContext, site: str) -> str:
    name, township = site_name(context.day, site), township_name(context.day, site)
    return name + (context.say("BRACKETS", words=township) if township else "")


def _ways(context: SheetContext, chains: Sequence[Chain]) -> str:
    ways = dict.fromkeys(_way(context, chain) for chain in chains)
    return say(context, "OR").join(ways) if ways else NOTHING


def _way(context: SheetContext, chain: Chain) -> str:
    """Return a way by its carriers, with the places where goods change hands."""
    parts = [_carrier(context, chain[0])] if chain else []
    for leg in chain[1:]:
        site = site_name(context.day, leg.from_site)
        parts.append(say(context, "THEN", site=site, carrier=_carrier(context, leg)))
    return "".join(parts)


def _carrier(context: SheetContext, leg: Carriage) -> str:
    names = {"bus": "trip", "handover": "offer"}
    carried = Leg(
        kind=leg.kind,
        from_site=leg.from_site,
        to_site=leg.to_site,
        depart=0,
        arrive=0,
        **{names.get(leg.kind, "vehicle"): leg.carrier},  # type: ignore[arg-type]
    )
    return carrier_words(context.day, carried, context.lang)


def _why(context: SheetContext, row: VillageChange) -> str:
    if row.reason is ChangeReason.CHEAPER and row.saves_cents is not None:
        return say(context, "WHY_CHEAPER", yuan=f"{yuan(row.saves_cents):.2f}")
    return say(context, f"WHY_{row.reason.name}")


def _saves(row: VillageChange) -> str:
    return NOTHING if row.saves_cents is None else f"{yuan(row.saves_cents):.2f}"


def _drivers(context: SheetContext, rows: Sequence[DriverRow]) -> Table:
    return Table(
        columns=tuple(
            Column(label=say(context, code), width=width, align=align)
            for code, width, align in _DRIVER_WIDTHS
        ),
        rows=tuple(
            Row(
                (
                    vehicle_name(context.day, row.vehicle),
                    say(context, f"SHEET_{row.change.name}"),
                    _names(context, row.added),
                    _names(context, row.dropped),
                )
            )
            for row in rows
        ),
        caption=say(context, "DRIVERS"),
    )


def _names(context: SheetContext, sites: Sequence[str]) -> str:
    names = [site_name(context.day, site) for site in sites]
    return context.say("LISTED").join(names) if names else NOTHING


def _plates(context: SheetContext, vehicles: Sequence[str]) -> list[str]:
    return [vehicle_name(context.day, vehicle) for vehicle in vehicles]
