"""Follows the goods of one batch along chains of places: what they may become."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.domain.transfer import MAX_LEGS

from ..ways import shut_ends
from .legs import Leg, Ride, Road
from .refusal import TOO_MANY, Refusal, late
from .steps import Begun, Course, missed_reason, promised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routing.domain.day import Day

    from ..ways import Shipment
    from .chains import Chains
    from .legs import Goods, Scheduled
    from .roads import Roads
    from .timetable import Timetable

FIRST_RIDES = 8
NEXT_RIDES = 3
EVERY = 1 << 30
MOST_WAYS = 64
"""Ways of a batch that are kept, the first to arrive of those with fewest legs."""

Chain = tuple[str, ...]
Option = tuple[Leg, Refusal | None]


@dataclass(frozen=True, slots=True)
class OutWay:
    """A way that is out, as far as it was followed: its last leg meets the limit.

    ``chain`` are the places it would go by, its origin and destination included.
    """

    chain: Chain
    legs: tuple[Leg, ...]
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Ground:
    """What the batches of a day walk on; with ``complete`` no way is dropped."""

    day: Day
    roads: Roads
    timetable: Timetable
    chains: Chains
    complete: bool
    options: dict[Goods, dict[tuple[str, str, bool], Sequence[Option]]] = field(
        default_factory=dict
    )


class Walk:
    """The ways of one batch, chain by chain.

    ``found`` could be in time; with ``tells`` what could not is in ``out``.
    """

    def __init__(self, ground: Ground, batch: Shipment, *, tells: bool) -> None:
        self._ground, self._batch, self._tells = ground, batch, tells
        row, day = batch.outer, ground.day
        self._bound = bool(row.windows) or row.deadline is not None
        self._shut = shut_ends(day, batch.lot)
        self._locked = any(row.outer_site in lock.sites for lock in day.locks)
        safe = any(day.sites[x].security_check for x in row.passed)
        self._start = Begun((), (batch.ready_time,), safe, 0)
        # Chains share the first of their places.
        self._first: dict[str, list[Begun]] = {}
        self._ending: dict[tuple[int, str, int, bool, bool], Sequence[Leg]] = {}
        goods = ground.timetable.goods_of(batch)
        self._known = ground.options.setdefault(goods, {})
        self.found: list[Course] = []
        self.out: list[OutWay] = []

    def along(self, chain: Chain, gaps: tuple[int, ...]) -> None:
        """Follow a chain of places; ``gaps`` is the handling at each between."""
        options = []
        for number in range(len(chain) - 1):
            ask = self._tellable if self._tells else self._options
            known = ask(chain, number)
            if not (known or self._tells):
                return
            options.append(known)
        self._onward((chain, gaps), options, self._start)

    def _options(self, chain: Chain, number: int) -> Sequence[Option]:
        """Return the movements that the batch may make between two places."""
        start, end = chain[number], chain[number + 1]
        # By road goes on from a hub only what is based there.
        key = start, end, number > 0
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._all_options(chain, number)
        if self._shut and (start in self._shut or end in self._shut):
            return [option for option in known if not isinstance(option[0], Road)]
        return known

    def _all_options(self, chain: Chain, number: int) -> Sequence[Option]:
        ground, start, end = self._ground, chain[number], chain[number + 1]
        legs: list[Leg] = []
        sensible = ground.chains.road_makes_sense(chain, number)
        if sensible and ground.roads.may_drive(start, end):
            legs.append(Road(start, end))
        legs += ground.timetable.allowed(start, end, self._batch)
        return [(leg, None) for leg in legs]

    def _tellable(self, chain: Chain, number: int) -> Sequence[Option]:
        """Return all movements between two places, and why a batch may not."""
        ground, start, end = self._ground, chain[number], chain[number + 1]
        legs: list[Option] = []
        if not ground.roads.may_drive(start, end):
            legs.append((Road(start, end), Refusal(ReasonCode.UNREACHABLE)))
        elif start in self._shut or end in self._shut:
            legs.append((Road(start, end), Refusal(ReasonCode.TIME_WINDOW)))
        elif ground.chains.road_makes_sense(chain, number):
            legs.append((Road(start, end), None))
        legs += ground.timetable.judged(start, end, self._batch)
        legs += ground.timetable.barred(start, end)
        return legs

    def _onward(
        self,
        path: tuple[Chain, tuple[int, ...]],
        options: Sequence[Sequence[Option]],
        begun: Begun,
    ) -> None:
        """Keep what a way that has begun becomes, and what it may not become."""
        chain, gaps = path
        number = len(begun.legs)
        if number == len(gaps):
            for leg in self._last(chain, options[number], begun):
                roads = begun.roads + isinstance(leg, Road)
                course = Course((*begun.legs, leg), gaps, begun.early, roads)
                self.found.append(course)
            return
        if number or chain[1] not in self._first:
            legs = self._next(chain, options[number], begun)
            further = [self._after(begun, leg, gaps[number]) for leg in legs]
            if not number:
                self._first[chain[1]] = further
        else:
            further = self._first[chain[1]]
        for longer in further:
            self._onward(path, options, longer)

    def _last(
        self, chain: Chain, options: Sequence[Option], begun: Begun
    ) -> Sequence[Leg]:
        """Return the last legs of a way; many ways change to the same ones."""
        if self._tells:
            return self._next(chain, options, begun)
        driven = bool(begun.legs) and isinstance(begun.legs[-1], Road)
        key = len(chain), chain[-2], begun.early[-1], begun.safe, driven
        if key not in self._ending:
            self._ending[key] = self._next(chain, options, begun)
        return self._ending[key]

    def _after(self, begun: Begun, leg: Leg, gap: int) -> Begun:
        """Return a way that has gone on by a leg, its goods handled."""
        if isinstance(leg, Road):
            seconds = self._ground.roads.seconds(leg.from_site, leg.to_site)
            arrive = begun.early[-1] + seconds
        else:
            arrive = leg.arrive
        safe = begun.safe or self._ground.day.sites[leg.to_site].security_check
        safe = safe or (isinstance(leg, Ride) and leg.checked)
        roads = begun.roads + isinstance(leg, Road)
        return Begun((*begun.legs, leg), (*begun.early, arrive + gap), safe, roads)

    def _next(self, chain: Chain, options: Sequence[Option], begun: Begun) -> list[Leg]:
        """Return the legs that a way which has begun may go on by."""
        most = self._most_rides(len(begun.legs), len(chain) - 1)
        rides = 0
        told = self._told(begun, options)
        taken: list[Leg] = []
        for leg, standing in options:
            missed = begun.early[-1] - leg.ready_by
            if missed > told:
                continue
            refusal = standing
            if isinstance(leg, Road):
                too_many = rides > most or self._roundabout(chain, begun)
            else:
                refusal = refusal or self._refuses(leg, begun)
                rides += refusal is None
                too_many = rides > most
            if refusal is None and too_many:
                refusal = Refusal(None, note=TOO_MANY)
            if refusal is None:
                taken.append(leg)
            elif self._tells:
                self.out.append(OutWay(chain, (*begun.legs, leg), refusal))
            if rides >= most and not self._tells:
                # Departures are in order, what is driven comes first.
                break
        return taken

    def _told(self, begun: Begun, options: Sequence[Option]) -> int:
        """Return up to how many seconds a missed departure is told.

        On large days only the nearest is, where goods change; a search needs none.
        """
        if not self._tells:
            return 0
        if self._ground.chains.few or not begun.legs:
            return EVERY
        return min(filter(None, (begun.missed(leg) for leg, _ in options)), default=0)

    def _roundabout(self, chain: Chain, begun: Begun) -> bool:
        """Tell whether one more vehicle is one too many, on a large day."""
        if self._ground.chains.few or len(chain) <= MAX_LEGS:
            return False
        return bool(begun.legs) and isinstance(begun.legs[-1], Road)

    def _most_rides(self, number: int, legs: int) -> int:
        """Return how many departures are followed from a place of a chain.

        Whoever changes takes one of the next ones; on small days any of them.
        """
        if self._ground.complete:
            return EVERY
        if self._ground.chains.few or legs == 1:
            return MOST_WAYS
        return NEXT_RIDES if number else FIRST_RIDES

    def _refuses(self, leg: Scheduled, begun: Begun) -> Refusal | None:
        """Return why goods that are there in time or not must not go on by a leg."""
        if not (begun.safe or leg.checked):
            return Refusal(ReasonCode.NO_SECURITY_CHECK)
        # A lock's vehicle holds the leg at the village end (W5c).
        if self._locked and self._batch.outer.outer_site in (
            leg.from_site,
            leg.to_site,
        ):
            return Refusal(ReasonCode.LOCK_CONFLICT)
        over = begun.early[-1] - leg.ready_by
        if over > 0:
            return late(over, missed_reason(leg, begun))
        return promised(self._batch, leg) if self._bound else None
