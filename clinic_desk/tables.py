"""Every room's tables in one place, so that the metadata is whole.

Foreign keys name tables of other rooms, and the lower rooms may not import the
higher ones: whoever opens sessions imports this once.
"""

from __future__ import annotations

from clinic_desk.calendar import models as _calendar
from clinic_desk.clients import models as _clients
from clinic_desk.consent import models as _consent
from clinic_desk.db import audit_models as _audit
from clinic_desk.db import kept_model as _kept
from clinic_desk.db import settings_model as _settings
from clinic_desk.db.model import Model
from clinic_desk.health import models as _health
from clinic_desk.leaflets import models as _leaflets
from clinic_desk.photographs import models as _photographs
from clinic_desk.records import models as _records
from clinic_desk.safety import models as _safety
from clinic_desk.staff import models as _staff
from clinic_desk.stock import models as _stock
from clinic_desk.treatments import models as _treatments

ROOMS = (
    _settings,
    _audit,
    _kept,
    _staff,
    _clients,
    _treatments,
    _consent,
    _safety,
    _calendar,
    _stock,
    _photographs,
    _health,
    _records,
    _leaflets,
)
"""The modules whose tables make up the clinic's database."""

metadata = Model.metadata
"""All of their tables."""
