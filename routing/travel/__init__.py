"""Distances and durations: one TravelMatrix per speed profile, every pair."""
