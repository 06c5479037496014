"""A real Chromium, driven over a pipe: the DevTools protocol without a library."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60
"""Seconds without a word after which the browser is given up."""
FAULTS = ("Log.entryAdded", "Runtime.exceptionThrown")


def find_browser() -> str | None:
    """Return the path of a Chromium, None without one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One page: what it holds, what is pressed on it, what it looks like."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.numbers = itertools.count(1)
        self.session = None
        self.rest = b""
        self.faults: list[str] = []
        self.seen: list[str] = []

    def attach(self) -> None:
        """Make an empty page and listen to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def open(self, path: Path, fragment: str = "") -> None:
        """Load a file and wait until its load event."""
        # Another fragment of the page that is open would load nothing.
        for url in ("about:blank", path.as_uri() + fragment):
            self.seen.clear()
            self.call("Page.navigate", url=url)
            while "Page.loadEventFired" not in self.seen:
                self._message()

    def size(self, width: int, height: int) -> None:
        """Set the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def script(self, *, allowed: bool) -> None:
        """Let scripts of pages run, or not, from the next page on."""
        self.call("Emulation.setScriptExecutionDisabled", value=not allowed)

    def value(self, expression: str):
        """Evaluate JavaScript on the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key)

    def pdf(self) -> bytes:
        """Print as the page's own style wants it."""
        answer = self.call(
            "Page.printToPDF", preferCSSPageSize=True, printBackground=False
        )
        return base64.b64decode(answer["data"])

    def picture(self) -> bytes:
        """Return a picture (PNG) of the window."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def call(self, method: str, **values):
        """Send a command and return its answer."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": values}
        if self.session is not None:
            message["sessionId"] = self.session
        self.writer.write(json.dumps(message).encode() + b"\0")
        self.writer.flush()
        while True:
            answer = self._message()
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def _message(self):
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.reader], [], [], PATIENCE)
            assert ready, "The browser says nothing."
            found = os.read(self.reader.fileno(), 1 << 16)
            assert found, "The browser went away."
            self.rest += found
        text, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(text)
        name = message.get("method", "")
        self.seen.append(name)
        if name in FAULTS:
            self.faults.append(text.decode())
        return message


@contextmanager
def open_browser(path: str):
    """Start a Chromium without a network; it ends with the block."""
    to_child, writer = os.pipe()
    reader, from_child = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:

        def fixed_pipes() -> None:
            # The browser reads its commands from 3 and answers on 4.
            ends = os.dup(to_child), os.dup(from_child)
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        process = subprocess.Popen(
            [
                path,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                # Any host is unknown: what the page fetched would be refused aloud.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                f"--user-data-dir={profile}",
                "--remote-debugging-pipe",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=fixed_pipes,
        )
        os.close(to_child)
        os.close(from_child)
        with os.fdopen(reader, "rb") as answers, os.fdopen(writer, "wb") as commands:
            page = Page(answers, commands)
            try:
                page.attach()
                yield page
                page.session = None
                page.call("Browser.close")
            finally:
                process.terminate()
                process.wait(30)
