"""Scheduled services, handovers, tariffs, boxes and bans: read, not yet planned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Rows of the tables that are checked for form only, in table order."""

    lines: tuple[dict[str, str], ...] = ()
    stop_times: tuple[dict[str, str], ...] = ()
    trips: tuple[dict[str, str], ...] = ()
    handovers: tuple[dict[str, str], ...] = ()
    tariffs: tuple[dict[str, str], ...] = ()
    boxes: tuple[dict[str, str], ...] = ()
    bans: tuple[dict[str, str], ...] = ()
