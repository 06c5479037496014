"""Day + Travel → Plan: ways, insertion and ruin, engines, master, search."""
