"""Files to Day: one schema for every table, all findings in one pass."""
