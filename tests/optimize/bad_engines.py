"""Engines that go wrong, each in its own way, in a process of their own."""

from __future__ import annotations

import os
import signal
import time

from routing.optimize.engines.pyvrp_ils import Proposal, solve_routes


def killed(problem, part=None, **asked):
    os.kill(os.getpid(), signal.SIGKILL)


def asleep(problem, part=None, **asked):
    time.sleep(600)


def raising(problem, part=None, **asked):
    msg = "penalties overflow"
    raise ArithmeticError(msg)


def wrong_at_first(problem, part=None, **asked):
    """Answer seed 0 by an end, all others as the real engine does."""
    if asked["seed"] == 0:
        os._exit(3)
    return solve_routes(problem, part, **asked)


def echo(problem, part=None, **asked):
    """Answer with the start, whatever it is."""
    return Proposal(routes=asked["start"])


def no_routes(problem, part=None, **asked):
    return {"routes": 7}
