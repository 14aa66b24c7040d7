"""The calendar grid: one widget that paints a day or a week and takes mouse and keys."""
