"""The field as Markdown: a line per group, what is behind it, and where made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .field_gap import in_common, references, standing
from .field_groups import GROUPS
from .field_record import OURS
from .record import made_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .field_gap import Gap, Standing, Worth
    from .field_record import FieldRow, Recorded

RIVAL = "PyVRP"
"""The peer that the ratio is formed with."""

SAME = 5e-6
"""Mean gaps nearer than this are equal as they are printed."""

NOTHING = "–"


def field_table(recorded: Recorded) -> str:
    """Return the table of all groups, notes on it, and where it was made."""
    rows, known = recorded.rows, references(recorded.rows)
    names = solvers(rows)
    lines = [_line(["", *names, f"ours ÷ {RIVAL}", "we are behind"])]
    lines.append(_line(["---"] * (len(names) + 3)))
    for group in _groups(rows):
        lines.append(_line(_cells(group, rows, known, names)))
    loads = [row.load_average for row in rows]
    made = [made_by(setting, loads) for setting in recorded.settings]
    notes = [_protocol(recorded), *_notes(rows)]
    return "\n\n".join(["\n".join(lines), *notes, *made]) + "\n"


def instance_table(recorded: Recorded) -> str:
    """Return a line per instance: the mean over the seeds of each solver."""
    rows, known = recorded.rows, references(recorded.rows)
    names = solvers(rows)
    lines = [_line(["", "instance", "measured against", *names])]
    lines.append(_line(["---"] * (len(names) + 3)))
    for group in _groups(rows):
        here = [row for row in rows if row.group == group]
        for instance in dict.fromkeys(row.instance for row in here):
            reference = known.get((group, instance))
            these = [row for row in here if row.instance == instance]
            cells = [group, instance, "" if reference is None else _worth(reference)]
            cells += [_cell(_of(these, name), known) for name in names]
            lines.append(_line(cells))
    return "\n".join(lines) + "\n"


def solvers(rows: Iterable[FieldRow]) -> list[str]:
    """Return the names of the solvers, ours first."""
    names = list(dict.fromkeys(row.solver for row in rows))
    return sorted(names, key=lambda name: (name != OURS, names.index(name)))


def _groups(rows: Sequence[FieldRow]) -> list[str]:
    there = {row.group for row in rows}
    return [name for name in GROUPS if name in there]


def _of(rows: Iterable[FieldRow], solver: str) -> list[FieldRow]:
    return [row for row in rows if row.solver == solver]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(
    group: str,
    rows: Sequence[FieldRow],
    known: dict[tuple[str, str], Worth],
    names: Sequence[str],
) -> list[str]:
    here = [row for row in rows if row.group == group]
    ours = _of(here, OURS)
    cells = [GROUPS[group].title]
    cells += [_cell(_of(here, name), known) for name in names]
    pair = in_common(ours, _of(here, RIVAL), known)
    cells.append(NOTHING if pair is None else _ratio(*pair, GROUPS[group].bar))
    others = [name for name in names if name != OURS]
    cells.append(", ".join(_ahead(ours, here, others, known)) or NOTHING)
    return cells


def _ratio(ours: Gap, theirs: Gap, bar: float) -> str:
    if ours.vehicles != theirs.vehicles:
        return f"vehicles {ours.vehicles:+.2f} to {theirs.vehicles:+.2f}"
    if theirs.cost <= SAME:
        return "both 0" if ours.cost <= SAME else "theirs is 0"
    ratio = ours.cost / theirs.cost
    told = f"{ratio:.2f} (bar {bar:g})"
    return told if ratio <= bar else f"**{told}**"


def _ahead(
    ours: Sequence[FieldRow],
    here: Sequence[FieldRow],
    others: Sequence[str],
    known: dict[tuple[str, str], Worth],
) -> list[str]:
    """Return the peers whose mean gap is below ours where plans of both count."""
    names = []
    for name in others:
        pair = in_common(ours, _of(here, name), known)
        if pair is None:
            continue
        one, two = pair
        fewer = two.vehicles < one.vehicles
        if fewer or (two.vehicles == one.vehicles and two.cost < one.cost - SAME):
            names.append(f"**{name}**")
    return names


def _cell(rows: Sequence[FieldRow], known: dict[tuple[str, str], Worth]) -> str:
    if not rows:
        return ""
    stands = standing(rows, known)
    if stands.unexpressed:
        return "not expressed"
    words = [_gap(stands, fewest=any(row.fewest_first for row in rows))]
    if stands.counted < stands.turns:
        words.append(f"{stands.counted} of {stands.turns}")
    if stands.inserted:
        words.append(f"{stands.inserted} inserted")
    return ", ".join(words)


def _gap(stands: Standing, *, fewest: bool) -> str:
    if stands.gap is None:
        return "none whole"
    vehicles = f"{stands.gap.vehicles:+.2f} vehicles, " if fewest else ""
    return f"{vehicles}{100 * stands.gap.cost:.2f} %"


def _worth(reference: Worth) -> str:
    vehicles = f"{reference.vehicles} vehicles, " if reference.vehicles else ""
    return f"{vehicles}{reference.cost:,.2f}"


def _protocol(recorded: Recorded) -> str:
    rows = recorded.rows
    seconds = sorted({row.seconds for row in rows})
    cores = sorted({row.cores for row in rows})
    seeds = sorted({row.seed for row in rows})
    versions = ", ".join(
        f"{name} {recorded.versions[name]}" for name in solvers(rows) if name != OURS
    )
    return (
        f"{_told(seconds)} s of search, {_told(cores)} cores, seeds {_told(seeds)}"
        f"{f'; {versions}' if versions else ''}. Mean gap to best known, on county "
        f"days to the best plan of all; *k of n*: only k of n plans were whole and "
        f"without a fault, the mean is over these; *inserted*: shipments that did "
        f"not hold in a peer's routes and were put in by our insertion. The ratio and "
        f"the last column compare where plans of both count; a ratio above "
        f"its bar is bold."
    )


def _told(values: Iterable[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _notes(rows: Sequence[FieldRow]) -> list[str]:
    """Return what was not run or did not come back, and what peers leave out."""
    parts = []
    missing = dict.fromkeys(
        f"{row.solver} on {GROUPS[row.group].title} ({row.essence})"
        for row in rows
        if row.essence
    )
    if missing:
        parts.append("Not expressed, so not run: " + "; ".join(missing) + ".")
    failed = [
        f"{row.solver} on {row.instance}, seed {row.seed}: {row.trouble}"
        for row in rows
        if row.trouble
    ]
    if failed:
        parts.append("No answer: " + "; ".join(failed) + ".")
    left_out: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row in rows:
        if row.not_expressed and not row.essence:
            groups = left_out.setdefault((row.solver, row.not_expressed), [])
            if row.group not in groups:
                groups.append(row.group)
    if left_out:
        told = (
            f"{solver} ({', '.join(groups)}) {', '.join(names)}"
            for (solver, names), groups in left_out.items()
        )
        parts.append("Left out of a peer's model: " + "; ".join(told) + ".")
    return parts
