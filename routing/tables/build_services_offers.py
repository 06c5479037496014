"""Handover offers and tariffs in force on the service date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.handover_offer import HandoverOffer
from routing.domain.partner import ANY
from routing.domain.price import PriceBasis
from routing.domain.site import Level
from routing.domain.tariff import Tariff
from routing.domain.units import grams_from_kg

from .build_services_lines import make_price
from .build_services_parties import party
from .calendar import DAILY

if TYPE_CHECKING:
    from decimal import Decimal

    from .build_draft import Draft
    from .build_sites import SitesRead
    from .calendar import ServiceDays
    from .schema import Row

NOT_ENDS = (Level.CENTRE, Level.STOP)
"""Places that a whole township, or all sites, do not mean as destinations."""


def make_offer(
    draft: Draft, row: Row, sites: SitesRead, number: int
) -> HandoverOffer | None:
    """Build an offer; None where it does not run today or has no destination.

    ``number`` is the row's place in the table: the default id ``H01`` stays the
    same when another row is set aside.
    """
    values = row.values
    start = draft.sites.find(values["from_site"])[0]
    targets = _targets(draft, row, sites, start)
    if not targets:
        row.reject("OFFER_GOES_NOWHERE", "to_sites")
        return None
    rule: ServiceDays = values.get("days", DAILY)
    market = rule.market and any(site in sites.markets for site in targets)
    if not market and not rule.includes(draft.date):
        return None
    kg = values.get("cap_kg")
    return HandoverOffer(
        offer_id=values.get("offer_id", f"H{number:02d}"),
        carrier=party(draft, values["carrier"]),
        for_partners=tuple(
            text if text == ANY else party(draft, text)
            for text in values["for_partners"]
        ),
        from_site=start,
        to_sites=targets,
        cutoff_time=values["cutoff_time"],
        delivered_time=values["delivered_by"],
        price=make_price(row, values["basis"]),
        goods_classes=tuple(
            draft.goods.find(text)[0] for text in values.get("goods_classes", ())
        ),
        cap_items=values.get("cap_items"),
        cap_bags=values.get("cap_bags"),
        cap_g=None if kg is None else grams_from_kg(kg),
        last_resort=values.get("last_resort", False),
        confirmed=values.get("confirmed"),
    )


def _targets(draft: Draft, row: Row, sites: SitesRead, start: str) -> tuple[str, ...]:
    """Return the sites named, those of the township, or all for ``*``."""
    found: dict[str, None] = {}
    for text in row.values.get("to_sites", ()):
        named = _ends(sites) if text == ANY else (draft.sites.find(text)[0],)
        found.update(dict.fromkeys(named))
    if "township" in row.values:
        found.update(dict.fromkeys(township_sites(sites, row.values["township"])))
    found.pop(start, None)
    return tuple(found)


def _ends(sites: SitesRead) -> tuple[str, ...]:
    return tuple(key for key, site in sites.sites.items() if site.level not in NOT_ENDS)


def township_sites(sites: SitesRead, text: str) -> tuple[str, ...]:
    """Return the places of a township, its hub among them, in table order."""
    key = sites.totals.get(text, text)
    return tuple(
        site for site in _ends(sites) if site == key or sites.townships.get(site) == key
    )


def make_tariff(draft: Draft, row: Row, sites: SitesRead, number: int) -> Tariff | None:
    """Build a tariff; None where it is not in force on the date."""
    values = row.values
    start, end = values.get("valid_from"), values.get("valid_to")
    if (start and draft.date < start) or (end and end < draft.date):
        return None
    basis: PriceBasis = values["basis"]
    to_sites: tuple[str, ...] | None = None
    if "to_site" in values:
        to_sites = (draft.sites.find(values["to_site"])[0],)
    elif "township" in values:
        to_sites = township_sites(sites, values["township"])
    return Tariff(
        tariff_id=f"T{number:02d}",
        stage=values["stage"],
        payer=party(draft, values["payer"]),
        payee=party(draft, values["payee"]),
        price=make_price(row, basis),
        tier_from=_tier(basis, values.get("tier_from")) or 0,
        tier_to=_tier(basis, values.get("tier_to")),
        tax=values.get("tax", ""),
        goods_class=(
            draft.goods.find(values["goods_class"])[0]
            if "goods_class" in values
            else None
        ),
        from_site=(
            draft.sites.find(values["from_site"])[0] if "from_site" in values else None
        ),
        to_sites=to_sites,
    )


def _tier(basis: PriceBasis, value: Decimal | None) -> int | None:
    """Return a bound of a tier in grams where kilograms are priced, else whole."""
    if value is None:
        return None
    return grams_from_kg(value) if basis is PriceBasis.PER_KG else int(value)
