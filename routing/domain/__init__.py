"""What a county day is: frozen, checked, no input or output, no solver.

Units everywhere inside the program: whole seconds since 00:00 of the service
date (past midnight above 86,400), metres, grams, cubic centimetres, items,
bags and cents; unit prices in millionths of a yuan.
"""
