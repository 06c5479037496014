"""Goods that stay behind as the plan states them: one form, whoever found why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.domain.reason import ReasonCode
from routing.plan.model import Unserved
from routing.report.ban_words import bans_at
from routing.report.words import site_name, vehicle_name
from routing.texts.catalogue import text

if TYPE_CHECKING:
    from routing.domain.consignment import Consignment
    from routing.domain.day import Day, Lock, SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A reason as a row of the plan states it."""

    reason: ReasonCode
    certified: bool
    amount: int = 0
    unit: str = ""
    nearest: str = ""
    action: str = ""


def unserved_row(day: Day, row: Consignment, items: int, why: Why) -> Unserved:
    """Return the row of items of a consignment; its locks or bans are named."""
    action = why.action
    if why.reason is ReasonCode.LOCK_CONFLICT:
        action = release_words(day, row.outer_site)
    elif why.reason is ReasonCode.BANNED:
        action = lift_words(day, row)
    return Unserved(
        site=row.outer_site,
        partner=row.partner,
        goods_class=row.goods_class,
        kind=row.kind.value,
        priority=row.priority.value,
        items=items,
        reason=why.reason.value,
        certified=why.certified,
        amount=why.amount,
        unit=why.unit,
        nearest=why.nearest,
        action=action,
        consignment=row.consignment_id,
    )


def lift_words(day: Day, row: Consignment, lang: str = "zh") -> str:
    """Return what to do about bans, and those that concern goods' ends and the bases.

    Empty where none does: then one on the way over a transfer keeps them.
    """
    bases = {car.start_site for car in day.vehicles.values()}
    bans = bans_at(day, bases | {row.origin, row.destination}, lang)
    return text("ways", "LIFT_BAN", lang, bans=bans) if bans else ""


def release_words(day: Day, site: str, lang: str = "zh") -> str:
    """Return which locks of a site are to be released; empty where none names it.

    Without who set them: a plan names no people.
    """
    unkept = [lock for lock in day.locks_unkept if site in lock.sites]
    locks = unkept or [lock for lock in day.locks if site in lock.sites]
    if not locks:
        return ""
    named = text("ways", "LOCKS_JOINED", lang).join(
        dict.fromkeys(_lock_words(day, lock, lang) for lock in locks)
    )
    return text("ways", "RELEASE_LOCK", lang, locks=named)


def _lock_words(day: Day, lock: Lock, lang: str) -> str:
    out = {row.vehicle.vehicle_id: row.vehicle.plate for row in day.vehicles_out}
    known = lock.vehicle in day.vehicles
    return text(
        "ways",
        f"LOCK_{lock.kind.name}",
        lang,
        vehicle=vehicle_name(day, lock.vehicle)
        if known
        else out.get(lock.vehicle, lock.vehicle),
        sites=text("ways", "SITES_JOINED", lang).join(
            site_name(day, name) for name in lock.sites
        ),
    )


def set_aside_row(row: SetAside) -> Unserved:
    """Return the row of items whose input row could not be used."""
    return Unserved(
        site=row.site,
        partner=row.partner,
        goods_class=row.goods_class,
        kind="",
        priority="",
        items=row.items,
        reason=row.reason.value,
        certified=True,
        amount=row.items,
        unit="items",
        nearest="",
        action="",
    )


def unserved_order(row: Unserved) -> tuple[str, ...]:
    """Return what rows are sorted by in a plan."""
    return row.site, row.partner, row.goods_class, row.consignment or "", row.reason
