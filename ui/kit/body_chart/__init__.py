"""The injection map: a chart of the body with points on it, placed by mouse or by keys."""
