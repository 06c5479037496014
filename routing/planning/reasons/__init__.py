"""Why goods stay behind, and what each could do instead."""
