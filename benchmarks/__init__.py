"""Measurements of whole days, and what they are measured against."""
