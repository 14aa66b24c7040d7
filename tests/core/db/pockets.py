"""A key store that lives as long as the test."""

from __future__ import annotations

import keyring.backend


class Pockets(keyring.backend.KeyringBackend):
    """One that keeps, or one that always fails."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, broken: bool = False) -> None:
        """With nothing in it."""
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = broken

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        if self.broken:
            raise RuntimeError("the bus is gone")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        del self.kept[service, username]
