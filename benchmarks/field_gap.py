"""What rows of the field are measured against, and by how much they are above."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .field_record import FieldRow


@dataclass(frozen=True, slots=True, order=True)
class Worth:
    """What is left behind, vehicles where fewest stand first, cost: less is better."""

    left_weight: int
    vehicles: int
    cost: float


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Vehicles more than the reference, and the share by which the cost is above."""

    vehicles: float
    cost: float


def worth(row: FieldRow) -> Worth | None:
    """Return what a whole plan is worth, None for another."""
    if not row.whole or row.cost is None:
        return None
    first = row.vehicles if row.fewest_first and row.vehicles is not None else 0
    return Worth(row.left_weight, first, row.cost)


def references(rows: Iterable[FieldRow]) -> dict[tuple[str, str], Worth]:
    """Return what the plans of each instance are measured against.

    The best-known value where there is one, else the best plan of all rows.
    """
    found: dict[tuple[str, str], Worth] = {}
    for row in rows:
        key = row.group, row.instance
        if row.best is not None:
            found[key] = Worth(0, row.best_vehicles or 0, row.best)
            continue
        this = worth(row)
        if this is not None:
            found[key] = min(found.get(key, this), this)
    return found


def gap_of(row: FieldRow, reference: Worth) -> Gap | None:
    """Return by how much a row is above; None where it leaves more behind."""
    this = worth(row)
    if this is None or this.left_weight > reference.left_weight:
        return None
    return Gap(this.vehicles - reference.vehicles, this.cost / reference.cost - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A solver in a group: the mean gap of its plans that count.

    ``turns`` are those it took part in; on ``counted`` of them its plan counts.
    """

    gap: Gap | None
    counted: int
    turns: int
    inserted: int
    unexpressed: bool


def standing(rows: Sequence[FieldRow], known: dict[tuple[str, str], Worth]) -> Standing:
    """Return how a solver stands on its rows of a group."""
    gaps = [g for row in rows if (g := _gap(row, known)) is not None]
    return Standing(
        gap=mean_gap(gaps),
        counted=len(gaps),
        turns=sum(not row.essence for row in rows),
        inserted=sum(row.inserted for row in rows),
        unexpressed=all(row.essence for row in rows),
    )


def in_common(
    ours: Sequence[FieldRow],
    theirs: Sequence[FieldRow],
    known: dict[tuple[str, str], Worth],
) -> tuple[Gap, Gap] | None:
    """Return both mean gaps over the instances on which plans of both count.

    Of an instance the mean over the seeds is taken first: not every peer is run
    with every seed.
    """
    one, two = (_by_instance(rows, known) for rows in (ours, theirs))
    shared = sorted(one.keys() & two.keys())
    first, second = (mean_gap([each[k] for k in shared]) for each in (one, two))
    return None if first is None or second is None else (first, second)


def _by_instance(
    rows: Sequence[FieldRow], known: dict[tuple[str, str], Worth]
) -> dict[str, Gap]:
    met: dict[str, list[Gap]] = {}
    for row in rows:
        gap = _gap(row, known)
        if gap is not None:
            met.setdefault(row.instance, []).append(gap)
    means = {name: mean_gap(gaps) for name, gaps in met.items()}
    return {name: gap for name, gap in means.items() if gap is not None}


def _gap(row: FieldRow, known: dict[tuple[str, str], Worth]) -> Gap | None:
    reference = known.get((row.group, row.instance))
    return None if reference is None else gap_of(row, reference)


def mean_gap(gaps: Sequence[Gap]) -> Gap | None:
    """Return the mean vehicles and the mean cost above; None of nothing."""
    if not gaps:
        return None
    return Gap(mean(g.vehicles for g in gaps), mean(g.cost for g in gaps))
