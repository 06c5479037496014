"""Workbooks edited by LibreOffice, in one run of the program for all of them."""

import json
import os
import subprocess
import uuid
from pathlib import Path

SCRIPT = Path(__file__).with_name("office_edits.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""The interpreter that has LibreOffice's bridge."""


def edit_in_office(folder, edits):
    """Save ``folder/out/plan.xlsx`` as NAME.xlsx beside it after each list of edits."""
    out = folder / "out"
    jobs = {
        "pipe": f"gongpei{uuid.uuid4().hex}",
        "profile": str(folder / "profile"),
        "sheet": "站点明细",
        "jobs": [
            {
                "source": str(out / "plan.xlsx"),
                "target": str(out / f"{name}.xlsx"),
                "edits": found,
            }
            for name, found in edits.items()
        ],
    }
    file = folder / "jobs.json"
    file.write_text(json.dumps(jobs), "utf-8")
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    subprocess.run([SYSTEM_PYTHON, SCRIPT, file], check=True, env=environ, timeout=300)
    return out
