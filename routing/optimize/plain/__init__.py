"""A fast search for plain road problems: one base, one window a place, no docks.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation
Science 54(2), 2020) on arrays of its own. It knows fewer rules than ``kernel``
(``model.uncovered`` names what is missing); it checks a place of a batch in constant
time, the places of a pair of ends in constant time each.
What it finds is simulated exactly by ``Simulator`` before anybody sees it.

Of a day on which goods may go several ways it knows the *core* (``core_model``): the
centre with its vehicles and the goods that go straight, by bus or by other ways
without a road; there several windows and drivers' rests as well. Each move that would
be kept is driven by the kernel first, so costs are exact.
"""
