"""One run of each command, from its options to its exit code."""
