"""Write the next migration from what the models say: python -m tools.new_migration "what changed".

What it writes is a draft: read it, tidy it, and add the revision to `REVISIONS`
in clinic_desk/db/migrating.py. A test compares the outcome with the models.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from clinic_desk.db.engine import connect
from clinic_desk.db.mapped import make_engine
from clinic_desk.db.migrating import MIGRATIONS, REVISIONS, upgrade
from clinic_desk.tables import metadata

KEY = bytes(32)


def write_migration(message: str, revisions: tuple[str, ...] = REVISIONS) -> None:
    """Compare a database at the last of `revisions` with the models, and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clinic.db"
        connect(path, KEY, create=True).close()
        if revisions:
            upgrade(path, KEY, to=revisions[-1])
        engine = make_engine(path, KEY)
        with engine.connect() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            # The first revision makes tables only; the rest alter, which SQLite does by recreating.
            config.attributes.update(
                connection=connection, metadata=metadata, batch=bool(revisions)
            )
            command.revision(config, message, autogenerate=True, rev_id=f"{len(revisions) + 1:04}")
        engine.dispose()


if __name__ == "__main__":
    write_migration(" ".join(sys.argv[1:]) or "changes")
