"""Words and quantities as a reader sees them, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.line_labels import line_label
from routing.domain.units import DAY_SECONDS, clock, divide_half_up
from routing.texts.catalogue import family, fix, text

from .figures import cubic_metres, kilograms, km

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.trip import Trip
    from routing.plan.model import Leg, Unserved

FAMILY = "report"
SECONDS_PER_MINUTE = 60


def word(code: str, lang: str, **values: object) -> str:
    """Return a word of the report family."""
    return text(FAMILY, code, lang, **values)


def known_word(prefix: str, value: str, lang: str) -> str:
    """Return the word for a value of a closed list, or the value itself."""
    code = f"{prefix}_{value.upper()}"
    return word(code, lang) if code in family(FAMILY) else value


def amount_text(amount: int, unit: str, lang: str) -> str:
    """Return a shortfall in the unit a person would use; empty for none."""
    if not amount:
        return ""
    if unit == "s":
        return word("AMOUNT_MINUTES", lang, n=-(-amount // SECONDS_PER_MINUTE))
    for inner, convert in (("g", kilograms), ("cm3", cubic_metres), ("m", km)):
        if unit == inner:
            return word(f"AMOUNT_{inner.upper()}", lang, n=f"{convert(amount):g}")
    if f"AMOUNT_{unit.upper()}" in family(FAMILY):
        return word(f"AMOUNT_{unit.upper()}", lang, n=amount)
    return f"{amount} {unit}"


def site_name(day: Day, site: str) -> str:
    """Return a site's name, or the id where the tables do not know it."""
    return day.sites[site].name if site in day.sites else site


def partner_name(day: Day, partner: str) -> str:
    """Return a partner's name, or the id where the tables do not know it."""
    return day.partners[partner].name if partner in day.partners else partner


def township_name(day: Day, site: str) -> str:
    """Return the name of a site's township; empty at the centre and unknown."""
    known = day.sites.get(site)
    if known is None or known.township is None:
        return ""
    return site_name(day, known.township)


def vehicle_name(day: Day, vehicle: str) -> str:
    """Return a vehicle's plate, or its id where there is none."""
    known = day.vehicles.get(vehicle)
    return known.plate if known is not None and known.plate else vehicle


def known_trip(day: Day, trip: str) -> Trip | None:
    """Return a trip of the day, those that an override took out as well."""
    out = (row.trip for row in day.trips_out if row.trip.trip_id == trip)
    return day.trips.get(trip) or next(out, None)


def trip_name(day: Day, trip: str) -> str:
    """Return a trip's line, in short, and departure; its id where it is unknown."""
    known = known_trip(day, trip)
    if known is None:
        return trip
    line = day.lines.get(known.line_id)
    name = known.line_id if line is None else line_label(line, day.lines.values())
    return f"{name} {clock(known.departure_time)}"


def offer_name(day: Day, offer: str, lang: str) -> str:
    """Return an offer's carrier and ends, or the id where nobody knows it."""
    known = day.offers.get(offer)
    if known is None:
        return offer
    ends = site_name(day, known.to_sites[0])
    if len(known.to_sites) > 1:
        ends = word("OFFER_ENDS", lang, site=ends, n=len(known.to_sites))
    carrier = partner_name(day, known.carrier)
    return f"{carrier} {site_name(day, known.from_site)}→{ends}"


def trip_words(day: Day, trip: str, lang: str) -> str:
    """Return a trip with the word for its kind: bus, or freight shuttle."""
    known = known_trip(day, trip)
    line = day.lines.get(known.line_id) if known is not None else None
    kind = line.kind.value if line is not None else "bus"
    return word(f"CARRIER_{kind.upper()}", lang, name=trip_name(day, trip))


def offer_words(day: Day, offer: str, lang: str) -> str:
    """Return an offer with the word for its kind: handover, or last resort."""
    known = day.offers.get(offer)
    code = "LAST_RESORT" if known is not None and known.last_resort else "HANDOVER"
    return word(f"CARRIER_{code}", lang, name=offer_name(day, offer, lang))


def carrier_words(day: Day, leg: Leg, lang: str) -> str:
    """Return who carries a leg, as people say it."""
    if leg.trip is not None:
        return trip_words(day, leg.trip, lang)
    if leg.offer is not None:
        return offer_words(day, leg.offer, lang)
    return vehicle_name(day, leg.vehicle or "")


def reason_text(row: Unserved, lang: str) -> str:
    """Return the code of a reason and its words."""
    return f"{row.reason} {text('reasons', row.reason, lang)}"


def action_text(row: Unserved, lang: str) -> str:
    """Return the suggested action, or the usual way out of the reason."""
    return row.action or fix("reasons", row.reason, lang)


def shown(value: float | None, digits: int = 1) -> str:
    """Return a figure for a person; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.{digits}f}"


def clock_words(time: int, lang: str) -> str:
    """Write an instant as ``HH:MM``, with a word where it is tomorrow or later."""
    days, seconds = divmod(time, DAY_SECONDS)
    if not days:
        return clock(seconds)
    if days == 1:
        return word("NEXT_DAY", lang, time=clock(seconds))
    return word("DAYS_LATER", lang, n=days, time=clock(seconds))


def span(seconds: int) -> str:
    """Write a duration as hours and minutes, half minutes up; a dash for none."""
    if not seconds:
        return "–"
    minutes = divide_half_up(seconds, SECONDS_PER_MINUTE)
    return f"{minutes // 60}:{minutes % 60:02d}"
