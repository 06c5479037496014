"""The ways a batch can go: up to three legs by road, by trip, or handed over."""
