"""The county corpus: its days, their best known costs, the search for better ones."""
