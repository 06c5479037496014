"""Links that open the navigation of Amap (高德地图) to a site on a phone.

The link is Amap's documented URI for a route (https://lbs.amap.com/api/uri-api/
guide/travel/route): ``to`` is longitude, latitude and a name in GCJ-02, which is
Amap's own and its default system; without ``from`` it starts where the phone is;
``mode=car`` by road; ``src`` names who asks; ``callnative=1`` opens the app where
it is installed. No key, no account, and nothing but the site leaves the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from routing.domain.coordinates import wgs84_to_gcj02
from routing.texts.catalogue import text

from .qr import qr_svg

if TYPE_CHECKING:
    from routing.domain.site import Site
    from routing.report.html import Html

SERVICE = "https://uri.amap.com/navigation"
CALLER = "gongpei"
NAME_CHARACTERS = 6
"""Each costs nine signs of the link, so more would make the squares too small."""
NAVIGATION_QR_MM = 20.0


def navigation_link(site: Site) -> str:
    """Return the link, or nothing where the position is not really known.

    A driver who follows a link trusts it: an estimated position gives none.
    """
    if site.lon is None or site.lat is None or site.position_estimated:
        return ""
    lon, lat = wgs84_to_gcj02(np.array([site.lon]), np.array([site.lat]))
    name = quote(site.name.replace(",", " ")[:NAME_CHARACTERS], safe="")
    place = f"{lon[0]:.6f},{lat[0]:.6f},{name}"
    return f"{SERVICE}?to={place}&mode=car&src={CALLER}&callnative=1"


def navigation_qr(site: Site, *, size_mm: float = NAVIGATION_QR_MM) -> Html | str:
    """Return the link as a QR code of this edge, or nothing."""
    link = navigation_link(site)
    return qr_svg(link, size_mm=size_mm) if link else ""


def navigation_note(site: Site, lang: str) -> str:
    """Return why a site has no link; nothing where it has one."""
    if site.lon is None or site.lat is None:
        return text("labels", "NO_LINK_NO_COORDINATE", lang)
    if site.position_estimated:
        return text("labels", "NO_LINK_ESTIMATED", lang)
    return ""
