"""Versions of a day's plan: the newest lies in OUT, older ones in ``OUT/第N版/``."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from routing.plan.io import load_plan
from routing.plan.node import PlanFileError

if TYPE_CHECKING:
    from pathlib import Path

    from routing.plan.model import Plan

PLAN_FILE = "plan.json"
RUN_FILE = "run.json"
WORKBOOK_FILE = "plan.xlsx"
VERSION_KEY = "version"
_OLDER = re.compile(r"第(\d+)版")


def folder_name(version: int) -> str:
    """Return the name of the folder that an older version moves to."""
    return f"第{version}版"


def version_in(path: Path) -> int:
    """Return the number that the name of an older version's folder states, else 0."""
    match = _OLDER.fullmatch(path.name)
    return int(match.group(1)) if match else 0


def older_versions(out: Path) -> list[int]:
    """Return the numbers of the older versions in a folder, ascending."""
    if not out.is_dir():
        return []
    return sorted(number for path in out.iterdir() if (number := version_in(path)))


def version_of(out: Path) -> int:
    """Return the version of the plan that lies in a folder, 0 where there is none.

    What run.json says; where it says nothing, one more than the older ones.
    """
    if not (out / PLAN_FILE).is_file():
        return 0
    stated = read_run(out).get(VERSION_KEY)
    if isinstance(stated, int) and stated > 0:
        return stated
    return max(older_versions(out), default=0) + 1


def next_version(out: Path) -> int:
    """Return the version that a new plan in a folder gets; no number comes twice.

    A plan that had to go to ``OUT(2)`` counts as one of OUT.
    """
    beside = re.compile(re.escape(out.name) + r"\(\d+\)")
    others = [
        version_of(path)
        for path in (out.parent.iterdir() if out.parent.is_dir() else ())
        if beside.fullmatch(path.name)
    ]
    return max([version_of(out), *older_versions(out), *others]) + 1


def read_run(out: Path) -> dict[str, Any]:
    """Return what run.json says; nothing where it is absent or damaged."""
    try:
        found = json.loads((out / RUN_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read_plan(out: Path) -> Plan | None:
    """Return the plan that lies in a folder, None where none can be read."""
    try:
        return load_plan((out / PLAN_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, PlanFileError):
        return None


def digest(path: Path) -> str:
    """Return the sha256 of a file's bytes, empty where there is no such file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
