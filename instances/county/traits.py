"""What a generated county is like: its terrain, its lines and its season.

The defaults are the county of valleys that ``gongpei generate`` has always made; the
others change what stands here and nothing else. All of it is invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """Roads and how far apart villages lie.

    ``area`` multiplies the square kilometres of a village, ``winding`` how much
    longer than straight a road is (never below ``least_winding``). ``more_roads``
    main roads leave the centre beside those of the size. Two valleys are joined by
    ``passes`` roads at most, each ``pass_max_km`` long at most (straight).
    Neighbours nearer than ``lane_km`` get a lane where the road is ``lane_detour``
    times as long. ``narrow`` is the share of villages that vans cannot reach.
    """

    main_kmh: float = 50.0
    branch_kmh: float = 30.0
    pass_kmh: float = 20.0
    area: float = 1.0
    winding: float = 1.0
    least_winding: float = 1.02
    more_roads: int = 0
    passes: int = 4
    pass_max_km: float = 7.0
    lane_km: float = 1.5
    lane_detour: float = 4.0
    narrow: float = 0.06


TERRAINS = {
    "valleys": Terrain(),
    "mountain": Terrain(
        main_kmh=40.0, branch_kmh=24.0, pass_kmh=16.0, area=1.25, winding=1.25,
        passes=2, pass_max_km=5.0, lane_km=1.0, narrow=0.15,
    ),
    "flat": Terrain(
        main_kmh=55.0, branch_kmh=40.0, pass_kmh=35.0, area=0.6, winding=0.9,
        more_roads=2, passes=12, pass_max_km=10.0, lane_km=2.0, lane_detour=2.0,
        narrow=0.02,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """How many buses run.

    ``odd`` and ``even`` are the departures of the lines of valleys by number. Every
    ``hubs_a_line``-th hub has ``lines_a_hub`` lines that call at ``stops`` of its
    villages each, outwards at the times ``out`` and home at ``back``.
    """

    odd: str = "08:00;10:30;14:30"
    even: str = "07:40;13:20"
    hubs_a_line: int = 1
    lines_a_hub: int = 1
    stops: int = 7
    out: tuple[str, ...] = ("08:00", "10:30", "13:40")
    back: tuple[str, ...] = ("09:50", "12:20", "16:00")


LINES = {
    "usual": Lines(),
    "thin": Lines(
        odd="08:00;14:30", even="07:40", hubs_a_line=2, stops=5, out=("08:00",),
        back=("16:00",),
    ),
    "dense": Lines(
        odd="07:30;08:30;09:30;10:30;12:30;14:30;16:00",
        even="07:40;09:00;10:40;13:20;15:00", lines_a_hub=2, stops=8,
        out=("07:30", "08:40", "10:30", "13:40", "15:10"),
        back=("08:50", "10:10", "12:20", "15:00", "16:30"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """How much of the day is chilled.

    ``chilled_items`` of all items go to villages among the ``chilled_near`` nearer
    share by road. ``pickups`` of the villages send something; where
    ``chilled_produce``, their produce is chilled (strawberries in March).
    """

    chilled_items: float = 0.065
    chilled_near: float = 0.6
    pickups: float = 0.15
    chilled_produce: bool = False


SEASONS = {
    "usual": Season(),
    "cold": Season(
        chilled_items=0.13, chilled_near=0.8, pickups=0.25, chilled_produce=True
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The words for what a county is like; each is known, or a ``ValueError``."""

    terrain: str = "valleys"
    lines: str = "usual"
    season: str = "usual"

    def __post_init__(self) -> None:
        for word, known in (
            (self.terrain, TERRAINS),
            (self.lines, LINES),
            (self.season, SEASONS),
        ):
            if word not in known:
                msg = f"Expected one of {', '.join(known)}: {word!r}."
                raise ValueError(msg)

    @property
    def options(self) -> str:
        """The options of ``gongpei generate`` that differ from the defaults."""
        usual = Traits()
        return "".join(
            f" --{name} {value}"
            for name, value, default in (
                ("terrain", self.terrain, usual.terrain),
                ("lines", self.lines, usual.lines),
                ("season", self.season, usual.season),
            )
            if value != default
        )
