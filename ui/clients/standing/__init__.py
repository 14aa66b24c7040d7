"""How a client stands with the clinic: that they died, or are not to be booked."""
