"""Where the table of an export begins, and which of its columns are used."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..cells import fold, is_error, is_number
from ..column_roles import LETTERS, column_letter
from ..header_row import MIN_HEADERS, SEARCHED_ROWS
from ..headers import fold_header, match_header
from ..privacy import mask
from .roles import KEYS, Role, is_number_of, match_role
from .weight import unit_factor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..grid import Grid

MANY = (*KEYS, Role.STATUS)
"""Roles that several columns may have: a name and a number, several marks."""

EACH_ROW = "每行1件"
"""Said instead of a column of items: every row is one item."""

_PEOPLE = re.compile(
    r"(收[件货]|[寄发]件|取件|买家|客户|联系)?(人|方)?"
    r"(姓名|电话|手机号?码?|座机|(详细|联系)?地址|(联系)?(方式|电话)|微信|身份证号?|昵称)?"
)
"""Headers of people's columns: never used, but they tell a row of headers."""

_LETTER = re.compile(r"[A-Za-z]{1,2}列?")
FINGERPRINT = 16
LONGEST_HEADER = 20
SURE = 10
"""What a header that is used counts for, to one that is only known."""

LONG_NUMBER = 5
"""Digits in a row that no header holds: a phone, a waybill, a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a sheet by role; ``row`` 0 where there is no header row."""

    row: int
    first_data: int
    headers: tuple[str, ...]
    used: dict[Role, tuple[int, ...]]
    each_row: bool = False

    @property
    def kg_factor(self) -> Decimal:
        """What turns the numbers of the weight column into kg."""
        places = self.used.get(Role.WEIGHT)
        if not places or not self.headers:
            return Decimal(1)
        return unit_factor(self.headers[places[0]])

    @property
    def tells_place(self) -> bool:
        """Whether a column says where parcels go."""
        return any(role in self.used for role in KEYS)

    @property
    def tells_items(self) -> bool:
        """Whether rows can be counted."""
        return self.each_row or Role.WAYBILL in self.used or Role.ITEMS in self.used

    @property
    def fingerprint(self) -> str:
        """What tells this layout from others: a digest of its headers."""
        names = sorted({fold_header(name) for name in self.headers if name})
        return hashlib.sha256("\n".join(names).encode()).hexdigest()[:FINGERPRINT]

    @property
    def named(self) -> dict[str, str]:
        """The columns used, header by role, as they are remembered."""
        named = {
            role.value: "|".join(self.headers[index] for index in places)
            for role, places in self.used.items()
            if self.headers
        }
        return {**named, Role.ITEMS.value: EACH_ROW} if self.each_row else named


def find_columns(grid: Grid, chosen: Mapping[Role, str]) -> Columns:
    """Find the header row and the columns of an export.

    Parameters
    ----------
    grid
        The sheet.
    chosen
        Headers (several by ``|``) or letters of columns that a person named, by
        role; they go before what headers tell by themselves.
    """
    index = _header_index(grid, chosen)
    if index is None:
        used = {
            role: places
            for role, words in chosen.items()
            if (places := _lettered(words))
        }
        return Columns(
            row=0,
            first_data=0,
            headers=(),
            used=used,
            each_row=chosen.get(Role.ITEMS) == EACH_ROW,
        )
    headers, first_data = _headers_at(grid, index)
    return Columns(
        row=grid.rows[index][0],
        first_data=first_data,
        headers=tuple(headers),
        used=_used(headers, chosen),
        each_row=chosen.get(Role.ITEMS) == EACH_ROW,
    )


def missing_choices(columns: Columns, chosen: Mapping[Role, str]) -> list[Role]:
    """Return the roles whose named column is not in the sheet."""
    return [
        role
        for role, words in chosen.items()
        if words != EACH_ROW and not _places(columns.headers, words)
    ]


def shown_headers(headers: Sequence[str], *, sure: bool) -> str:
    """Return headers that may be repeated.

    Where the row is not ``sure`` to be one of headers it may be a person's: then
    only what is known is repeated, the rest by the letters of its columns.
    """
    return "、".join(
        _shown(header, sure=sure) or column_letter(index)
        for index, header in enumerate(headers)
    )


def _shown(header: str, *, sure: bool) -> str:
    if _is_known(header):
        return header
    return mask(header)[:LONGEST_HEADER] if sure else ""


def _is_known(text: str) -> bool:
    """Tell whether a cell is a header of exports, used or of people's columns."""
    if not text or len(text) > LONGEST_HEADER:
        return False
    if match_role(text) is not None:
        return True
    return len(text) >= MIN_HEADERS and _PEOPLE.fullmatch(fold_header(text)) is not None


def first_words(grid: Grid) -> Sequence[str]:
    """Return the row that looks most like a header where none was understood."""
    rows = [cells for _, cells in grid.rows[:SEARCHED_ROWS]]
    wide = [cells for cells in rows if sum(map(bool, cells)) >= MIN_HEADERS]
    return wide[0] if wide else ()


def _is_data(text: str) -> bool:
    digits = 0
    for char in text:
        digits = digits + 1 if char.isdecimal() else 0
        if digits >= LONG_NUMBER:
            return True
    return is_number(text) or is_error(text)


def _header_index(grid: Grid, chosen: Mapping[Role, str]) -> int | None:
    """Return the row that names most roles; of equal ones the fuller, the upper.

    A header is a row without numbers in which a person named a column, or two
    cells are known: what else stands in it is then no person's.
    """
    wanted = {
        fold_header(word)
        for words in chosen.values()
        for word in words.split("|")
        # The letter of a column names no header: a cell may hold one as well.
        if not _LETTER.fullmatch(word)
    }
    best: tuple[int, int, int] | None = None
    for index in range(min(SEARCHED_ROWS, len(grid.rows))):
        filled = [cell for cell in _headers_at(grid, index)[0] if cell]
        if len(filled) < MIN_HEADERS or any(map(_is_data, filled)):
            continue
        named = sum(fold_header(cell) in wanted for cell in filled)
        known = sum(map(_is_known, filled))
        if not named and known < MIN_HEADERS:
            continue
        roles = {match[0] for cell in filled if (match := match_role(cell))}
        score = SURE * (len(roles) + 2 * named) + min(known, SURE - 1)
        if score and (best is None or (score, len(filled), -index) > best):
            best = (score, len(filled), -index)
    return None if best is None else -best[2]


def _headers_at(grid: Grid, index: int) -> tuple[list[str], int]:
    """Return the headers and the first row of data; two rows where cells are merged."""
    number, upper = grid.rows[index]
    width = max(len(cells) for _, cells in grid.rows[: index + SEARCHED_ROWS])
    headers = upper + [""] * (width - len(upper))
    if index + 1 == len(grid.rows):
        return headers, index + 1
    below, lower = grid.rows[index + 1]
    joined = any(m.top <= number and m.bottom == below for m in grid.merges)
    if joined and not any(is_number(cell) for cell in lower):
        lower = lower + [""] * (width - len(lower))
        headers = [low or up for low, up in zip(lower, headers, strict=True)]
        return headers, index + 2
    return headers, index + 1


def _used(
    headers: Sequence[str], chosen: Mapping[Role, str]
) -> dict[Role, tuple[int, ...]]:
    used: dict[Role, tuple[int, ...]] = {}
    for role, words in chosen.items():
        if places := _places(headers, words):
            used[role] = places
    taken = {place for places in used.values() for place in places}
    ranked: dict[Role, list[tuple[int, int]]] = {}
    for index, header in enumerate(headers):
        match = match_role(header) if header and index not in taken else None
        if match is not None:
            ranked.setdefault(match[0], []).append((match[1], index))
    for role, found in ranked.items():
        if role not in used:
            used[role] = _best(role, headers, [index for _, index in sorted(found)])
    return {role: used[role] for role in Role if role in used}


def _best(role: Role, headers: Sequence[str], places: list[int]) -> tuple[int, ...]:
    """Return the best column, for places also the best one of their numbers."""
    if role is Role.STATUS:
        return tuple(places)
    if role not in MANY:
        return (places[0],)
    names = [place for place in places if not is_number_of(headers[place])]
    numbers = [place for place in places if is_number_of(headers[place])]
    return (*names, *numbers[:1])


def _places(headers: Sequence[str], words: str) -> tuple[int, ...]:
    """Return the columns of named headers, or of letters where no header fits."""
    known = [fold_header(header) for header in headers]
    wanted = [fold_header(word) for word in words.split("|")]
    found = tuple(known.index(word) for word in wanted if word in known)
    if len(found) == len(wanted):
        return found
    return _lettered(words, len(known)) if known else _lettered(words)


def _lettered(words: str, width: int = LETTERS * LETTERS) -> tuple[int, ...]:
    letters = {column_letter(index): index for index in range(width)}
    wanted = [fold(word).upper().removesuffix("列") for word in words.split("|")]
    if all(word in letters for word in wanted):
        return tuple(letters[word] for word in wanted)
    return ()


def other_table(headers: Sequence[str], tables: Mapping[str, int]) -> str:
    """Return the table of a day that these headers are, empty where none is.

    ``tables`` maps tables to the number of columns that make one of them.
    """
    best, most = "", 0
    for table, enough in tables.items():
        matches = (match_header(table, header) for header in headers if header)
        count = len({match.column for match in matches if match})
        if count >= enough and count > most:
            best, most = table, count
    return best
