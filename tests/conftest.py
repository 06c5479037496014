"""Puts ``tests/`` on the import path: helpers are named by their folder."""
