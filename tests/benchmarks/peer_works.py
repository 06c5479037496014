"""Works for guarded processes: each does one thing that a peer might do."""

import os
import subprocess
import sys
import time
from pathlib import Path


def answers(began):
    """Answer at once."""
    began()
    return "the answer"


def sleeps(began):
    """Never come back once the time runs."""
    began()
    time.sleep(3600)


def builds_for_ever(began):
    """Never begin."""
    time.sleep(3600)


def raises(began):
    """Fail in Python."""
    began()
    msg = "no such matrix"
    raise ValueError(msg)


def leaves(began):
    """End without a word, as after a crash in a library."""
    began()
    os._exit(139)


def starts_another(note, began):
    """Start a process, write down its number, and never come back."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    Path(note).write_text(str(child.pid), "utf-8")
    began()
    time.sleep(3600)
