"""The benchmark: every operation timed beside its floor, in turns, on the same encrypted file."""
