"""Every room's tables in one place, so that the metadata is whole.

Foreign keys name tables of other rooms, and the lower rooms may not import the
higher ones: whoever opens sessions imports this once.
"""

from __future__ import annotations

from clinic_desk.calendar import models as _calendar
from clinic_desk.clients import models as _clients
from clinic_desk.db import audit_models as _audit
from clinic_desk.db import settings_model as _settings
from clinic_desk.db.model import Model
from clinic_desk.leaflets import models as _leaflets
from clinic_desk.safety import models as _safety
from clinic_desk.staff import models as _staff
from clinic_desk.treatments import models as _treatments

ROOMS = (_settings, _audit, _staff, _clients, _treatments, _safety, _calendar, _leaflets)
"""The modules whose tables make up the clinic's database."""

metadata = Model.metadata
"""All of their tables."""
