"""Which halt of a begun tour is which, and whether its site was open then (W5e)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sites import windows_off

if TYPE_CHECKING:
    from ..domain.day import Day
    from ..plan.model import Stop
    from .past_view import PastView


def pair_halts(
    told: tuple[Stop, ...], stops: tuple[Stop, ...]
) -> list[tuple[int, int]]:
    """Return (halt as told, halt of the plan), in order; some of both may be left.

    A halt is the first at its site, after the one before, that has goods in common
    or had none.
    """
    pairs, after = [], 0
    for index, halt in enumerate(told):
        for number in range(after, len(stops)):
            if _is_same(halt, stops[number]):
                pairs.append((index, number))
                after = number + 1
                break
            if any(_is_same(other, stops[number]) for other in told[index + 1 :]):
                break
    return pairs


def _is_same(told: Stop, stop: Stop) -> bool:
    goods = {*told.deliver, *told.pick_up}
    others = {*stop.deliver, *stop.pick_up}
    return told.site == stop.site and (bool(goods & others) or not (goods and others))


def is_open(
    past: PastView, day: Day, site_id: str, times: tuple[int, int]
) -> bool | None:
    """Tell whether anything may change hands at a halt that has begun (W5e).

    ``times`` are its start as told and now. What is over is as it was, and what was
    shut when the earlier plan was made is as people wanted it. None where nobody
    knows whether the hours were others then.
    """
    told, start = times
    site, before = day.sites.get(site_id), past.begun.before
    known = before.sites.get(site_id) if before else None
    if site is None or start < past.now:
        return True
    if not (site.serves_today and site.dispatchable):
        return known is not None and not (known.serves_today and known.dispatchable)
    if windows_off(site.hours, start) == 0:
        return True
    if start != told:
        return False
    return None if known is None else known.hours == site.hours
