"""Make the tables of the Longkou day again: ``python -m instances.longkou``."""

from .build import DAY, build

build(DAY)
