"""The tab of a client's photographs: by day, looked at one or two at a time, added, removed."""
