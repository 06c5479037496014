"""The approval of a plan: a file beside it, and bound to it by its digest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from .disk import first_name
from .staging import APPROVAL_FILE
from .versions import (
    PLAN_FILE,
    WORKBOOK_FILE,
    digest,
    folder_name,
    older_versions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILES_KEY = "files"
SEALED_FILES = (PLAN_FILE, WORKBOOK_FILE)
"""Files whose digests run.json keeps: what is approved is what was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who let a plan go, when (ISO 8601, local time), and in spite of what."""

    plan_number: str
    version: int
    by: str
    at: str
    plan_sha256: str
    violations: int = 0
    reason: str = ""


def approval_json(approval: Approval) -> str:
    """Return what approval.json holds."""
    return json.dumps(asdict(approval), ensure_ascii=False, indent=1) + "\n"


def read_approval(out: Path) -> Approval | None:
    """Return the approval of exactly the plan that lies in OUT, None without one."""
    try:
        stored = json.loads((out / APPROVAL_FILE).read_text("utf-8"))
        approval = Approval(**stored)
    except (OSError, ValueError, TypeError):
        return None
    plan = out / PLAN_FILE
    if not plan.is_file() or approval.plan_sha256 != digest(plan):
        return None
    return approval


def last_approved(out: Path) -> Path | None:
    """Return the folder of the newest approved version of OUT, None without one."""
    older = (out / folder_name(number) for number in reversed(older_versions(out)))
    return next((home for home in (out, *older) if read_approval(home)), None)


def seals(folder: Path) -> dict[str, str]:
    """Return the digests of the sealed files that a folder holds."""
    return {name: found for name in SEALED_FILES if (found := digest(folder / name))}


def changed_files(out: Path, sealed: Mapping[str, str]) -> list[str]:
    """Return the sealed files that are no longer as they were made.

    Where an older workbook was held open, the sealed one is ``plan(2).xlsx``; the
    older one may stand beside it as it was, and must not have been edited since.
    """
    older = [out / folder_name(number) for number in older_versions(out)]
    changed = []
    for name, wanted in sealed.items():
        found = [digest(path) for path in _named(out, name)]
        known = {
            wanted,
            *(digest(path) for home in older for path in _named(home, name)),
        }
        if wanted not in found or not known.issuperset(found):
            changed.append(name)
    return changed


def _named(folder: Path, name: str) -> list[Path]:
    """Return the files of a name, those with a second name included."""
    return [path for path in folder.iterdir() if first_name(path.name) == name]
