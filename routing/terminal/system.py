"""What the operating system refused, in the words of the catalogue."""

from __future__ import annotations

from .language import say


def system_problem(error: OSError, lang: str) -> str:
    """Return why a file or folder could not be read or written."""
    if isinstance(error, FileNotFoundError):
        return say("SYSTEM_NOT_FOUND", lang)
    if isinstance(error, PermissionError):
        return say("SYSTEM_DENIED", lang)
    if isinstance(error, (IsADirectoryError, NotADirectoryError, FileExistsError)):
        return say("SYSTEM_KIND", lang)
    return error.strerror or type(error).__name__
