"""The treatment history as whoever treats reads it: ribbon, written records, maps."""
