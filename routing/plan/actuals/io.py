"""actuals.json: a day as it was, out and in, the same bytes for the same day."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from .model import Actuals, Flow, PlannedRow, RowKind, Seal, Typed, Visit
from .reasons import Why

if TYPE_CHECKING:
    from pathlib import Path

ACTUALS_FILE = "actuals.json"
SCHEMA_VERSION = "1.0"


def dump_actuals(actuals: Actuals) -> str:
    """Return the day as JSON; ``load_actuals`` reads it back as it was."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "date": actuals.date,
        "mark": actuals.mark,
        "rows": [_bare(row) for row in actuals.rows],
        "flows": [_bare(row) for row in actuals.flows],
        "typed": [_bare(row) for row in actuals.typed.values()],
        "aside": list(actuals.aside),
        "visits": [_bare(row) for row in actuals.visits],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def load_actuals(path: Path) -> Actuals | None:
    """Return the day in a file, None where there is none that can be read."""
    try:
        values = json.loads(path.read_text("utf-8"))
        if values["schema_version"] != SCHEMA_VERSION:
            return None
        return _actuals(values)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _actuals(values: dict[str, Any]) -> Actuals:
    typed = [_typed(row) for row in values["typed"]]
    return Actuals(
        date=values["date"],
        mark=values["mark"],
        rows=tuple(_row(row) for row in values["rows"]),
        flows=tuple(_flow(row) for row in values["flows"]),
        typed={row.key: row for row in typed},
        aside=tuple(values["aside"]),
        visits=tuple(Visit(**row) for row in values["visits"]),
    )


def _flow(values: dict[str, Any]) -> Flow:
    rows = tuple(values["rows"])
    return Flow(consignment=values.get("consignment"), items=values["items"], rows=rows)


def _row(values: dict[str, Any]) -> PlannedRow:
    kind = RowKind(values["kind"])
    return PlannedRow(**{**values, "kind": kind, "bags": tuple(values.get("bags", ()))})


def _typed(values: dict[str, Any]) -> Typed:
    why, seal = values.get("why"), values.get("seal")
    return Typed(
        **{
            **values,
            "why": None if why is None else Why(why),
            "seal": None if seal is None else Seal(seal),
        }
    )


def _bare(row: PlannedRow | Flow | Typed | Visit) -> dict[str, Any]:
    """Return the fields of a record that are not as they are by default."""
    defaults = {item.name: item.default for item in fields(row)}
    return {
        name: value
        for name, value in asdict(row).items()
        if value is not None and value != defaults[name]
    }
