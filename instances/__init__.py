"""Data sets that the project ships, and the generator of county days."""
