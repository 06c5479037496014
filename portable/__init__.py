"""The portable folder for a county's Windows PC: wheels, starters, checks."""
