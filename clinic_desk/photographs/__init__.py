"""Photographs of clients: encrypted files beside the database, shown only where consent stands."""
