"""Forms to fill in by hand: the health questions, and a consent form.

They go to the printer that was chosen last; where there is none they are saved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desk.clients.records import ClientRecord, living
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.printable import unprintable
from ui.kit.desk_paper import Sheet, draw_and_send
from ui.kit.printing import installed_printers, usual_printer
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.consent.records import OpenedConsent


def print_health_form(
    workplace: Workplace, client_id: int | None, above: QWidget, *, large_print: bool = False
) -> None:
    """The health questions with a client's name on them, in large letters where the record asks
    for them; blank for nobody, `large_print` or not."""
    clinic, by = workplace.clinic, workplace.by

    def read() -> Callable[[], Sheet]:
        protocol, now = clinic.protocol.current(), clinic.clock.now()
        record = living(clinic.clients.get(client_id, by)) if client_id is not None else None
        details, signed = clinic_details(clinic), clinic.protocol.signature()

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.health_form import Filler, health_form

            filler = Filler(record.shown_name, record.details.born_on) if record else None
            pdf = health_form(
                protocol.questions,
                details,
                protocol.meta.version,
                now,
                draft=signed is None or not signed.covers_current,
                filler=filler,
                large_print=_is_large(record, large_print),
            )
            left_out = unprintable(filler.name if filler else "")
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.health_form_printed, client_id)
    draw_and_send(workplace, read, left, "health-questions", "Health questions", above)


def clinic_details(clinic: Clinic) -> ClinicDetails:
    """The clinic as its letterhead names it."""
    return ClinicDetails.of(clinic.practice.read())


def print_consent_form(
    workplace: Workplace,
    client_id: int | None,
    scope: str,
    above: QWidget,
    *,
    large_print: bool = False,
) -> None:
    """A consent form to be signed by hand, with a client's name on it or blank, as above."""
    clinic, by = workplace.clinic, workplace.by

    def read() -> Callable[[], Sheet]:
        form, now = clinic.consents.form(scope), clinic.clock.now()
        record = living(clinic.clients.get(client_id, by)) if client_id is not None else None
        details = clinic_details(clinic)

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.consent_form import consent_form
            from clinic_desk.paper.health_form import Filler

            signer = Filler(record.shown_name, record.details.born_on) if record else None
            large = _is_large(record, large_print)
            pdf = consent_form(form, details, now, signer=signer, large_print=large)
            left_out = unprintable(signer.name if signer else "")
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.consent_form_printed, client_id)
    draw_and_send(workplace, read, left, "consent-form", "Consent form", above)


def print_signed_consent(workplace: Workplace, opened: OpenedConsent, above: QWidget) -> None:
    """A copy of a consent as it was signed, for the client; what was opened is not read again."""
    clinic, by, record = workplace.clinic, workplace.by, opened.record

    def read() -> Callable[[], Sheet]:
        form, now = clinic.consents.form(record.scope), clinic.clock.now()
        client, details = clinic.clients.get(record.client_id, by), clinic_details(clinic)

        def draw() -> Sheet:
            # Imported here: ReportLab is not loaded before something is printed.
            from clinic_desk.paper.consent_form import consent_form
            from clinic_desk.paper.health_form import Filler

            signer = Filler(client.shown_name, client.details.born_on)
            large = client.details.large_print
            pdf = consent_form(form, details, now, signer=signer, large_print=large, kept=opened)
            left_out = unprintable(f"{signer.name}{record.signed_as}")
            return Sheet(pdf, left_out, usual_printer(installed_printers()))

        return draw

    left = partial(clinic.paper.signed_consent_given, record.id, record.client_id)
    draw_and_send(workplace, read, left, "signed-consent", "Signed consent", above)


def _is_large(record: ClientRecord | None, of_blank: bool) -> bool:
    return record.details.large_print if record is not None else of_blank
