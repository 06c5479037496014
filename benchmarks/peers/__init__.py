"""Other solvers on the same road problem, for comparison alone."""
