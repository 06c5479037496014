"""The processor's name: times of two runs mean most on the same one."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")
MODEL = re.compile(r"^(?:model name|Hardware|Model)\s*:\s*(.+)$", re.MULTILINE)
ASK_MACOS = ("sysctl", "-n", "machdep.cpu.brand_string")


def processor() -> str:
    """Return the processor's name as the system tells it, else its architecture."""
    found = ""
    with suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "darwin":
            run = subprocess.run(ASK_MACOS, capture_output=True, text=True, check=True)
            found = run.stdout.strip()
        elif CPU_INFO.is_file():
            model = MODEL.search(CPU_INFO.read_text("utf-8"))
            found = model[1].strip() if model else ""
    return found or platform.processor() or platform.machine()
