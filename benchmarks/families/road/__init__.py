"""Road families of the literature: one instance, one evaluator, one translation.

What tells them apart is the reader and the rounding of their files.
"""
