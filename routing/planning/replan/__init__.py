"""The day in progress: a plan carried on after what happened (rules W5d to W5h)."""
