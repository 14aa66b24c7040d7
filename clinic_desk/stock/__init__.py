"""Products and batches: what is on the shelf, what was opened, and until when it may be used."""
