"""Health questions: each answer with its date, kept as history, and what it does to visits."""
