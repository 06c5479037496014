"""A fast search for plain road problems: every batch between its base and one site.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation
Science 54(2), 2020) on arrays of its own. It knows fewer rules than ``kernel``
(``model.uncovered`` names what is missing) and checks a place in constant time.
What it finds is simulated exactly by ``Simulator`` before anybody sees it.
"""
