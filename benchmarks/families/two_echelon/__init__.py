"""Two-echelon vehicle routing (2E-CVRP): trucks to satellites, city freighters on.

Format and sets of Breunig, Schmid, Hartl and Vidal, *A large neighbourhood based
heuristic for two-echelon routing problems*, Computers & Operations Research 2016.
"""
