"""Locks of one vehicle that name the same site, as one order of halts (rule W5)."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from .day import LockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .day import Lock

UNBROKEN = (LockKind.STRICT, LockKind.DEPARTED)
ORDERED = (LockKind.SEQUENCE, *UNBROKEN)


@dataclass(frozen=True, slots=True)
class HeldOrder:
    """Sites that a vehicle visits in this order; ``unbroken``: nothing between.

    At least as strict as every lock it was made of: between sites of two
    locks an order is chosen, and all is unbroken as soon as one lock is.
    """

    vehicle: str
    sites: tuple[str, ...]
    unbroken: bool


def held_orders(locks: Iterable[Lock]) -> tuple[list[HeldOrder], list[Lock]]:
    """Join ordered locks that share sites; also return those that contradict.

    In the order of the first lock of each; locks without an order are left out.
    """
    orders: list[HeldOrder] = []
    contradictory: list[Lock] = []
    for group in _groups([lock for lock in locks if lock.kind in ORDERED]):
        sites = _joined(group)
        if sites is None:
            contradictory += group
        else:
            unbroken = any(lock.kind in UNBROKEN for lock in group)
            orders.append(HeldOrder(group[0].vehicle, sites, unbroken))
    return orders, contradictory


def _groups(locks: Sequence[Lock]) -> list[list[Lock]]:
    """Put locks of one vehicle together that share a site, over others too."""
    groups: list[list[Lock]] = []
    for lock in locks:
        mine = [g for g in groups if any(_meet(lock, other) for other in g)]
        if not mine:
            groups.append([lock])
            continue
        mine[0] += [other for group in mine[1:] for other in group] + [lock]
        groups = [g for g in groups if not any(g is later for later in mine[1:])]
    return groups


def _meet(first: Lock, second: Lock) -> bool:
    return first.vehicle == second.vehicle and any(
        site in second.sites for site in first.sites
    )


def _joined(group: Sequence[Lock]) -> tuple[str, ...] | None:
    """Return one order that keeps every lock of a group; None when none does.

    Unbroken locks are joined to chains first, then the chains are sorted.
    """
    if len(group) == 1:
        return tuple(dict.fromkeys(group[0].sites))
    chains = _chains(group)
    if chains is None:
        return None
    chain_of = {site: n for n, chain in enumerate(chains) for site in chain}
    before: dict[int, list[int]] = {n: [] for n in range(len(chains))}
    for lock in group:
        for first, second in pairwise(lock.sites):
            a, b = chain_of[first], chain_of[second]
            if a != b:
                before[b].append(a)
            elif chains[a].index(first) > chains[a].index(second):
                return None
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return None
    return tuple(site for n in order for site in chains[n])


def _chains(group: Sequence[Lock]) -> list[list[str]] | None:
    """Return all sites, those that unbroken locks bind in one list each."""
    after: dict[str, str] = {}
    ahead: dict[str, str] = {}
    for lock in group:
        if lock.kind not in UNBROKEN:
            continue
        for first, second in pairwise(lock.sites):
            follows = after.setdefault(first, second) == second
            if not (follows and ahead.setdefault(second, first) == first):
                return None
    sites = dict.fromkeys(site for lock in group for site in lock.sites)
    chains = []
    for site in sites:
        if site in ahead:
            continue
        chain = [site]
        while chain[-1] in after:
            chain.append(after[chain[-1]])
        chains.append(chain)
    # Sites of a ring have no first one.
    return chains if sum(map(len, chains)) == len(sites) else None
