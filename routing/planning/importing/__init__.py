"""A brand's export of arrivals, taken into the day's tables."""
