"""What a client's details must be to be kept: little, and each fault in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.base.texts import check_text
from clinic_desk.clients.birth_dates import checked_birth_date
from clinic_desk.clients.phones import phone_digits, phone_warning
from clinic_desk.clients.records import ClientDetails

_DATES = {
    "id_seen_on": "The day the ID was seen",
    "consult_on": "The day of the consultation",
    "questionnaire_on": "The day of the health answers",
}


def check(details: ClientDetails, today: date) -> None:
    """BadInput, naming the field, for the first thing that cannot be kept.

    A name is needed. Whatever it is made of stays as it was typed: only text that no
    file can hold is refused, and dates that have not come yet.
    """
    for field, text in _texts(details):
        check_text(field, text)
    if not (details.given.strip() or details.family.strip()):
        raise BadInput("given", "A client needs a name.", next_step="One name is enough.")
    if details.born_on is not None:
        checked_birth_date(details.born_on, today)
    for phone in details.phones:
        phone_digits(phone.number, "phones")
    _check_spokespeople(details)
    if any(not alert.text.strip() for alert in details.alerts):
        raise BadInput("alerts", "An allergy or a flag needs a word to say what it is.")
    if details.email.strip():
        _check_email(details.email)
    for field, what in _DATES.items():
        check_not_ahead(field, what, getattr(details, field), today)


def warnings(details: ClientDetails) -> tuple[str, ...]:
    """What the desk may want to put right but may leave: no number, or an unusual one."""
    if not details.phones:
        return ("No phone number: the clinic cannot ring this client.",)
    return tuple(filter(None, (phone_warning(phone.number) for phone in details.phones)))


def check_not_ahead(field: str, what: str, day: date | None, today: date) -> None:
    """BadInput for a day after today; `what` begins the sentence."""
    if day is not None and day > today:
        raise BadInput(field, f"{what} is in the future.", next_step="Check the date.")


def _texts(details: ClientDetails) -> Iterator[tuple[str, str]]:
    for field, value in vars(details).items():
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, tuple):
            for part in value:
                yield from ((field, text) for text in vars(part).values() if isinstance(text, str))


def _check_spokespeople(details: ClientDetails) -> None:
    for spokesperson in details.spokespeople:
        if not spokesperson.name.strip():
            raise BadInput("spokespeople", "Someone who may speak for the client needs a name.")
        if spokesperson.phone.strip():
            phone_digits(spokesperson.phone, "spokespeople")


def _check_email(address: str) -> None:
    # Loaded only when an address was typed: it brings the tables of all the world's domains.
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError:
        raise BadInput(
            "email",
            "That is not an e-mail address as it stands.",
            next_step="It needs a name, an @ and a domain.",
        ) from None
