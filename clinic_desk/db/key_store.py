"""The system's own key store, where there is a real one."""

from __future__ import annotations

from typing import Any

SERVICE = "Clinic Desk"

REAL = ("SecretService", "kwallet", "libsecret", "Windows", "macOS")
"""Those of keyring's own backends that keep a secret with the person's login.

A list of what may be used, since what may not (none, plain text, a file) is without end.
"""


class KeyStore:
    """Keeps a clinic's key under a name, by way of one backend of keyring."""

    def __init__(self, backend: Any) -> None:
        """Take a `keyring.backend.KeyringBackend`."""
        self._backend = backend

    def keep(self, name: str, key: bytes) -> bool:
        """Keep a key; whether the store then gave back the same."""
        try:
            self._backend.set_password(SERVICE, name, key.hex())
        except Exception:
            # Backends raise errors of their own making, from a bus that is gone to a
            # person who said no; to us all of them mean that the key is not kept.
            return False
        return self.find(name) == key

    def find(self, name: str) -> bytes | None:
        """The key kept under a name; None where there is none or the store is shut."""
        try:
            return bytes.fromhex(self._backend.get_password(SERVICE, name) or "") or None
        except Exception:
            return None

    def forget(self, name: str) -> None:
        """Remove a key; it is no fault if there was none."""
        try:
            self._backend.delete_password(SERVICE, name)
        except Exception:
            return


def system_key_store() -> KeyStore | None:
    """The first real backend that works on this computer, or None: a headless one has none."""
    import keyring.backend

    found = [backend for backend in keyring.backend.get_all_keyring() if _is_real(backend)]
    best = max(found, key=lambda backend: float(backend.priority), default=None)
    return None if best is None else KeyStore(best)


def _is_real(backend: Any) -> bool:
    package, _, module = type(backend).__module__.rpartition(".")
    return package == "keyring.backends" and module in REAL
