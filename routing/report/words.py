"""Words and quantities as a reader sees them, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.units import divide_half_up
from routing.texts.catalogue import family, fix, text

from .figures import cubic_metres, kilograms, km

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.plan.model import Unserved

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


def span(seconds: int) -> str:
    """Write a duration as hours and minutes, half minutes up; a dash for none."""
    if not seconds:
        return "–"
    minutes = divide_half_up(seconds, SECONDS_PER_MINUTE)
    return f"{minutes // 60}:{minutes % 60:02d}"
