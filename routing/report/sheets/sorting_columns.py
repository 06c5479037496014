"""Columns of the sorting sheet, as wide as A4 across has room for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routing.report.words import partner_name
from routing.texts.catalogue import text

from . import service_words
from .frame import A4_LANDSCAPE
from .layout import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .frame import SheetContext

FAMILY = "labels"
MOST_PARTNER_COLUMNS = 8
"""More partners share one column: their own would be too narrow to read."""
_WIDE_PARTNERS = 6
_PARTNER_WIDTH, _PARTNERS_WIDTH, _TOTALS_WIDTH = 13.6, 86.0, 98.0
"""Millimetres of one partner's column, and of all in either table."""
_SERVICES_WIDTH = 33.0
"""Millimetres for a trip's line and departure."""
_PLAIN, _LEAD = 11.0, 15.0


def say(context: SheetContext, code: str, **values: object) -> str:
    """Return a text of the labels in the language of the sheets."""
    return text(FAMILY, code, context.lang, **values)


def site_columns(
    context: SheetContext,
    partners: Sequence[str],
    *,
    chutes: bool,
    services: bool = False,
) -> tuple[Column, ...]:
    """Return the columns from chute (where there are any) to closing time.

    Without ``partners`` (there are too many) one column takes them all. With
    ``services`` bags go by trips and other partners too.
    """
    chute = _column(context, "CHUTE", 16, lead=_LEAD, align="center")
    return _filled(
        (
            *((chute,) if chutes else ()),
            _column(context, "TOWNSHIP", 32, size=10),
            _column(context, "SITE", 0, lead=13),
            _carrier_column(
                context, _SERVICES_WIDTH if services else 27, size=12, services=services
            ),
            _column(context, "TOUR", 12, align="center"),
            _column(context, "LOAD", 18, size=12, align="center"),
            *_partner_columns(context, partners, _PARTNERS_WIDTH),
            _column(context, "ITEMS", 16, size=12, align="right"),
            _column(context, "BAGS", 16, align="right"),
            _column(context, "CLOSING", 18, size=12, align="center"),
        )
    )


def vehicle_columns(
    context: SheetContext, partners: Sequence[str], *, services: bool = False
) -> tuple[Column, ...]:
    """Return the columns of the totals per vehicle and tour, trip and offer."""
    return _filled(
        (
            _carrier_column(context, 0, lead=13, services=services),
            _column(context, "TOUR", 14, align="center"),
            _column(context, "CLOSING", 22, size=12, align="center"),
            _column(context, "DEPART", 22, size=12, align="center"),
            _column(context, "SITES", 16, align="right"),
            *_partner_columns(context, partners, _TOTALS_WIDTH),
            _column(context, "ITEMS", 20, size=12, align="right"),
            _column(context, "BAGS", 24, align="right"),
            _column(context, "KG", 22, align="right"),
        )
    )


def _filled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Give what is left of the paper to the one column without a width."""
    rest = A4_LANDSCAPE.inner_width - sum(column.width for column in columns)
    return tuple(
        column if column.width else replace(column, width=rest) for column in columns
    )


def _carrier_column(
    context: SheetContext,
    width: float,
    *,
    size: float = _PLAIN,
    lead: float = 0.0,
    services: bool,
) -> Column:
    column = _column(context, "VEHICLE", width, size=size, lead=lead)
    if not services:
        return column
    return replace(column, label=service_words.say(context, "SORTING_CARRIER"))


def _column(
    context: SheetContext,
    code: str,
    width: float,
    *,
    size: float = _PLAIN,
    lead: float = 0.0,
    align: str = "left",
) -> Column:
    label = say(context, f"COL_{code}")
    return Column(label=label, width=width, size=size, lead=lead, align=align)


def _partner_columns(
    context: SheetContext, partners: Sequence[str], width: float
) -> tuple[Column, ...]:
    if not partners:
        return (_column(context, "PARTNERS", width),)
    return tuple(
        Column(
            label=partner_name(context.day, partner),
            width=min(width / len(partners), _PARTNER_WIDTH),
            size=12.0 if len(partners) <= _WIDE_PARTNERS else 10.0,
            align="right",
        )
        for partner in partners
    )
