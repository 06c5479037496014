"""A plan near an earlier one of the same day, and the list of what changed."""
