"""The travel table as read: columns of codes and integers, not yet matched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from routing.tables.finding import Finding, Grade
from routing.tables.privacy import mask

from .profiles import canonical_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from routing.domain.day import Day

ALL_PROFILES = ""
"""Profile of the rows that hold for every vehicle."""
NO_TIME = -1
"""Seconds of a row that gives km only."""
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelTable:
    """Rows of one or more travel tables, in reading order.

    Parameters
    ----------
    sites, profiles
        Texts as written (profiles in canonical spelling); the code of a row
        is a position here.
    origin, destination, profile
        int32 codes, shape (rows,).
    metres, seconds
        int32, shape (rows,); seconds ``NO_TIME`` where only km are known.
    source
        uint8 ``Source``, shape (rows,): ``FILE``, or ``PATH`` or ``ESTIMATE``
        where the table itself says so.
    findings
        What was wrong with the files.
    file, sheet
        Where the rows stand, as findings name it.
    """

    sites: tuple[str, ...]
    profiles: tuple[str, ...]
    origin: NDArray[np.int32]
    destination: NDArray[np.int32]
    profile: NDArray[np.int32]
    metres: NDArray[np.int32]
    seconds: NDArray[np.int32]
    source: NDArray[np.uint8]
    findings: tuple[Finding, ...] = field(default=())
    file: str = ""
    sheet: str = "travel"

    def __len__(self) -> int:
        return len(self.metres)

    def warning(self, code: str, **details: object) -> Finding:
        """Make a warning about the whole table."""
        return Finding(
            code=code,
            grade=Grade.WARNING,
            file=self.file,
            sheet=self.sheet,
            details={key: str(value) for key, value in details.items()},
        )


def site_keys(day: Day) -> dict[str, int]:
    """Return every text that means a site of the day, with the site's row.

    Ids, and names that only one site bears.
    """
    keys: dict[str, int] = {}
    names: dict[str, list[int]] = {}
    for row, site in enumerate(day.sites.values()):
        names.setdefault(site.name.strip(), []).append(row)
    for name, rows in names.items():
        if len(rows) == 1:
            keys[name] = rows[0]
    for row, site_id in enumerate(day.sites):
        keys[site_id] = row
    return keys


def unmatched(
    table: TravelTable, day: Day, profiles: Mapping[str, object]
) -> tuple[Finding, ...]:
    """Warn, with counts, about rows of unknown sites and of unused profiles."""
    keys = site_keys(day)
    strangers = [name for name in table.sites if name not in keys]
    codes = [code for code, name in enumerate(table.sites) if name not in keys]
    findings = []
    if codes:
        findings.append(
            table.warning(
                "TRAVEL_UNKNOWN_SITE",
                count=_rows_with(table.origin, table.destination, codes=codes),
                sites=len(strangers),
                examples="、".join(mask(name) for name in strangers[:_EXAMPLES]),
            )
        )
    used = {ALL_PROFILES, *(canonical_profile(name) for name in profiles)}
    unused = [code for code, name in enumerate(table.profiles) if name not in used]
    if unused:
        findings.append(
            table.warning(
                "TRAVEL_UNKNOWN_PROFILE",
                count=_rows_with(table.profile, codes=unused),
                profiles="、".join(mask(table.profiles[code]) for code in unused),
            )
        )
    return tuple(findings)


def _rows_with(*columns: NDArray[np.int32], codes: list[int]) -> int:
    hit = np.zeros(len(columns[0]), dtype=bool)
    for column in columns:
        hit |= np.isin(column, codes)
    return int(hit.sum())
