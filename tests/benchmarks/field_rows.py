"""Rows of the field made by hand."""

from benchmarks.field_record import FieldRow, Recorded
from benchmarks.record import Setting

MACHINE = {"system": "Linux", "processor": "x86_64", "cores": 2, "memory_mib": 4096}
SETTING = Setting(command="field", commit="abc1234", machine=MACHINE)


def row(solver, cost, instance="A", group="cvrp", **fields):
    """Return a row of a solver, measured against 100 unless told otherwise."""
    given = {"best": 100.0, "seed": 1, "seconds": 30.0, "cores": 2, "villages": 40}
    given.update(fields)
    return FieldRow(group=group, instance=instance, solver=solver, cost=cost, **given)


def recorded(*rows):
    """Return rows as read back."""
    versions = {each.solver: "1.2" for each in rows}
    return Recorded(rows=rows, versions=versions, settings=(SETTING,))
