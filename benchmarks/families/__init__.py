"""Families of the literature, each read, translated into a county day, and judged.

No family has a code path of its own in the search: it is told as sites,
vehicles, lots and trips, planned like a county, and its plan is told back in the
family's own words for the family's own evaluator.
"""
