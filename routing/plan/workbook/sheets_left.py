"""The sheets of what stays behind, and of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.tables.render import message, way_out
from routing.texts.catalogue import text

from .columns import header, word
from .sheet import Column, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cells import Value
    from .content import UnservedFits, VehicleFit, WorkbookContent
    from .names import Names

CENTS = 100


def unserved_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return what stays behind with reason, shortfall and what to do."""
    lang = content.lang
    heads: Sequence[tuple[str, float]] = (
        ("SITE", 24),
        ("TOWNSHIP", 14),
        ("PARTNER", 14),
        ("GOODS_CLASS", 9),
        ("ITEMS", 7),
        ("REASON_CODE", 22),
        ("REASON", 34),
        ("CERTIFIED", 9),
        ("SHORTFALL", 12),
        ("NEAREST", 34),
        ("ACTION", 40),
    )
    wrapped = ("REASON", "NEAREST", "ACTION")
    return Sheet(
        name=word("SHEET_UNSERVED", lang),
        columns=[
            Column(header=header(name, lang), width=width, wrapped=name in wrapped)
            for name, width in heads
        ],
        rows=_unserved_cells(content, names),
        fixed=1,
    )


def _unserved_cells(content: WorkbookContent, names: Names) -> Iterator[list[Value]]:
    lang = content.lang
    for row, line in zip(content.plan.unserved, content.unserved, strict=True):
        site = content.day.sites.get(row.site)
        township = site.township if site else None
        yield [
            names.sites.label(row.site),
            names.sites.label(township) if township else "",
            names.partners.label(row.partner),
            row.goods_class,
            row.items,
            row.reason,
            line.reason,
            word("YES" if row.certified else "NO", lang),
            line.shortfall,
            line.nearest,
            line.action,
        ]


def vehicles_sheet(content: WorkbookContent, names: Names) -> Sheet:
    """Return unserved × vehicles: feasible, or the rule that stops it."""
    lang = content.lang
    vehicles = list(content.day.vehicles)
    heads: Sequence[tuple[str, float]] = (
        ("SITE", 24),
        ("PARTNER", 14),
        ("GOODS_CLASS", 9),
        ("ITEMS", 7),
    )
    columns = [Column(header=header(name, lang), width=width) for name, width in heads]
    columns += [
        Column(header=names.vehicles.label(key), width=18, wrapped=True)
        for key in vehicles
    ]
    return Sheet(
        name=word("SHEET_VEHICLES", lang),
        columns=columns,
        rows=(_fit_cells(row, vehicles, names, lang) for row in content.fits),
        fixed=4,
    )


def _fit_cells(
    row: UnservedFits, vehicles: Sequence[str], names: Names, lang: str
) -> list[Value]:
    fits = {fit.vehicle: fit for fit in row.fits}
    return [
        names.sites.label(row.site),
        names.partners.label(row.partner),
        row.goods_class,
        row.items,
        *(_fit(fits[key], lang) if key in fits else "" for key in vehicles),
    ]


def _fit(fit: VehicleFit, lang: str) -> str:
    if fit.cents is None:
        return fit.stopped_by
    return word("FEASIBLE_ADDS", lang, yuan=f"{fit.cents / CENTS:.2f}")


def findings_sheet(content: WorkbookContent) -> Sheet:
    """Return violations of the plan and findings of the tables."""
    lang = content.lang
    heads: Sequence[tuple[str, float]] = (
        ("GRADE", 11),
        ("CODE", 24),
        ("FILE", 30),
        ("ROW", 7),
        ("COLUMN", 14),
        ("VALUE", 16),
        ("MESSAGE", 46),
        ("FIX", 46),
    )
    wrapped = ("MESSAGE", "FIX")
    return Sheet(
        name=word("SHEET_FINDINGS", lang),
        columns=[
            Column(header=header(name, lang), width=width, wrapped=name in wrapped)
            for name, width in heads
        ],
        rows=[*_violation_cells(content), *_finding_cells(content)],
    )


def _violation_cells(content: WorkbookContent) -> Iterator[list[Value]]:
    for row in content.violations:
        yield [
            word("VIOLATION", content.lang),
            row.cause,
            row.where,
            None,
            "",
            "",
            row.message,
            "",
        ]


def _finding_cells(content: WorkbookContent) -> Iterator[list[Value]]:
    lang = content.lang
    for row in content.findings:
        yield [
            text("cli", f"GRADE_{row.grade.name}", lang),
            row.code,
            "·".join(part for part in (row.file, row.sheet) if part),
            row.row or None,
            row.column,
            row.value,
            message(row, lang),
            way_out(row, lang),
        ]
