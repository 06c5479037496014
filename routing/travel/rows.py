"""Grade the rows of a travel table: used, used with a warning, or set aside."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from routing.tables.finding import Finding, Grade
from routing.tables.privacy import clean_header, mask

from .table import NO_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MAX_KM = 2000.0
MAX_HOURS = 48.0
Columns = tuple[str, ...]
_TOTALS = ("合计", "小计", "总计", "total")
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """Usable rows of one file with their integers, and what was found."""

    frame: pd.DataFrame
    metres: NDArray[np.int32]
    seconds: NDArray[np.int32]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand: file, sheet, and the number of each row in it."""

    file: str
    sheet: str
    numbers: NDArray[np.int64]


def grade_rows(frame: pd.DataFrame, place: Place) -> Grading:
    """Turn text columns into integers and leave out what cannot be used.

    Parameters
    ----------
    frame
        Categorical columns ``from``, ``to``, ``km`` and, where the file has
        them, ``min``, ``source``, ``profile``.
    """
    factors = frame.attrs.get("factors", {})
    headers = frame.attrs.get("headers", {})
    frame = _complete(frame)
    skip = _not_data(frame)
    km, km_bad = _numbers(frame["km"], factors.get("km", 1.0))
    minutes, min_bad = _numbers(frame["min"], factors.get("min", 1.0))
    km_empty = np.isnan(km) & ~km_bad
    min_empty = np.isnan(minutes) & ~min_bad
    no_site = _empty(frame["from"]) | _empty(frame["to"])
    with np.errstate(invalid="ignore"):
        negative = (km < 0) | (minutes < 0)
        implausible = (km > MAX_KM) | (minutes > MAX_HOURS * 60)
    report = _Report(frame, headers, place, skip)
    report.add("TRAVEL_NO_SITE", no_site, ("from", "to"))
    report.add("TRAVEL_BAD_NUMBER", km_bad | min_bad, ("km", "min"))
    report.add("TRAVEL_NO_KM", km_empty, ("km",))
    report.add("TRAVEL_NEGATIVE", negative, ("km", "min"))
    report.add("TRAVEL_IMPLAUSIBLE", implausible, ("km", "min"))
    usable = ~report.done
    report.warn("TRAVEL_NO_MINUTES", min_empty & usable, ("min",))
    metres = np.floor(km[usable] * 1000 + 0.5 + _EPSILON).astype(np.int32)
    time = np.where(min_empty[usable], 0.0, minutes[usable])
    seconds = np.floor(time * 60 + 0.5 + _EPSILON).astype(np.int32)
    seconds[min_empty[usable]] = NO_TIME
    return Grading(
        frame=frame.loc[usable],
        metres=metres,
        seconds=seconds,
        findings=tuple(report.findings),
    )


class _Report:
    """Each row is set aside once, for the first thing that is wrong with it."""

    def __init__(
        self,
        frame: pd.DataFrame,
        headers: Mapping[str, str],
        place: Place,
        skip: NDArray[np.bool_],
    ) -> None:
        self.frame, self.headers, self.place = frame, headers, place
        self.done = skip.copy()
        self.findings: list[Finding] = []

    def add(self, code: str, hit: NDArray[np.bool_], columns: Columns) -> None:
        """Set rows aside."""
        self._find(code, hit & ~self.done, columns, Grade.SET_ASIDE)
        self.done |= hit

    def warn(self, code: str, hit: NDArray[np.bool_], columns: Columns) -> None:
        """Warn about rows that are used all the same."""
        self._find(code, hit, columns, Grade.WARNING)

    def _find(
        self, code: str, hit: NDArray[np.bool_], columns: Columns, grade: Grade
    ) -> None:
        count = int(hit.sum())
        if not count:
            return
        first = int(hit.argmax())
        details = {"count": str(count)}
        if code == "TRAVEL_IMPLAUSIBLE":
            details |= {"max_km": f"{MAX_KM:g}", "max_hours": f"{MAX_HOURS:g}"}
        cells = [self._cell(name, first) for name in columns]
        self.findings.append(
            Finding(
                code=code,
                grade=grade,
                file=self.place.file,
                sheet=self.place.sheet,
                row=int(self.place.numbers[first]),
                column="、".join(self._headers(columns)),
                value=mask("、".join(cell for cell in cells if cell)),
                details=details,
            )
        )

    def _headers(self, columns: Columns) -> list[str]:
        """Return the headers as written; a column that is absent has none."""
        there = [self.headers[name] for name in columns if name in self.headers]
        return [clean_header(header, names=True) for header in there]

    def _cell(self, name: str, row: int) -> str:
        text = self.frame[name].iloc[row]
        return "" if pd.isna(text) else str(text)


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    """Add absent optional columns, empty."""
    empty = pd.Categorical([None] * len(frame), categories=[])
    columns = {
        name: frame[name] if name in frame.columns else pd.Series(empty)
        for name in ("from", "to", "km", "min", "source", "profile")
    }
    return pd.DataFrame(columns)


def _not_data(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Mark blank rows, hint rows (#) and totals."""
    blank = _empty(frame["from"]) & _empty(frame["to"]) & _empty(frame["km"])
    return blank | _where(
        frame["from"],
        [
            text.startswith("#") or text.lower() in _TOTALS
            for text in _texts(frame["from"])
        ],
    )


def _texts(column: pd.Series) -> list[str]:
    return [str(text).strip() for text in column.cat.categories]


def _empty(column: pd.Series) -> NDArray[np.bool_]:
    """Mark cells that hold nothing, or blanks only."""
    blank = _where(column, [not text for text in _texts(column)])
    return blank | (column.cat.codes.to_numpy() < 0)


def _where(column: pd.Series, marked: list[bool]) -> NDArray[np.bool_]:
    """Mark the rows whose category is marked; empty cells are not."""
    lookup = np.array([*marked, False], dtype=bool)
    result: NDArray[np.bool_] = lookup[column.cat.codes.to_numpy()]
    return result


def _numbers(
    column: pd.Series, factor: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return values (NaN where empty or bad) and where the text is no number.

    Each distinct text is read once; thousands separators and full-width
    digits are understood.
    """
    texts = [
        unicodedata.normalize("NFKC", str(text)).strip().replace(",", "")
        for text in column.cat.categories
    ]
    values = np.array(
        [*pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce"), np.nan],
        dtype=np.float64,
    )
    values[~np.isfinite(values)] = np.nan
    bad = np.array([*(text != "" for text in texts), False]) & np.isnan(values)
    codes = column.cat.codes.to_numpy()
    return values[codes] * factor, bad[codes]
