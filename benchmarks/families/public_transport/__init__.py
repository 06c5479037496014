"""Last-mile delivery by public transport: truck to a stop, bus, courier.

Delle Donne, Santini, Archetti, *Integrating Public Transport in Sustainable Last-mile
Delivery: Column Generation Approaches*, EJOR 2025, doi 10.1016/j.ejor.2024.12.047;
Mandal and Archetti 2023.
"""
