"""Changes of carriers as drivers and loaders read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.report.words import carrier_words, site_name

from .bag_lists import id_ranges
from .itinerary_words import time_words
from .service_words import say
from .transfers import ROAD, Changes, carrier_of
from .words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .frame import SheetContext
    from .transfers import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleChanges:
    """What a vehicle hands on to others and takes from them, in words."""

    context: SheetContext
    vehicle: str
    changes: Changes

    def hands_on(self, bags: Sequence[str], site: str, tour: int) -> list[str]:
        """Return what goes on by another carrier from a site, and by when."""
        found = self.changes.to(bags, site, (ROAD, self.vehicle, tour))
        return hands_on_words(self.context, found)

    def takes_on(self, bags: Sequence[str], site: str, tour: int) -> list[str]:
        """Return what another carrier brought to a site."""
        found = self.changes.by(bags, site, (ROAD, self.vehicle, tour))
        return takes_on_words(self.context, found)


def changes_of(context: SheetContext, vehicle: str) -> VehicleChanges:
    """Return the changes of carriers that concern a vehicle."""
    changes = Changes(context.day, context.plan)
    return VehicleChanges(context=context, vehicle=vehicle, changes=changes)


def hands_on_words(context: SheetContext, changes: Sequence[Change]) -> list[str]:
    """Return a line per next carrier: its bags, and by when they must be there."""
    return [
        say(
            context,
            "HANDS_ON",
            load=count_words(context, [change.bag for change in group]),
            carrier=carrier_words(context.day, group[0].goes, context.lang),
            time=time_words(context, min(change.latest for change in group)),
            bags=id_ranges([change.bag.id for change in group]),
        )
        for group in _groups((carrier_of(change.goes), change) for change in changes)
    ]


def takes_on_words(context: SheetContext, changes: Sequence[Change]) -> list[str]:
    """Return a line per carrier that brought bags, and when."""
    return [
        say(
            context,
            "TAKES_ON",
            load=count_words(context, [change.bag for change in group]),
            carrier=carrier_words(context.day, group[0].came, context.lang),
            time=time_words(context, max(change.came.arrive for change in group)),
            bags=id_ranges([change.bag.id for change in group]),
        )
        for group in _groups((carrier_of(change.came), change) for change in changes)
    ]


def bag_on_words(context: SheetContext, changes: Iterable[Change]) -> list[str]:
    """Return where a bag goes on to, for the remark of a loading list."""
    return [
        say(
            context,
            "BAG_ON",
            site=site_name(context.day, change.bag.destination),
            carrier=carrier_words(context.day, change.goes, context.lang),
            time=time_words(context, change.latest),
        )
        for change in changes
    ]


def bag_off_words(context: SheetContext, changes: Iterable[Change]) -> list[str]:
    """Return who brought a bag, for the remark of a loading list."""
    return [
        say(
            context,
            "BAG_OFF",
            carrier=carrier_words(context.day, change.came, context.lang),
            time=time_words(context, change.came.arrive),
        )
        for change in changes
    ]


def _groups(keyed: Iterable[tuple[object, Change]]) -> list[list[Change]]:
    groups: dict[object, list[Change]] = {}
    for key, change in keyed:
        groups.setdefault(key, []).append(change)
    return list(groups.values())
