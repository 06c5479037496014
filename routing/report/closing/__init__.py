"""A closed day as people read it: page, tables and the month."""
