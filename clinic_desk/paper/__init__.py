"""Paper that is no leaflet: the day's list for the desk, the appointment slip for a client."""
