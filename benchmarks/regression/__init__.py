"""The regression harness: suites, their runs, and whether one is worse."""
