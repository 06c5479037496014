"""Exports of express brands: read, counted per place, nobody's data kept."""
