"""Consent and leaflets on a client's page: what stands, the form, the signature, the history."""
