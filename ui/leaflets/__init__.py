"""The leaflet page: what the clinic gives its clients to take home, as it will be printed."""
