"""What a plan leaves in its folder, and how it gets there."""
