"""One progress bar over the searches of a day."""

import pytest

from routing.optimize.budget import Progress
from routing.planning.stages import Stages


def state(fraction, iterations, cents, unserved=0):
    return Progress(
        seconds=1.0,
        iterations=iterations,
        cost_cents=cents,
        unserved_items=unserved,
        fraction=fraction,
    )


def test_searches_one_after_the_other_fill_one_bar():
    heard = []
    stages = Stages(heard.append)
    first = stages.next(0.7)
    first(state(0.5, 10, 900))
    first(state(1.0, 20, 800))
    second = stages.next(0.3)
    second(state(0.5, 4, 850))
    assert [round(row.fraction, 6) for row in heard] == [0.35, 0.7, 0.85]
    assert [row.iterations for row in heard] == [10, 20, 24]
    # The second search begins dearer than what is found already.
    assert [row.cost_cents for row in heard] == [900, 800, 800]


def test_what_takes_more_along_is_better_though_dearer():
    heard = []
    told = Stages(heard.append).next(1.0)
    told(state(0.1, 1, 500, unserved=9))
    told(state(0.2, 2, 700))
    assert (heard[-1].unserved_items, heard[-1].cost_cents) == (0, 700)


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_nobody_listens_where_nobody_asked(share):
    assert Stages().next(share) is None
