"""The commands that need no window; each is one function that gives an exit code."""
