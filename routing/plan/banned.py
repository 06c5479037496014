"""When a vehicle may move at its sites, for schedules of given tours (rule W1b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.domain.ban import banned_times

if TYPE_CHECKING:
    from routing.domain.day import Day
    from routing.domain.vehicle import Vehicle
    from routing.domain.window import Windows

NEVER = 1 << 40


class Banned:
    """The banned times of one vehicle, site by site."""

    def __init__(self, day: Day, vehicle: Vehicle) -> None:
        self._vehicle = vehicle
        self._bans = tuple(ban for ban in day.bans if ban.binds(vehicle))
        self._known: dict[str, Windows] = {}

    def times(self, site: str) -> Windows:
        """Return the banned times at a site, sorted open intervals."""
        if not self._bans:
            return ()
        if site not in self._known:
            self._known[site] = banned_times(self._bans, self._vehicle, site)
        return self._known[site]

    def leave(self, site: str, to: str, seconds: int, time: int) -> int:
        """Return the first instant from ``time`` on to drive to a site that far."""
        start, before = time, -1
        while start != before:
            before = start
            start = _after(self.times(site), start)
            start = _after(self.times(to), start + seconds) - seconds
        return start

    def last(self, site: str, to: str, seconds: int, start: int) -> int:
        """Return until when a drive that may begin at ``start`` may be put off."""
        return min(
            _until(self.times(site), start),
            _until(self.times(to), start + seconds) - seconds,
        )


def _after(banned: Windows, time: int) -> int:
    """Return the first instant at or after ``time`` outside all open intervals."""
    for ban in banned:
        if ban.early < time < ban.late:
            return ban.late
    return time


def _until(banned: Windows, time: int) -> int:
    """Return when the next open interval begins, at or after ``time``."""
    return next((ban.early for ban in banned if ban.early >= time), NEVER)
