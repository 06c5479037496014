"""Closing a day: actuals joined with the plan, and what follows for the next days."""
