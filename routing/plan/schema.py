"""The JSON Schema of plan.json, shipped with the program."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, cast


def plan_schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12)."""
    source = resources.files(__package__).joinpath("plan.schema.json")
    return cast("dict[str, Any]", json.loads(source.read_text("utf-8")))
