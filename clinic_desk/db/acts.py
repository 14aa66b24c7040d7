"""Every act that the audit names, and what is said of it: "Maya Patel opened the record".

A closed list, so that an act without words cannot be noted.
"""

from __future__ import annotations

from collections.abc import Mapping

ACTS: Mapping[str, str] = {
    # staff
    "staff.signed_in": "signed in",
    "staff.sign_in_failed": "was refused at sign-in",
    "staff.switched": "took the desk with a PIN",
    "staff.locked": "locked the desk",
    "staff.unlocked": "unlocked the desk",
    "staff.signed_out": "signed out",
    "staff.added": "added a person",
    "staff.changed": "changed a person",
    "staff.permissions_changed": "changed what a person may do",
    "staff.removed": "removed a person",
    "staff.password_set": "set a password",
    "staff.pin_set": "set a PIN",
    "staff.pin_failed": "gave a wrong PIN",
    "practice.changed": "changed the clinic's settings",
    "practice.looks_changed": "changed how the window looks",
    # clients
    "client.added": "added the client",
    "client.changed": "changed the details",
    "client.read": "opened the record",
    "client.history_asked": "asked what was had elsewhere",
    "client.answer_saved": "kept a health answer",
    "client.anonymised": "made the record anonymous",
    # treatments
    "elsewhere.recorded": "recorded a treatment elsewhere",
    "elsewhere.removed": "removed a treatment elsewhere",
    # safety
    "protocol.signed": "signed the protocol",
    # calendar
    "visit.booked": "booked a visit",
    "visit.changed": "changed a visit",
    "visit.moved": "moved a visit",
    "visit.pencilled": "pencilled a visit",
    "visit.status_changed": "changed a visit's status",
    "visit.accepted": "accepted a pencilled visit",
    "visit.declined": "declined a pencilled visit",
    "visit.overridden": "passed a refusal with a reason",
    "visit.undone": "took an act back",
    "visit.lapsed": "let a pencilled visit lapse",
    "visit.client_told": "told the client of a new time",
    "visit.read": "opened a visit",
    "call.identity_checked": "checked who was calling",
    "call.refused_under_age": "refused a booking by age",
    "call.problem": "took a call about a problem",
    "call.promised": "promised a call",
    "call.done": "made a promised call",
    "call.log_read": "read the call log",
    "hours.place_changed": "changed a room or device",
    "hours.place_removed": "removed a room or device",
    "hours.week_changed": "changed working hours",
    "hours.absence_added": "entered an absence",
    "hours.absence_removed": "removed an absence",
    "hours.closure_added": "entered a closure",
    "hours.closure_removed": "removed a closure",
    # paper
    "leaflet.printed": "printed a leaflet",
    "leaflet.saved": "saved a leaflet",
    "paper.day_printed": "printed the day",
    "paper.slip_printed": "printed an appointment slip",
    # the key
    "key.passphrase_changed": "changed the clinic's passphrase",
    "key.passphrase_removed": "removed the clinic's passphrase",
    "key.store_on": "let this computer's key store open the clinic",
    "key.store_off": "took the clinic's key out of the key store",
    "key.recovery_made": "took a new recovery key into use",
    "key.change_begun": "began to change the clinic's key",
    "key.changed": "changed the clinic's key",
    "key.settled": "finished a change of the key that was cut off",
    # the clinic's file
    "copies.taken": "wrote a copy of the clinic to a file",
    "copies.went_on": "looked at what the copies had found and went on",
    "clinic.made": "made the clinic",
    "clinic.upgraded": "brought the clinic up to a newer version",
    "clinic.restored": "restored the clinic from a copy",
    "clinic.clock_back": "found the computer's clock set back",
    "audit.checked": "checked the audit",
    "audit.searched": "searched the audit",
    "audit.values_read": "looked at what was there before",
    "audit.found": "found the audit not as it was left",
    "audit.accepted": "looked at what was found and went on",
}
