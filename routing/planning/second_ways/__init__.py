"""Second ways of a plan's goods, found beside the plan as it stands."""
