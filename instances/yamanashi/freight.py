"""Which routes of the feed carry goods, how much and at which price: all assumed.

Routes of one service stand together, both directions. Routes with a trip whose
times fall backwards in the feed (377_1311, 360_630, 459_872) carry nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instances.csvfile import Table

TOWN_BUSES, LAKE_BUSES, VILLAGE_BUSES = "P7", "P8", "P9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a trip takes after the passengers' luggage, and yuan a bag."""

    operator: str
    cap_bags: int
    cap_kg: int
    cap_m3: float
    price: float
    cutoff_min: int


_TOWN = Terms(
    operator=TOWN_BUSES, cap_bags=12, cap_kg=240, cap_m3=1.6, price=3.0, cutoff_min=15
)
_FAR = Terms(
    operator=TOWN_BUSES, cap_bags=16, cap_kg=320, cap_m3=2.2, price=4.5, cutoff_min=15
)
_LAKE = Terms(
    operator=LAKE_BUSES, cap_bags=18, cap_kg=360, cap_m3=2.4, price=6.0, cutoff_min=20
)
_VILLAGE = Terms(
    operator=VILLAGE_BUSES, cap_bags=6, cap_kg=120, cap_m3=0.8, price=2.5, cutoff_min=10
)

SERVICES: tuple[tuple[Terms, tuple[str, ...]], ...] = (
    # Kofu to Nirasaki, two ways.
    (_TOWN, ("24_25", "24_1199", "49_67", "49_68")),
    # Kofu to Kajikazawa, Ogasawara, Midai and the shops of Fujikawa.
    (_TOWN, ("52_797", "52_798", "52_799", "56_79", "56_80")),
    (_TOWN, ("545_1026", "545_1027", "545_1032", "449_790", "449_1209")),
    (_TOWN, ("547_1030", "547_1031", "627_1335", "627_1344")),
    # Shikishima to the gorge of Shosenkyo and to Midai, by Kofu.
    (_TOWN, ("34_41", "34_1207", "546_1028", "546_1029")),
    # Kofu to Toyotomi, Narahara, Isawa and Enzan.
    (_TOWN, ("73_113", "73_114", "26_29", "26_30", "65_97", "65_98")),
    (_TOWN, ("629_1342", "629_1343")),
    # Nirasaki to the valleys: Masutomi, Kyoraiishi, Asao, Nittadaira.
    (_FAR, ("213_329", "213_330", "213_569", "214_331", "214_332")),
    (_FAR, ("215_333", "215_334", "215_732", "215_733")),
    # Enzan to Nishizawa and Kubodaira.
    (_FAR, ("109_810", "109_830", "456_839", "456_840")),
    # Kofu over the pass to the lakes; from there to lake Sai; Shimokurokoma.
    (_LAKE, ("99_159", "99_160", "205_317", "205_318")),
    (_LAKE, ("269_423", "269_424")),
    # Small buses of the towns Fujikawa and Minami-Alps.
    (_VILLAGE, ("585_1074", "585_1075", "597_1223", "597_1224")),
    (_VILLAGE, ("598_1225", "598_1226", "599_1227", "599_1228")),
    (_VILLAGE, ("631_1348", "631_1349", "632_1350", "632_1351")),
    (_VILLAGE, ("634_1354", "634_1355")),
)

FREIGHT: dict[str, Terms] = {
    route: terms for terms, routes in SERVICES for route in routes
}


def freight() -> Table:
    """Return the table ``gtfs_freight``, a row per route."""
    columns = ("route_id", "operator", "cap_bags", "cap_kg", "cap_m3", "price_basis",
               "price", "cutoff_min")  # fmt: skip
    return columns, [
        (route, terms.operator, terms.cap_bags, terms.cap_kg, terms.cap_m3, "per_bag",
         terms.price, terms.cutoff_min)
        for route, terms in FREIGHT.items()
    ]  # fmt: skip
