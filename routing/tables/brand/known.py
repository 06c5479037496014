"""What a day knows of places, partners and goods: what an import refers to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.day import Settings
from routing.domain.goods import DEFAULT_CLASS

from ..build import has_travel
from ..build_draft import Draft
from ..build_lookup import Lookup, folded
from ..build_partners import build_goods, build_partners
from ..build_settings import read_settings
from ..build_sites import build_sites
from ..schema import Findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ..finding import Finding
    from ..raw import RawTable

STAYS = "不送"
"""Written in place of a site: these parcels are not carried to the villages."""

_STAYS_WORDS = frozenset(
    folded(word)
    for word in (STAYS, "不配送", "不下乡", "城区", "县城", "城区自送", "自送", "stays")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Sites, townships, partners and goods classes of a day by what they are called.

    ``date`` is that of the settings, None where they give none.
    """

    sites: Lookup
    centre: str
    names: dict[str, str]
    """Site id: its name."""
    townships: dict[str, str]
    """Township as demand calls it: its key."""
    township_of: dict[str, str]
    """Site id: key of its township."""
    partners: Lookup
    goods: Lookup
    partner_names: dict[str, str]
    date: dt.date | None
    findings: tuple[Finding, ...] = field(default=())

    def places(self, text: str, township: str = "") -> tuple[str, ...]:
        """Return what a text may mean, as demand writes it; empty when unknown.

        ``STAYS`` for the centre and for words like 城区. A township tells sites
        of one name apart.
        """
        if not text:
            return ()
        if folded(text) in _STAYS_WORDS:
            return (STAYS,)
        if text in self.townships and text not in self.names:
            return (text,)
        ids = self.sites.find(text)
        if len(ids) > 1 and township:
            ids = self.sites.find(township + text) or ids
        return tuple(
            STAYS if site == self.centre else self.written(site) for site in ids
        )

    def written(self, site: str) -> str:
        """Return a site as demand writes it: its name where that is clear."""
        name = self.names[site]
        clear = self.sites.find(name) == (site,) and name not in self.townships
        return name if clear else site

    def choices(self) -> list[str]:
        """Return every place that demand may name: townships, sites, and none."""
        sites = [self.written(site) for site in self.names if site != self.centre]
        return [STAYS, *self.townships, *sites]

    def partner(self, text: str) -> str | None:
        """Return the id of a partner, None when it is unknown or unclear."""
        if not self.partner_names:
            return text
        found = self.partners.find(text) or self.partners.find(
            text.removesuffix("快递").removesuffix("速递").removesuffix("速运")
        )
        return found[0] if len(found) == 1 else None

    def goods_class(self, text: str) -> str:
        """Return a goods class; what is no class is ordinary."""
        found = self.goods.find(text)
        return found[0] if len(found) == 1 else DEFAULT_CLASS


def known_of(tables: Mapping[str, RawTable], date: dt.date, *, travel: bool) -> Known:
    """Build what is known from the tables of a day; only fatal findings matter."""
    found = Findings()
    settings = read_settings(tables, found)
    draft = Draft(
        tables=tables,
        date=settings.date or date,
        settings=Settings(),
        crs=settings.crs,
        wet=settings.wet,
        travel_given=travel or has_travel(tables),
        found=found,
    )
    sites = build_sites(draft)
    partners = build_partners(draft)
    build_goods(draft)
    return Known(
        sites=draft.sites,
        centre=sites.centre,
        names={key: site.name for key, site in sites.sites.items()},
        townships=dict(sites.totals),
        township_of=dict(sites.townships),
        partners=draft.partners,
        goods=draft.goods,
        partner_names={key: partner.name for key, partner in partners.items()},
        date=settings.date,
        findings=tuple(row for row in found.all if row.grade == "fatal"),
    )
