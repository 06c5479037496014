"""A fingerprint of what a planner is asked: other questions are not compared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field

DIGITS = 16
"""Hexadecimal digits kept: 64 bits."""


def fingerprint(*values: object) -> str:
    """Return a hash of the content of values such as a Day and its Travel.

    Fields that hold their default are left out, so that a field added later, with a
    default that means what was meant before, changes no fingerprint. Sets count by
    content; dicts and lists by order as well, for a search may follow it.

    Raises
    ------
    TypeError
        When a value is of a kind whose content is not known.
    """
    digest = hashlib.sha256()
    for value in values:
        for part in _parts(value):
            digest.update(part)
    return digest.hexdigest()[:DIGITS]


def _parts(value: object) -> Iterator[bytes]:
    """Yield a value's content, bracketed so that no two contents read alike."""
    if is_dataclass(value) and not isinstance(value, type):
        yield f"{type(value).__name__}(".encode()
        for field in fields(value):
            held = getattr(value, field.name)
            if field.compare and not _is_default(field, held):
                yield f"{field.name}=".encode()
                yield from _parts(held)
        yield b")"
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype.str}{value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    else:
        yield from _plain_parts(value)


def _plain_parts(value: object) -> Iterator[bytes]:
    if value is None or isinstance(value, str | int | float | bytes):
        yield f"{value!r};".encode()
    elif isinstance(value, Mapping):
        yield b"{"
        for key, held in value.items():
            yield from _parts(key)
            yield from _parts(held)
        yield b"}"
    elif isinstance(value, Set):
        yield b"<"
        yield from sorted(b"".join(_parts(each)) for each in value)
        yield b">"
    elif isinstance(value, Sequence):
        yield b"["
        for each in value:
            yield from _parts(each)
        yield b"]"
    elif hasattr(value, "isoformat"):
        yield f"{value.isoformat()};".encode()
    else:
        msg = f"The content of a {type(value).__name__} is not known."
        raise TypeError(msg)


def _is_default(field: Field[object], held: object) -> bool:
    if field.default is not MISSING:
        return type(held) is type(field.default) and bool(held == field.default)
    if field.default_factory is not MISSING:
        return bool(held == field.default_factory())
    return False
