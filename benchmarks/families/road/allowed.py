"""Which vehicles may visit which clients, told as who may carry whose goods.

Vehicles with the same clients have one owner; clients with the same vehicles are of
one partner, which has an agreement with each of their owners.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from routing.domain.partner import Agreement

from ..bare import PARTNER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .instance import RoadInstance, VehicleType


@dataclass(frozen=True)
class Allowed:
    """Owners, partners and agreements of an instance."""

    instance: RoadInstance

    @cached_property
    def _owners(self) -> Mapping[frozenset[int], str]:
        """Owners by the clients of their vehicles."""
        sets = dict.fromkeys(kind.allowed for kind in self.instance.types)
        return {each: f"V{n}" for n, each in enumerate(sets) if each is not None}

    @cached_property
    def _partners(self) -> Mapping[frozenset[str], str]:
        """Partners by the owners of the vehicles that may visit their clients."""
        sets = dict.fromkeys(map(self._visitors, self.instance.nodes))
        return {each: f"{PARTNER}{n}" for n, each in enumerate(sets)}

    def _visitors(self, node: int) -> frozenset[str]:
        return frozenset(o for clients, o in self._owners.items() if node in clients)

    @property
    def partners(self) -> tuple[str, ...]:
        """Every partner of the day."""
        return tuple(self._partners.values())

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Who may carry for whom."""
        return tuple(
            Agreement(partner=owner, other=partner)
            for owners, partner in self._partners.items()
            for owner in sorted(owners)
        )

    def owner(self, kind: VehicleType) -> str | None:
        """Return the owner of a type's vehicles; None may visit every client."""
        return None if kind.allowed is None else self._owners[kind.allowed]

    def partner(self, node: int) -> str:
        """Return the partner of a client."""
        return self._partners[self._visitors(node)]
