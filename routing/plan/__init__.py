"""What a plan is; plan.json out and in. Knows no solver."""
