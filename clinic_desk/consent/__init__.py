"""Consent: what a client agreed to, in which words, and what was taken back."""
