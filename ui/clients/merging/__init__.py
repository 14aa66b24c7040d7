"""Two records of one client, side by side, and then the one of them."""
