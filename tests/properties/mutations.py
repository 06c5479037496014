"""Kinds of mutation that must be found in any plan that keeps every rule.

``MUTATIONS`` lists (name, mutate): ``mutate(day, travel, plan, rng)`` returns
the mutated plan and the cause that the judge must name among what it finds, or
None where the plan offers nothing to mutate in this way.
"""

from __future__ import annotations

from properties.mutations_bags import BAG_MUTATIONS
from properties.mutations_figures import FIGURE_MUTATIONS
from properties.mutations_room import ROOM_MUTATIONS
from properties.mutations_times import TIME_MUTATIONS

MUTATIONS = [
    (mutate.__name__, mutate)
    for mutate in (
        *TIME_MUTATIONS,
        *BAG_MUTATIONS,
        *ROOM_MUTATIONS,
        *FIGURE_MUTATIONS,
    )
]
