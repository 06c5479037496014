"""The sites of a day: ids, levels, townships, hours and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from routing.domain.site import Level, Site

from .build_places import SiteDraft, check_coordinates, place_sites
from .build_site import make_site
from .headers import TABLES
from .presets import fill_presets
from .schema_base import SITES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from .build_draft import Draft
    from .raw import RawRow
    from .schema import Row

BELOW_HUB = (Level.VILLAGE, Level.HAMLET, Level.LOCKER, Level.SHIPPER)
TOWNSHIP_ENDINGS = ("镇", "乡", "街道", "苏木")
CENTRE_WORDS = ("中心", "centre", "center")


@dataclass(slots=True, kw_only=True)
class SitesRead:
    """Sites by id, and what only the builders need to know of them."""

    centre: str = ""
    sites: dict[str, Site] = field(default_factory=dict)
    townships: dict[str, str] = field(default_factory=dict)
    """Township (hub id, or its name where it has no hub) by site id."""
    shares: dict[str, Decimal | None] = field(default_factory=dict)
    totals: dict[str, str] = field(default_factory=dict)
    """What a township is called in demand, and its key in ``townships``."""
    no_place: dict[str, None] = field(default_factory=dict)
    """Names of sites set aside for want of a place."""
    impassable: dict[str, None] = field(default_factory=dict)
    """Sites that cannot be reached in wet weather."""
    markets: dict[str, None] = field(default_factory=dict)
    """Sites where it is market day."""
    usual: list[tuple[Row, str]] = field(default_factory=list)


def build_sites(draft: Draft) -> SitesRead:
    """Build every site that can be; the centre must be among them."""
    read = SitesRead()
    if SITES.table not in draft.tables:
        draft.found.fatal(
            "TABLE_MISSING", word=SITES.table, word_zh=TABLES[SITES.table][0]
        )
        draft.sites.complete = False
        return read
    rows = draft.rows(SITES)
    if not rows:
        if not draft.found.is_fatal:
            draft.found.fatal("TABLE_EMPTY", draft.tables[SITES.table])
        draft.sites.complete = False
        return read
    drafts = _identify(draft, rows)
    _join_townships(draft, drafts, read)
    place_sites(draft, [site for site in drafts if site.row.usable])
    _choose_centre(draft, drafts, read)
    for site in drafts:
        _register(draft, site, read)
    _follow_served_by(draft, drafts, read)
    for row in rows:
        draft.found.take(row)
    return read


def _identify(draft: Draft, rows: Sequence[Row]) -> list[SiteDraft]:
    """Give every row its id and level; rows without them are lost."""
    ids = site_ids([row.raw for row in rows])
    infer = "level" not in draft.tables[SITES.table].columns
    if infer:
        draft.found.warn("LEVEL_INFERRED", draft.tables[SITES.table], "level")
    levels = inferred_levels(rows) if infer else {}
    seen: dict[str, None] = {}
    drafts = []
    for row, site_id in zip(rows, ids, strict=True):
        name, township = row.text("name"), row.text("township")
        check_coordinates(row)
        level = levels.get(row.raw.row) if infer else row.values.get("level")
        if level is None and "level" not in row.raw.cells | row.raw.errors:
            row.reject("CELL_MISSING", "level")
        if site_id and site_id in seen:
            column = "site_id" if row.text("site_id") else "name"
            row.reject("DUPLICATE_ID", column, word=site_id)
        elif row.usable:
            seen[site_id] = None
        drafts.append(
            SiteDraft(
                row=row,
                site_id=site_id,
                name=name,
                level=level or Level.VILLAGE,
                township_text=township,
            )
        )
    return drafts


def site_ids(rows: Sequence[RawRow]) -> list[str]:
    """Return the id of every row: its own, its name, or both names where two agree."""
    bare = [row.cells.get("name", "") for row in rows if "site_id" not in row.cells]
    alike = Counter(bare)
    ids = []
    for row in rows:
        name, township = row.cells.get("name", ""), row.cells.get("township", "")
        default = f"{township}{name}" if alike[name] > 1 else name
        ids.append(row.cells.get("site_id") or default)
    return ids


def inferred_levels(rows: Sequence[Row]) -> dict[int, Level]:
    """Infer levels from names: hubs are somebody's township, one is the centre."""
    townships = {row.text("township") for row in rows} - {""}
    levels = {}
    for row in rows:
        is_hub = {row.text("name"), row.text("site_id")} & townships
        levels[row.raw.row] = Level.HUB if is_hub else Level.VILLAGE
    centres = [
        row
        for row in rows
        if levels[row.raw.row] is Level.VILLAGE
        and any(word in row.text("name").casefold() for word in CENTRE_WORDS)
    ]
    if centres:
        # A centre belongs to no township; the first of several candidates is it.
        chosen = min(centres, key=lambda row: bool(row.text("township")))
        levels[chosen.raw.row] = Level.CENTRE
    return levels


def _join_townships(draft: Draft, drafts: Sequence[SiteDraft], read: SitesRead) -> None:
    """Find the hub of every township, by its id, name, township or beginning."""
    hubs = [s for s in drafts if s.level is Level.HUB and s.row.usable]
    called = _hub_names(hubs)
    without: dict[str, SiteDraft] = {}
    for site in drafts:
        text = site.township_text
        if site.is_base:
            continue
        if not text:
            if site.row.usable and site.level in BELOW_HUB:
                site.row.warn("TOWNSHIP_MISSING", "township")
            continue
        near = [hub for hub in hubs if hub.name.startswith(text)]
        if text not in called and len(near) == 1:
            called[text] = near[0].site_id
            draft.assumptions.add(f"sites.township.{text}", near[0].name)
        site.township = called.get(text)
        if site.township is None:
            without.setdefault(text, site)
    for text, site in without.items():
        site.row.warn("TOWNSHIP_WITHOUT_HUB", "township", word=text)
        called[text] = text
    _name_totals(drafts, hubs, called, read)


def _hub_names(hubs: Sequence[SiteDraft]) -> dict[str, str]:
    """Return hub ids by what a township column may call them; ids go first."""
    called: dict[str, str] = {}
    for site in hubs:
        called.setdefault(site.site_id, site.site_id)
    for site in hubs:
        aliases = site.row.values.get("aliases", ())
        for text in (site.township_text, site.name, *aliases):
            if text:
                called.setdefault(text, site.site_id)
    return called


def _name_totals(
    drafts: Sequence[SiteDraft],
    hubs: Sequence[SiteDraft],
    called: dict[str, str],
    read: SitesRead,
) -> None:
    """Collect what townships are called in demand, as against their hubs (M6)."""
    own = {hub.site_id: hub.township_text for hub in hubs}
    names = {hub.site_id: hub.name for hub in hubs}
    for hub in hubs:
        if hub.township_text:
            read.totals[hub.township_text] = hub.site_id
        elif hub.name.endswith(TOWNSHIP_ENDINGS):
            read.totals[hub.name] = hub.site_id
    for site in drafts:
        text = site.township_text
        if site.is_base or text not in called or text in own:
            continue
        key = called[text]
        # A hub's name means the hub where its township has a name of its own.
        if not own.get(key) or text != names.get(key):
            read.totals.setdefault(text, key)


def _choose_centre(draft: Draft, drafts: Sequence[SiteDraft], read: SitesRead) -> None:
    table = draft.tables[SITES.table]
    centres = [s for s in drafts if s.level is Level.CENTRE and s.row.usable]
    if not centres:
        draft.found.fatal("CENTRE_MISSING", table, "level")
        return
    if len(centres) > 1:
        known = "、".join(site.site_id for site in centres)
        draft.found.fatal("CENTRE_SEVERAL", table, "level", known=known)
    centre = centres[0]
    read.centre = centre.site_id
    others = any(site.lon is not None for site in drafts)
    if centre.lon is None and others and not draft.travel_given:
        draft.found.fatal("CENTRE_NO_POSITION", table, "lon", word=centre.name)


def _register(draft: Draft, site: SiteDraft, read: SitesRead) -> None:
    row = site.row
    if not row.usable:
        draft.sites.lose(site.site_id, site.name, *row.values.get("aliases", ()))
        if site.lost_place:
            read.no_place.update(dict.fromkeys((site.site_id, site.name)))
        return
    fill_presets(row, SITES, "site", site.level.value, draft.assumptions)
    aliases = list(row.values.get("aliases", ()))
    if site.township_text:
        aliases.append(f"{site.township_text}{site.name}")
    draft.sites.add(site.site_id, site.name, aliases)
    if draft.wet and row.values.get("dry_only"):
        read.impassable[site.site_id] = None
    if "usual_vehicle" in row.values:
        read.usual.append((row, site.site_id))
    if site.township_text and not site.is_base:
        read.townships[site.site_id] = site.township or site.township_text
        read.shares[site.site_id] = row.values.get("township_share")
    read.sites[site.site_id] = made = make_site(draft, site)
    if made.market_today:
        read.markets[site.site_id] = None


def _follow_served_by(
    draft: Draft, drafts: Sequence[SiteDraft], read: SitesRead
) -> None:
    """Resolve 代收站点; a site that names an unknown one keeps its own goods."""
    for site in drafts:
        text = site.row.values.get("served_by")
        if text is None or site.site_id not in read.sites:
            continue
        keys = draft.sites.find(text)
        if len(keys) != 1 or keys[0] == site.site_id:
            near = draft.sites.nearest(text, draft.found)
            site.row.warn("SERVED_BY_UNKNOWN", "served_by", word=text, suggestion=near)
            continue
        read.sites[site.site_id] = replace(read.sites[site.site_id], served_by=keys[0])
