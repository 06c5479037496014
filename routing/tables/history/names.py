"""Names of the histories: no table of a day, wherever they lie."""

from __future__ import annotations

HISTORY_FILE = "历史件量.csv"
LINES_FILE = "历史班线.csv"
HISTORY_FILES = frozenset({HISTORY_FILE, LINES_FILE})
