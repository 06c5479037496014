"""Look through a built folder: whether Windows takes it, and all is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dll import NotWindowsError, imported_libraries
from .names import path_problems
from .starters import STARTERS

if TYPE_CHECKING:
    from pathlib import Path

PLACE = r"C:\共配"
"""Where a dispatcher puts it; every path is reckoned from there."""

_PROGRAMS = frozenset({".dll", ".pyd", ".exe"})
_OF_WINDOWS = frozenset(
    {"advapi32", "bcrypt", "bcryptprimitives", "cabinet", "cfgmgr32", "comctl32",
     "comdlg32", "crypt32", "d3d11", "d3dcompiler_47", "dbghelp", "dnsapi", "dxgi",
     "gdi32", "imm32", "iphlpapi", "kernel32", "mpr", "msi", "mswsock", "msvcrt",
     "ncrypt", "netapi32", "ntdll", "ole32", "oleaut32", "pdh", "powrprof", "propsys",
     "psapi", "rpcrt4", "secur32", "setupapi", "shell32", "shlwapi", "ucrtbase",
     "user32", "userenv", "version", "winmm", "winspool", "ws2_32", "wsock32"}
)  # fmt: skip
"""Libraries that every Windows 10 has."""

_OF_WINDOWS_TOO = ("api-ms-win-", "ext-ms-win-")
_DONE_WITHOUT = frozenset({"tbb12.dll"})
"""Intel's threads, one of three kinds that numba tries; the kernel uses none."""

_ELF = b"\x7fELF"


def files(folder: Path) -> list[Path]:
    """Return every file below a folder, in the order of the names."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def installed_bytes(folder: Path) -> int:
    """Return what the folder takes on a disk."""
    return sum(path.stat().st_size for path in files(folder))


def examine(folder: Path) -> list[str]:
    """Return what is wrong with a built folder; empty when nothing is."""
    found = files(folder)
    told = path_problems([path.relative_to(folder) for path in found], PLACE)
    linux = [path.relative_to(folder) for path in found if _elf(path)]
    told += [f"{path}: a program of Linux" for path in linux]
    told += unresolved(folder, found)
    told += [
        f"{name} is missing"
        for name in (
            *(f"{starter}.bat" for starter in STARTERS),
            "app/site-packages/portable/start.py",
            "app/python/python.exe",
            "app/python/python312._pth",
        )
        if not (folder / name).is_file()
    ]
    return told


def unresolved(folder: Path, found: list[Path]) -> list[str]:
    """Return the libraries that program files ask for and nobody brings.

    Windows looks beside the file, beside ``python.exe`` and in its own folder;
    wheels open their folder ``.libs`` for themselves.
    """
    programs = [path for path in found if path.suffix.lower() in _PROGRAMS]
    python = folder / "app" / "python"
    shared = {
        path.name.lower()
        for path in programs
        if path.parent == python or path.parent.name.endswith(".libs")
    }
    beside: dict[Path, set[str]] = {}
    for path in programs:
        beside.setdefault(path.parent, set()).add(path.name.lower())
    told = []
    for path in programs:
        try:
            wanted = imported_libraries(path)
        except NotWindowsError as error:
            told.append(str(error))
            continue
        told += [
            f"{path.relative_to(folder)} asks for {name}, which nobody brings"
            for name in wanted
            if name not in shared | beside[path.parent] and not _of_windows(name)
        ]
    return told


def _of_windows(name: str) -> bool:
    return (
        name.startswith(_OF_WINDOWS_TOO)
        or name.partition(".")[0] in _OF_WINDOWS
        or name in _DONE_WITHOUT
    )


def _elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_ELF)) == _ELF
