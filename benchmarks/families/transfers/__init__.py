"""Pickup and delivery with transfers (PDPT), with time windows PDPTWT.

Format and published results of github.com/mauro-farina/pickup-and-delivery-problem,
after Lyu and Yu, *The pickup and delivery problem with transshipments*, EJOR 2023.
"""
