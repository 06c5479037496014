"""Which halt of a begun tour is which, and whether its site was open then (W5e)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sites import windows_off

if TYPE_CHECKING:
    from ..plan.model import Stop
    from .case import Case
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


def is_open(case: Case, past: PastView, site_id: str, time: int) -> bool:
    """Tell whether anything may change hands there then; the past is as it was."""
    site = case.day.sites.get(site_id)
    if site is None or time < past.now:
        return True
    served = site.serves_today and site.dispatchable
    return served and windows_off(site.hours, time) == 0
