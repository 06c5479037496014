"""Halts at which doors are opened while a bag rides past them (rule C1c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .custody import Custody
    from .model import Model
    from .tour import Halt, Tour


def add_doors(model: Model, tour: Tour, custodies: dict[str, Custody]) -> None:
    """Say at which halts each compartment is opened, where that can count."""
    riding = {key: tour.riding(custody.bag.needs) for key, custody in custodies.items()}
    cold = {
        custody.bag.needs.temp
        for key, custody in custodies.items()
        if custody.bag.needs.outside is not None
        and not custody.bag.needs.box
        and any(where is custody.bag.needs.temp for where, _ in riding[key])
    }
    for halt in tour.halts:
        for temp in cold:
            handled = [
                (literal, setting)
                for part in (halt.picks, halt.drops)
                for key, literal in part.items()
                for where, setting in riding[key]
                if where is temp
            ]
            if handled:
                halt.opened[temp] = opened = model.cp.new_bool_var("")
                for pair in handled:
                    model.cp.add(opened == 1).only_enforce_if(pair)


def door_count(model: Model, tour: Tour, custody: Custody) -> Any:  # noqa: ANN401
    """Return at how many halts of a tour others use the compartment of a bag.

    A bag that stays on board at a halt is neither handed over nor taken on there,
    so whoever opens its compartment is another one.
    """
    key, temp, cp = custody.bag.bag.bag_id, custody.bag.needs.temp, model.cp
    riding = tour.riding(custody.bag.needs)
    elsewhere = [setting for where, setting in riding if where is not temp]
    shut = not model.day.settings.door_open_duration or custody.bag.needs.box
    if len(elsewhere) == len(riding) or shut:
        return 0
    stays = [cp.new_bool_var("") for _ in tour.halts]
    for one, two, arc in tour.arcs:
        if not two:
            continue
        dropped = tour.halts[two - 1].drops.get(key)
        over = [arc.negated(), stays[two - 1], *([] if dropped is None else [dropped])]
        for aboard in _aboard(tour, one, key, stays):
            cp.add_bool_or([aboard.negated(), *over])
    return sum(
        _passed(model, halt, [stay.negated(), *elsewhere], halt.opened[temp])
        for halt, stay in zip(tour.halts, stays, strict=True)
        if temp in halt.opened
    )


def _aboard(tour: Tour, node: int, key: str, stays: list[Any]) -> list[Any]:
    """Return the literals of which one holds where a bag leaves a node on board."""
    if not node:
        return [tour.loads[key]] if key in tour.loads else []
    picks = tour.halts[node - 1].picks
    return [stays[node - 1], *([picks[key]] if key in picks else [])]


def _passed(model: Model, halt: Halt, spared: list[Any], opened: Any) -> Any:  # noqa: ANN401
    """Return a literal of a door that is open, unless one of ``spared`` holds."""
    passed = model.cp.new_bool_var("")
    there = [opened.negated(), halt.present.negated(), passed]
    model.cp.add_bool_or([*spared, *there])
    return passed
