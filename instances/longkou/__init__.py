"""Longkou: real roads of a Chinese county-level city, synthetic demand and prices."""
