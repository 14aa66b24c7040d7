"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${'"%s"' % down_revision if down_revision else None}
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""


def upgrade() -> None:
    """${message}."""
    ${upgrades if upgrades else "pass"}
