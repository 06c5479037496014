"""Exit codes, and the one way in which a command stops early."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    FINDING = 1
    INPUT = 2
    NOTHING_PLANNED = 3
    OUTSIDE = 4
    INTERNAL = 70
    INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - not every stop is an error
    """End the command with an exit code and a text of the catalogue.

    Parameters
    ----------
    exit_code
        Exit code of the process.
    code
        Code of the text in the catalogue's family ``cli``.
    values
        Fill the text's placeholders.
    """

    def __init__(self, exit_code: Exit, code: str, **values: object) -> None:
        super().__init__(code)
        self.exit_code = exit_code
        self.code = code
        self.values = values
