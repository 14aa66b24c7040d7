"""Names, notes and reasons for people who do not exist."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

GIVEN = (
    "Aisha Alice Amelia Amy Ana Anna Anneliese Beatriz Beth Bridget Carmen Cerys Chloe Claire "
    "Daniel Dana David Deepa Eilidh Elena Ellen Emma Esther Eve Fatima Fiona Frances Freya George "
    "Grace Hannah Harriet Helen Ingrid Irene Isla Jack James Jana Jasmine Joan Joanna Jonas Joy "
    "Judith Kate Kavita Laura Leah Lena Lin Louise Lucy Maeve Magda Malik Maria Mark Martha "
    "Martin Maya Mei Mina Miriam Mohammed Nadia Naomi Nina Noor Oliver Olga Olivia Omar Paula "
    "Penny Peter Petra Priya Rachel Rebecca Robert Rosa Ruby Sam Sara Sarah Simone Sofia Stella "
    "Susan Tamsin Tara Thomas Tom Ursula Vera Victoria Wanda Yasmin Yuki Zara Zoë"
).split()
FAMILY = (
    "Abara Adair Adeyemi Ahmed Aldous Allen Anderson Bailey Baker Banerjee Barlow Bell Bennett "
    "Berg Brody Brooks Brown Byrne Campbell Carter Chen Clarke Cole Collins Cooper Cox Davies "
    "Dawson Dean Dias Dixon Doyle Dunn Edwards Ellis Evans Farrow Fisher Fletcher Ford Foster "
    "Fraser Garcia Gibson Gill Graham Grant Gray Green Griffin Hall Harris Hart Hayes Hill "
    "Hughes Hunt Hussain Ives Jackson James Jensen Jones Kaur Kelly Khan King Kowalska Lane Lee "
    "Lewis Lloyd Long Marsh Martin Mason Mills Mistry Moore Morgan Morris Murphy Nair Nash Novak "
    "O'Brien O'Neill Okoro Osei Owen Palmer Park Parker Patel Pearce Pereira Pike Popescu Porter "
    "Price Quinn Reed Reeve Reid Rice Roberts Rose Rossi Rowan Russell Ryan Sato Schmidt Scott "
    "Sharma Shaw Silva Singh Smith Stone Sutton Tan Taylor Thomas Thorne Tran Turner Vaughan "
    "Walker Wallis Ward Watson Webb Weiss West White Whitfield Wilson Wong Wood Wright Young"
).split()
PARTICLES = ("de la Cruz", "van den Berg", "Smith-Jones", "Evans-Pryce", "Ní Dhomhnaill")
STREETS = "Mill Road,Chesterton Road,Hills Road,Victoria Road,Gwydir Street,Histon Road".split(",")
DESK_NOTES = ("Prefers Room 1", "Parks behind the clinic", "Often ten minutes early", "")
CANCELLED = ("Unwell", "Work", "Childcare", "Changed plans", "Transport")


class Stranger(NamedTuple):
    """An invented client, in the fields of the client table."""

    given: str
    family: str
    born_on: date
    number: str
    address: str
    postcode: str


class WellKnown(NamedTuple):
    """The one client who has the same name in every demo, so that a drawing can be followed."""

    given: str
    family: str
    born_on: date


WELL_KNOWN = WellKnown("Sarah", "Whitfield", date(1984, 3, 14))


def stranger(random: Random, serial: int, today: date) -> Stranger:
    """An adult who does not exist, with a number set aside for fiction while those last.

    Ofcom keeps 07700 900000 to 900999 and 01632 960000 to 960999 for drama.
    """
    family = random.choice(PARTICLES) if random.random() < 0.02 else random.choice(FAMILY)
    if serial >= len(GIVEN) * 3 and random.random() < 0.3:
        family = f"{family}-{random.choice(FAMILY)}"
    return Stranger(
        given=random.choice(GIVEN),
        family=family,
        born_on=today - timedelta(days=int(random.triangular(26, 64, 38) * 365.25)),
        number=number(random, serial),
        address=f"{random.randint(1, 180)} {random.choice(STREETS)}, Cambridge",
        postcode=f"CB{random.randint(1, 5)} {random.randint(1, 9)}"
        f"{random.choice('ABDEFGH')}{random.choice('JLNPQRS')}",
    )


def number(random: Random, serial: int) -> str:
    """A telephone number, spaced as people write it."""
    if serial < 1000:
        return f"07700 900{serial:03}"
    if serial < 2000:
        return f"01632 960{serial - 1000:03}"
    return f"07700 {random.randint(100000, 899999)}"
