"""Make the tables of the Yamanashi day again: ``python -m instances.yamanashi``."""

from .build import DAY, build

build(DAY)
