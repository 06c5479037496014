"""Printed sheets: what driver, loader, keeper and clerk hold in their hands."""
