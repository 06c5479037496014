"""Centre, hubs and village stations, chosen by rule among the stops of the feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.coordinates import crow_metres

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .timetable import Stop

CENTRE_STOP = "P119"
"""Kofu station bus terminal, where the town's lines begin."""
HUB_STOPS = {
    "韮崎": "P200", "须玉": "P1091", "南阿尔卑斯": "P4818", "鳅泽": "P1152",
    "敷岛": "P186", "石和": "P105", "盐山": "P1614", "丰富": "P906",
    "富士河口湖": "P1390",
}  # fmt: skip
"""Township and the stop of its hub: where lines from the centre end or others begin."""
TOWN_M, FAR_M = 4_000, 33_000
"""Nearer to the centre is the town itself; farther is another county."""
HUB_APART_M, STATION_APART_M = 500, 900


@dataclass(frozen=True, slots=True)
class Village:
    """A station at a stop: its id, its name, and the township of the nearest hub."""

    site_id: str
    name: str
    township: str
    stop: Stop


@dataclass(frozen=True, slots=True)
class Network:
    """Places of the day; ``hubs`` by township, in the order of ``HUB_STOPS``."""

    centre: Stop
    hubs: dict[str, Stop]
    villages: tuple[Village, ...]
    hub_ids: dict[str, str] = field(default_factory=dict)


def choose_network(stops: Mapping[str, Stop]) -> Network:
    """Choose the stations: from the farthest inwards, none near another.

    A stop becomes a station when it lies 4 to 33 km (crow) from the centre, at
    least 500 m from each hub and 900 m from each station chosen before it. Its
    township is that of the nearest hub.
    """
    centre = stops[CENTRE_STOP]
    hubs = {name: stops[stop_id] for name, stop_id in HUB_STOPS.items()}
    away = {stop_id: metres(stop, centre) for stop_id, stop in stops.items()}
    chosen: list[Stop] = []
    for stop_id in sorted(stops, key=lambda stop_id: (-away[stop_id], stop_id)):
        stop = stops[stop_id]
        if (
            TOWN_M < away[stop_id] <= FAR_M
            and _apart(stop, hubs.values(), HUB_APART_M)
            and _apart(stop, chosen, STATION_APART_M)
        ):
            chosen.append(stop)
    by_hub = {
        name: [stop for stop in chosen if _nearest(stop, hubs) == name] for name in hubs
    }
    pairs = [(name, stop) for name, inside in by_hub.items() for stop in inside]
    names = _names(pairs)
    return Network(
        centre=centre,
        hubs=hubs,
        villages=tuple(
            Village(f"YV{number:03d}", names[number - 1], name, stop)
            for number, (name, stop) in enumerate(pairs, start=1)
        ),
        hub_ids={name: f"YH{number:02d}" for number, name in enumerate(hubs, start=1)},
    )


def metres(first: Stop, second: Stop) -> float:
    """Return the great-circle distance of two stops."""
    return float(crow_metres(first.lon, first.lat, second.lon, second.lat))


def _apart(stop: Stop, others: Iterable[Stop], least: int) -> bool:
    return all(metres(stop, other) >= least for other in others)


def _nearest(stop: Stop, hubs: Mapping[str, Stop]) -> str:
    return min(hubs, key=lambda name: metres(stop, hubs[name]))


def _names(pairs: list[tuple[str, Stop]]) -> list[str]:
    """Name stations after their stops; the second of a name gets its township."""
    taken: dict[str, None] = {}
    names = []
    for township, stop in pairs:
        name = f"{stop.name}村站"
        if name in taken:
            name = f"{stop.name}({township})村站"
        if name in taken:
            name = f"{stop.name}({stop.stop_id})村站"
        taken[name] = None
        names.append(name)
    return names
