"""Tables of a day without the names of places, people and firms in them."""
