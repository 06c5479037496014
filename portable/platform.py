"""What the portable folder is made for: Windows on x86-64, and its Pythons."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "gongpei"
PLATFORM = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13")
"""Versions of Python that the locked wheels exist for."""

PORTABLE_PYTHON = "3.12"
"""The version that the portable folder brings along."""

PYTHON_ZIP = "python-3.12.10-embed-amd64.zip"
PYTHON_URL = f"https://www.python.org/ftp/python/3.12.10/{PYTHON_ZIP}"
PYTHON_SHA256 = "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3"
"""3.12.10 is the last 3.12 that python.org offers as a program for Windows."""


def marker_environment(python: str) -> dict[str, str]:
    """Return the values of environment markers on Windows (PEP 508).

    Parameters
    ----------
    python
        Major and minor version, ``3.12``.
    """
    return {
        "extra": "",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }
