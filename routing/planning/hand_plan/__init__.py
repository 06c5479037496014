"""A plan that a person edited, made whole again: bags, times, costs."""
