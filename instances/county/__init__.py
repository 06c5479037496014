"""Synthetic counties: valleys, roads, stations and a day's tables."""
