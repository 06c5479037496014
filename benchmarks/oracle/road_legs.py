"""Which tour carries a bag's road leg, and at which halts (M5b, T2a, T3, T4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .legs import Road, may_drive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .custody import Custody
    from .model import Model
    from .tour import Halt, Tour


def link_roads(
    model: Model, tours: Sequence[Tour], custodies: Sequence[Custody]
) -> None:
    """Give every road leg that is chosen exactly one tour."""
    for custody in custodies:
        carried: dict[Road, list[Any]] = {
            leg: [] for leg in custody.legs if isinstance(leg, Road)
        }
        for tour in tours:
            mine = {
                leg: model.cp.new_bool_var("")
                for leg in carried
                if may_drive(model.day, tour.vehicle, custody.bag, leg)
            }
            for leg, literal in mine.items():
                carried[leg].append(literal)
                custody.carried[leg, tour.vehicle.vehicle_id, tour.number] = literal
            if mine:
                _Link(model, tour, custody).add(mine)
        for leg, literals in carried.items():
            model.cp.add(sum(literals) == custody.legs[leg])


class _Link:
    """One bag in one tour."""

    def __init__(self, model: Model, tour: Tour, custody: Custody) -> None:
        self.model, self.tour, self.custody = model, tour, custody
        self.key = custody.bag.bag.bag_id
        self.base = tour.vehicle.start_site

    def add(self, mine: dict[Road, Any]) -> None:
        for site in dict.fromkeys(leg.from_site for leg in mine):
            literals = [lit for leg, lit in mine.items() if leg.from_site == site]
            self._board(site, literals)
        for site in dict.fromkeys(leg.to_site for leg in mine):
            literals = [lit for leg, lit in mine.items() if leg.to_site == site]
            self._leave(site, literals)
        for leg, literal in mine.items():
            self._order(leg, literal)

    def _halts(self, site: str) -> list[Halt]:
        return [halt for halt in self.tour.halts if halt.site == site]

    def _spread(self, site: str, literals: list[Any]) -> list[tuple[Halt, Any]]:
        """Return a literal per halt at the site, one of them true if any leg is."""
        cp, halts = self.model.cp, self._halts(site)
        found = [(halt, cp.new_bool_var("")) for halt in halts]
        cp.add(sum(literal for _, literal in found) == sum(literals))
        return found

    def _board(self, site: str, literals: list[Any]) -> None:
        cp, ready = self.model.cp, self.custody.ready_at(site)
        stay = None if site == self._origin else self.custody.stays[site]
        if site == self.base:
            loaded = self.model.any_of(literals)
            self.tour.loads[self.key] = loaded
            cp.add(self.tour.start >= ready).only_enforce_if(loaded)
            self._promise(site, self.tour.load_start, loaded, boards=True)
            if stay:
                cp.add(stay.leave == self.tour.start).only_enforce_if(loaded)
            return
        for halt, picked in self._spread(site, literals):
            halt.picks[self.key] = picked
            cp.add(halt.start >= ready).only_enforce_if(picked)
            self._promise(site, halt.start, picked, boards=True)
            if stay:
                cp.add(stay.leave == halt.depart).only_enforce_if(picked)

    def _leave(self, site: str, literals: list[Any]) -> None:
        cp = self.model.cp
        stay = self.custody.stays.get(site)
        if site == self.base:
            unloaded = self.model.any_of(literals)
            self.tour.unloads[self.key] = unloaded
            self._return(site, unloaded)
            if stay:
                cp.add(stay.arrive == self.tour.end).only_enforce_if(unloaded)
            return
        for halt, dropped in self._spread(site, literals):
            halt.drops[self.key] = dropped
            self._promise(site, halt.start, dropped, boards=False)
            if stay:
                cp.add(stay.arrive == halt.arrive).only_enforce_if(dropped)

    @property
    def _origin(self) -> str:
        return self.custody.bag.first.origin

    def _is_outer(self, site: str, *, boards: bool) -> bool:
        first, delivery = self.custody.bag.first, self.custody.bag.is_delivery
        if boards:
            return not delivery and site == first.origin
        return delivery and site == first.destination

    def _promise(self, site: str, start: Any, literal: Any, *, boards: bool) -> None:  # noqa: ANN401
        """Hold own windows and deadline at the village end (T1b)."""
        if not self._is_outer(site, boards=boards):
            return
        first = self.custody.bag.first
        self.model.inside(start, first.windows, literal)
        if first.deadline is not None:
            self.model.cp.add(start <= first.deadline).only_enforce_if(literal)

    def _return(self, site: str, literal: Any) -> None:  # noqa: ANN401
        """Return before the base closes (T1a) and as the village end was promised."""
        cp, hours = self.model.cp, self.model.day.sites[site].hours
        if hours:
            late = max(w.late for w in hours)
            cp.add(self.tour.end <= late).only_enforce_if(literal)
        latest = self.custody.bag.latest
        if self._is_outer(site, boards=False) and latest is not None:
            cp.add(self.tour.end <= latest).only_enforce_if(literal)

    def _order(self, leg: Road, literal: Any) -> None:  # noqa: ANN401
        """Let a bag board before it leaves."""
        for one in self._halts(leg.from_site):
            for two in self._halts(leg.to_site):
                self.model.cp.add(one.depart <= two.arrive).only_enforce_if(
                    [literal, one.picks[self.key], two.drops[self.key]]
                )
