"""Whom to phone at who carries: the crew of a trip, its operator, a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.site import Contact

from .words import contact_words

if TYPE_CHECKING:
    from routing.domain.line import Line
    from routing.domain.trip import Trip

    from .frame import SheetContext


def partner_contact(context: SheetContext, partner: str) -> Contact:
    """Return the contact of a partner; empty where nobody is known or may be named."""
    known = context.day.partners.get(partner)
    if known is None or not context.contacts:
        return Contact()
    return known.contact


def partner_people(context: SheetContext, partner: str) -> str:
    """Return name and phone of a partner's contact; nothing without contacts."""
    return contact_words(context, partner_contact(context, partner))


def operator_people(context: SheetContext, line: Line) -> str:
    """Return name and phone at the operator of a line; nothing without contacts.

    Who is written beside the line answers for it; else the operator's own contact.
    """
    own = contact_words(context, line.contact)
    return own or partner_people(context, line.operator)


def trip_people(context: SheetContext, trip: Trip) -> str:
    """Return name and phone of a trip's crew, else of who answers for its line."""
    crew = contact_words(context, trip.contact)
    line = context.day.lines.get(trip.line_id)
    return crew or (operator_people(context, line) if line is not None else "")
