"""The pages of Settings, in the order of the list at the left."""

from __future__ import annotations

from ui.settings.appearance import AppearanceSection
from ui.settings.audit import AuditSection
from ui.settings.away import AwaySection
from ui.settings.clinic import ClinicSection
from ui.settings.copies import CopiesSection
from ui.settings.hours import HoursSection
from ui.settings.keeping import KeepingSection
from ui.settings.people import PeopleSection
from ui.settings.places import PlacesSection
from ui.settings.protocol import ProtocolSection
from ui.settings.section import Section
from ui.settings.treatments import TreatmentsSection

SECTIONS: tuple[type[Section], ...] = (
    ClinicSection,
    PeopleSection,
    PlacesSection,
    HoursSection,
    AwaySection,
    TreatmentsSection,
    ProtocolSection,
    KeepingSection,
    CopiesSection,
    AuditSection,
    AppearanceSection,
)
