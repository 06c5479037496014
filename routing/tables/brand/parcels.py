"""The rows of exports counted by where they go; what tells of people stays here."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..finding import Finding, Grade
from ..privacy import hide_mobiles
from ..schema_cells import CellError, whole
from ..totals import total_label
from .brands import brand_of
from .date import moment
from .roles import KEYS, Role
from .shown import is_private, without_phone
from .status import done_word
from .weight import grams_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from ..grid import Grid
    from .header import Columns

Key = tuple[tuple[Role, tuple[str, ...]], ...]
"""What a row says about its place: role and texts, in the order of ``KEYS``."""

_WAYBILL = re.compile(r"[A-Za-z]{0,4}\d{8,20}[A-Za-z]{0,2}(-\d{1,3}){0,2}")
"""Number of a waybill, with that of a piece behind it."""

DIGEST = 16
_PREFIX = re.compile(r"[A-Za-z]{2,4}(?=\d)")


@dataclass(slots=True)
class Group:
    """Rows that say the same about their place."""

    items: int = 0
    grams: int = 0
    weighed: int = 0
    """Items whose weight is known."""
    addresses: list[str] = field(default_factory=list, repr=False)
    """For suggestions only, in memory only."""


@dataclass(slots=True)
class Counted:
    """What exports hold: items by place and goods class, and what was left out."""

    groups: dict[tuple[Key, str], Group] = field(default_factory=dict)
    shifted: int = 0
    duplicates: int = 0
    done: Counter[str] = field(default_factory=Counter)
    """Items left out by what their status says."""
    others: Counter[str] = field(default_factory=Counter)
    """Items of other brands in the same table, by brand."""
    prefixes: Counter[str] = field(default_factory=Counter)
    """Letters before waybill numbers."""
    newest: dt.datetime | None = None
    weights_missing: int = 0
    weights_known: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def items(self) -> int:
        """Items that count, those without a usable place included."""
        return sum(group.items for group in self.groups.values()) + self.shifted


class ParcelCounter:
    """Counts sheet by sheet; the same waybill counts once in all of them."""

    def __init__(self, is_own: Callable[[str], bool]) -> None:
        """Take what tells whether a row's brand is the partner's."""
        self.counted = Counted()
        self.is_own = is_own
        self._secret = secrets.token_bytes(DIGEST)
        self._seen: set[bytes] = set()

    def add(self, grid: Grid, columns: Columns) -> None:
        """Count the rows of a sheet."""
        _Sheet(self, grid, columns).count()

    def is_repeated(self, waybill: str) -> bool:
        """Tell whether a waybill was met before; only a keyed digest is kept."""
        digest = hashlib.blake2b(
            waybill.encode(), key=self._secret, digest_size=DIGEST
        ).digest()
        if digest in self._seen:
            return True
        self._seen.add(digest)
        return False


class _Sheet:
    """One sheet being counted."""

    def __init__(self, counter: ParcelCounter, grid: Grid, columns: Columns) -> None:
        self.counter = counter
        self.counted = counter.counted
        self.grid = grid
        self.columns = columns
        self.shifted: list[int] = []
        self.unreadable: list[int] = []
        self.summed = 0
        self.kg_factor = columns.kg_factor

    def count(self) -> None:
        """Count every row; what cannot be used is said once for the sheet."""
        for number, cells in _filled_down(self.grid, self.columns):
            if not total_label(cells) or self._text(cells, Role.WAYBILL):
                self._row(number, cells)
        if self.shifted:
            self.counted.shifted += len(self.shifted)
            self._set_aside("IMPORT_ROWS_SHIFTED", self.shifted, len(self.shifted))
        if self.unreadable:
            self._set_aside("IMPORT_ITEMS_UNREADABLE", self.unreadable, 0)

    def _row(self, number: int, cells: Sequence[str]) -> None:
        waybill = self._text(cells, Role.WAYBILL)
        key = self._key(cells)
        if not key and not waybill and not self._is_sum_missing(cells):
            return
        if (waybill and not _is_waybill(waybill)) or self._is_shifted(key):
            self.shifted.append(number)
            return
        if waybill and self.counter.is_repeated(waybill):
            self.counted.duplicates += 1
            return
        items = self._items(cells, number)
        if not items or self._is_other(cells, items) or self._is_done(cells, items):
            return
        self.summed += items
        self._note(cells, waybill)
        self._take(cells, key, items)

    def _take(self, cells: Sequence[str], key: Key, items: int) -> None:
        goods = self._text(cells, Role.GOODS)
        group = self.counted.groups.setdefault((key, goods), Group())
        group.items += items
        if Role.WEIGHT in self.columns.used:
            grams = grams_of(self._text(cells, Role.WEIGHT), self.kg_factor)
            if grams is None:
                self.counted.weights_missing += items
            else:
                group.grams += grams
                group.weighed += items
                self.counted.weights_known += items
        address = self._text(cells, Role.ADDRESS)
        if address:
            group.addresses.append(address)

    def _key(self, cells: Sequence[str]) -> Key:
        found = []
        for role in KEYS:
            texts = tuple(
                without_phone(cells[place]) if role is Role.COURIER else cells[place]
                for place in self.columns.used.get(role, ())
                if place < len(cells) and cells[place]
            )
            if texts:
                found.append((role, texts))
        return tuple(found)

    @staticmethod
    def _is_shifted(key: Key) -> bool:
        return any(is_private(role, text) for role, texts in key for text in texts)

    def _items(self, cells: Sequence[str], number: int) -> int | None:
        if self.columns.each_row or Role.ITEMS not in self.columns.used:
            return 1
        text = self._text(cells, Role.ITEMS)
        if not text:
            return 1 if Role.WAYBILL in self.columns.used else None
        try:
            return whole(text.removesuffix("件").removesuffix("票").strip())
        except CellError:
            self.unreadable.append(number)
            return None

    def _is_sum_missing(self, cells: Sequence[str]) -> bool:
        """Tell whether a row counts items without a place, and is no total."""
        text = self._text(cells, Role.ITEMS)
        return text.isdecimal() and 0 < int(text) != self.summed

    def _is_other(self, cells: Sequence[str], items: int) -> bool:
        brand = self._text(cells, Role.BRAND)
        if self.counter.is_own(brand):
            return False
        self.counted.others[brand_of(brand)] += items
        return True

    def _is_done(self, cells: Sequence[str], items: int) -> bool:
        for place in self.columns.used.get(Role.STATUS, ()):
            header = self.columns.headers[place] if self.columns.headers else ""
            text = cells[place] if place < len(cells) else ""
            if word := done_word(header, text):
                self.counted.done[word] += items
                return True
        return False

    def _note(self, cells: Sequence[str], waybill: str) -> None:
        if letters := _PREFIX.match(waybill):
            self.counted.prefixes[letters.group().upper()] += 1
        when = moment(self._text(cells, Role.DATE))
        if when and (self.counted.newest is None or when > self.counted.newest):
            self.counted.newest = when

    def _text(self, cells: Sequence[str], role: Role) -> str:
        places = self.columns.used.get(role, ())
        return next((cells[i] for i in places if i < len(cells) and cells[i]), "")

    def _set_aside(self, code: str, rows: Sequence[int], items: int) -> None:
        self.counted.findings.append(
            Finding(
                code=code,
                grade=Grade.SET_ASIDE,
                file=hide_mobiles(self.grid.file),
                sheet=self.grid.sheet,
                row=rows[0],
                items=items,
                details={"count": str(len(rows))},
            )
        )


def _is_waybill(text: str) -> bool:
    return _WAYBILL.fullmatch(text.replace("'", "").replace(" ", "")) is not None


def _filled_down(grid: Grid, columns: Columns) -> Iterable[tuple[int, list[str]]]:
    """Return the rows of data, merged cells of places filled down."""
    places = {place for role in KEYS for place in columns.used.get(role, ())}
    rows = grid.rows[columns.first_data :]
    at = dict(rows)
    for merge in grid.merges:
        if merge.left not in places or merge.top not in at:
            continue
        top = at[merge.top]
        text = top[merge.left] if merge.left < len(top) else ""
        for number in range(merge.top + 1, merge.bottom + 1):
            cells = at.get(number)
            if cells is not None and merge.left < len(cells) and not cells[merge.left]:
                cells[merge.left] = text
    return rows
