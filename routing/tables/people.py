"""People in the cells of brand exports: hidden while a sheet becomes a table.

A column of names, phones, addresses or waybills is dropped by its header. Here
what such columns hold is found again in the other cells of their rows (a name
behind a village, a phone in a column of weights), and hidden there as well.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routing.domain.goods import DEFAULT_CLASS

from .build_lookup import folded
from .cells import is_number
from .column_roles import Role
from .person_names import is_person
from .privacy import (
    FREE_TEXT,
    HIDDEN,
    ORDER_LIKE,
    hide_contacts,
    holds_people,
    is_private_header,
    mask,
    mask_whole,
)
from .schema_cells import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .column_roles import ColumnRole
    from .raw import RawTable

NAME_COLUMNS = frozenset(
    {"site", "township", "partner", "goods_class", "from_site", "to_site"}
)
"""Columns of order-like tables whose cells name something of the other tables."""

REMARKS = ("reason", "by")
"""Columns of overrides that people write what they like into."""

UNTOLD = "隐去"
"""Stands in an override for a word that is hidden."""

TOO_LONG = "99999999"
"""Stands for a number of seven digits and more, which may be a phone's: as much
too large as it was."""

LONGEST_NUMBER = 6
"""Digits before the decimal point that no phone or waybill number has."""

LONGEST_SLIP = 4
"""Characters of a cell that may still be meant as a number: 约12件."""

SHORTEST = 2
"""Characters of a secret that is looked for inside other cells."""

BRAND_ROWS = 3
"""Rows that make a word that looks like a name a brand: 龙邦."""

_NAMES_HEADER = re.compile(
    r"收[件货]人|[寄发]件人|发货人|取件人|姓名|昵称|买家|客户|用户|签收|联系人"
    r"|recipient|consignee|receiver|addressee|sender|customer|name"
)
_NO_NAMES = re.compile(r"电话|手机|地址|单号|phone|mobile|address|编号|类型|\d")
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_DIGIT = re.compile(r"\d")
_PIECE = 7
"""Digits that are enough to know a phone by."""

_WORDS = {
    "sites": ("site_id", "name", "township", "aliases"),
    "partners": ("partner_id", "name", "aliases"),
    "goods": ("goods_class",),
}
"""Columns whose cells are no secret, by table."""


def known_words(tables: Mapping[str, RawTable]) -> frozenset[str]:
    """Return what sites, townships, partners and goods are called, folded."""
    words = {folded(DEFAULT_CLASS)}
    for table, columns in _WORDS.items():
        for row in tables[table].rows if table in tables else ():
            for column in columns:
                cell = row.cells.get(column, "")
                words.update(folded(part) for part in (cell, *names(cell)))
            name, township = row.cells.get("name"), row.cells.get("township")
            if name and township:
                words.add(folded(township + name))
    return frozenset(words - {""})


def brands(texts: Iterable[str]) -> dict[str, None]:
    """Return the words of a partner column that may become partners, in order.

    Where there is no table of partners each word is one, unless something in it
    was hidden or it looks like a person's name and is rare.
    """
    count = Counter(texts)
    return {
        text: None
        for text, rows in count.items()
        if HIDDEN not in text
        and mask(text, names=False) == text
        and (rows >= BRAND_ROWS or not is_person(text))
    }


def without_strangers(
    tables: Mapping[str, RawTable], headers: Iterable[str]
) -> dict[str, RawTable]:
    """Return tables as they may be kept: what nothing else names may be a person.

    ``headers`` are the partners that columns of demand are named after.

    Rows set aside stay set aside, with the same items: only words that mean no
    site, partner or goods are masked, and who asked for an override and why.
    """
    known = known_words(tables) | {folded(header) for header in headers}
    partners = tables.get("partners")
    if partners is None or not partners.rows:
        known |= {folded(word) for word in brands(partner_texts(tables))}
    found = dict(tables)
    for name in (*sorted(ORDER_LIKE), "overrides"):
        if name in tables:
            hide = _override if name == "overrides" else _order
            rows = [replace(r, cells=hide(r.cells, known)) for r in tables[name].rows]
            found[name] = replace(tables[name], rows=tuple(rows))
    return found


def _order(cells: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    return {
        column: mask_whole(text)
        if column in NAME_COLUMNS and folded(text) not in known
        else text
        for column, text in cells.items()
    }


def _override(cells: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    told = {}
    for column, text in cells.items():
        if column in REMARKS:
            told[column] = mask_whole(text)
        else:
            plain = _WORD.sub(
                lambda m: _stranger(m.group(), known), hide_contacts(text)
            )
            # A star is a sign between two words here, or means everything.
            told[column] = plain.replace(HIDDEN, UNTOLD)
    return told


def _stranger(word: str, known: frozenset[str]) -> str:
    return word if folded(word) in known else mask_whole(word)


def partner_texts(tables: Mapping[str, RawTable]) -> list[str]:
    """Return the partners that demand, orders and pickups name, in table order."""
    return [
        row.cells["partner"]
        for name in ("demand", "orders", "pickups")
        if name in tables
        for row in tables[name].rows
        if "partner" in row.cells
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of one sheet, as its dropped columns name them."""

    columns: tuple[int, ...]
    """Dropped columns of names, phones, addresses and waybills."""
    named: frozenset[str]
    """All their names."""
    known: frozenset[str]
    """Words of the other tables, folded: no secret wherever they stand."""

    @staticmethod
    def of(
        table: str,
        roles: Sequence[ColumnRole],
        rows: Sequence[tuple[int, Sequence[str]]],
        known: frozenset[str],
    ) -> People | None:
        """Return the people of a sheet, None where no brand export is pasted in."""
        if table not in ORDER_LIKE:
            return None
        dropped = [r for r in roles if r.role is Role.LEFT_OUT]
        private = [
            role
            for role in dropped
            if is_private_header(table, role.header)
            or holds_people(
                [cells[role.index] for _, cells in rows if cells[role.index]]
            )
        ]
        private += [role for role in roles if role.name == "order_id"]
        callers = [
            role.index
            for role in private
            if _NAMES_HEADER.search(role.header.lower())
            and not _NO_NAMES.search(role.header.lower())
        ]
        named = {cells[i] for _, cells in rows for i in callers}
        return People(
            columns=tuple(role.index for role in private),
            named=frozenset(
                name
                for name in named
                if len(name) >= SHORTEST and folded(name) not in known
            ),
            known=known,
        )

    def hide(self, role: ColumnRole, text: str, row: Sequence[str]) -> str:
        """Return a cell of a kept column without what tells of a person.

        ``row`` are all cells of its row, the dropped ones among them.
        """
        if role.name in NAME_COLUMNS and role.role is Role.KNOWN:
            if self._is_known(text):
                return text
            careful = role.name == "partner"
            return hide_contacts(self._without(text, row, careful=careful))
        if len(text) <= LONGEST_NUMBER and text.isascii():  # most cells of a table
            return text
        if is_number(text):
            return _short(text, self._secrets(row))
        bare = self.hide_text(text, row)
        if role.role is Role.UNKNOWN and len(bare) > LONGEST_SLIP:
            # It may be a partner's column, where a slip of a number is short.
            return HIDDEN
        return mask(bare) if role.name in FREE_TEXT else bare

    def hide_text(self, text: str, row: Sequence[str]) -> str:
        """Return a formula, or a text that names nothing of the other tables."""
        return self._without(mask_whole(text), row)

    def _secrets(self, row: Sequence[str]) -> list[str]:
        return [row[i] for i in self.columns if len(row[i]) >= SHORTEST]

    def _is_known(self, text: str) -> bool:
        return text in self.known or folded(text) in self.known

    def _without(self, text: str, row: Sequence[str], *, careful: bool = False) -> str:
        """Return a text without the people of its row, and of the sheet.

        A partner's cell may repeat a column of customers (中通): there, with
        ``careful``, only what looks like a person is hidden.
        """
        secrets = self._secrets(row)
        for secret in sorted((s for s in secrets if s in text), key=len, reverse=True):
            if not self._is_known(secret) and (not careful or mask(secret) != secret):
                text = text.replace(secret, HIDDEN)
        if _same_digits(text, secrets):
            return HIDDEN
        if not self.named or text.isascii():
            return text
        return _HAN.sub(
            lambda m: HIDDEN if m.group() in self.named else m.group(), text
        )


def _filled(rows: Sequence[tuple[int, Sequence[str]]], index: int) -> list[str]:
    return [cells[index] for _, cells in rows if cells[index]]


def _short(number: str, secrets: Sequence[str]) -> str:
    """Return a number, or one as much too large where it may be a phone's."""
    whole = number.lstrip("+-").replace(",", "").partition(".")[0]
    if len(whole) > LONGEST_NUMBER or _same_digits(number, secrets):
        return TOO_LONG
    return number


def _same_digits(text: str, secrets: Sequence[str]) -> bool:
    """Tell whether a text holds seven digits of a secret, however they are set."""
    if len(text) < _PIECE:
        return False
    digits = "".join(_DIGIT.findall(text))
    if len(digits) < _PIECE:
        return False
    hidden = " ".join("".join(_DIGIT.findall(secret)) for secret in secrets)
    return any(
        digits[i : i + _PIECE] in hidden for i in range(len(digits) - _PIECE + 1)
    )
