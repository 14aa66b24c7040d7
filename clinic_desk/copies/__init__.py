"""Copies of the clinic: made by the hour, brought to a second place, kept, looked at, restored."""
