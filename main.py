"""Clinic Desk: opens the window, or runs one back-office command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.fault_words import describe
from clinic_desk.base.folders import RESOURCES, usual_clinic_folder
from clinic_desk.base.printing import one_line, print_lines

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


STOPPED = 130
"""What a shell expects of a command that Ctrl C ended."""


def main(words: list[str]) -> int:
    """Do what the command line says; 0 when done, 1 when the answer is no, 2 when it could not.

    130 when Ctrl C ended it.
    """
    # Without words it is the window that is wanted, and soon; the parser takes its time to be made.
    asked = parser().parse_args(words) if words else argparse.Namespace(act=window)
    try:
        return int(asked.act(asked))
    except ClinicError as trouble:
        print_lines([one_line(str(trouble))], sys.stderr)
        return 2
    except KeyboardInterrupt:
        stopped = "Stopped. What was not finished was given up, or is finished at the next opening."
        print_lines([stopped], sys.stderr)
        return STOPPED
    except Exception as fault:
        # Its own words may hold a name; a terminal keeps them, and so does whoever logs it.
        lines = ("This is a fault of the program. Nothing half done was saved.", describe(fault))
        print_lines(lines, sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The command line, with an explanation of every command."""
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--clinic",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the clinic's folder (otherwise the one opened last)",
    )
    top = argparse.ArgumentParser(
        prog="main.py",
        parents=[place],
        description="Clinic Desk. Without a command it opens the window.",
    )
    top.set_defaults(act=window)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    add_demo(commands)
    add_free_times(commands, place)
    add_leaflet(commands, place)
    add_backup(commands, place)
    add_restore(commands, place)
    add_check(commands, place)
    add_protocol(commands)
    add_tour(commands)
    return top


def add_demo(commands: Commands) -> None:
    """`demo DIR`: make a clinic to look round in."""
    demo = commands.add_parser(
        "demo",
        help="make a demo clinic with invented people",
        description="Make a clinic of invented people in DIR: a nurse prescriber, a doctor on "
        "Thursdays, a second practitioner, a receptionist, three rooms, a year of visits behind "
        "and six weeks ahead. It breaks none of the protocol's rules.",
    )
    demo.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    demo.add_argument("--clients", type=int, default=600, metavar="N", help="how many (600)")
    demo.add_argument("--appointments", type=int, default=4200, metavar="M", help="how many (4200)")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other people")
    demo.set_defaults(act=run_demo)


def add_free_times(commands: Commands, place: argparse.ArgumentParser) -> None:
    """`free-times TREATMENT`: the next times that fit."""
    free = commands.add_parser(
        "free-times",
        parents=[place],
        help="list the next times that fit",
        description="List the next times that fit a treatment: free for practitioner, room, "
        "device and client, inside the hours, and refused by no rule of the protocol.",
    )
    free.add_argument("treatment", metavar="TREATMENT", help="a code of the protocol: BTX, MN, ...")
    free.add_argument("--client", type=int, metavar="ID", help="for this client's history")
    add_as(free)
    free.add_argument("--place", action="append", default=[], metavar="PLACE", help="e.g. forehead")
    free.add_argument("--person", type=int, metavar="ID", help="only with this practitioner")
    free.add_argument("--part", choices=["any", "mornings", "afternoons"], default="any")
    free.add_argument("--days", type=int, default=90, metavar="N", help="how far ahead (90)")
    free.add_argument("--limit", type=int, default=10, metavar="N", help="how many (10)")
    free.set_defaults(act=run_free_times)


def add_leaflet(commands: Commands, place: argparse.ArgumentParser) -> None:
    """`leaflet --list`, `leaflet NAME --out FILE`, `leaflet lint [FILE]`."""
    leaflet = commands.add_parser(
        "leaflet",
        parents=[place],
        help="list the leaflets, write one, or hold them to the standard",
        usage="main.py leaflet --list\n       main.py leaflet NAME --out FILE "
        "[--format pdf|html|txt] [--large-print] [--client ID] [--as NAME] [--clinic DIR]\n"
        "       main.py leaflet lint [FILE] [--clinic DIR]",
        description="Write a leaflet as PDF, web page or plain text, addressed to a client where "
        "--client names one. `lint` measures every leaflet, or the one in FILE, and names what "
        "the standard would send back by file and line; exit code 1 if there is anything.",
    )
    leaflet.add_argument("name", nargs="?", metavar="NAME", help="as --list shows it, or lint")
    leaflet.add_argument("file", nargs="?", type=Path, metavar="FILE", help="only after lint")
    leaflet.add_argument("--list", dest="listed", action="store_true", help="list the leaflets")
    leaflet.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    leaflet.add_argument(
        "--format",
        choices=["pdf", "html", "txt"],
        help="otherwise as FILE's name ends, or else PDF",
    )
    leaflet.add_argument("--client", type=int, metavar="ID", help="addressed to this client")
    add_as(leaflet)
    leaflet.add_argument("--large-print", action="store_true", help="18-point, re-flowed")
    leaflet.set_defaults(act=run_leaflet)


def add_as(command: argparse.ArgumentParser) -> None:
    """`--as NAME`: who asks for what belongs to a client."""
    command.add_argument(
        "--as",
        dest="named",
        metavar="NAME",
        help="who asks, by name or number: needed with --client outside the demo; "
        "the password is asked for at the keyboard",
    )


def add_backup(commands: Commands, place: argparse.ArgumentParser) -> None:
    """`backup FILE`: a checked copy."""
    backup = commands.add_parser(
        "backup",
        parents=[place],
        help="write a checked copy of the clinic's database",
        description="Copy the database in one step, reopen the copy and check it; FILE appears "
        "only when the copy is whole. It opens with the same key.",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")
    backup.set_defaults(act=run_backup)


def add_restore(commands: Commands, place: argparse.ArgumentParser) -> None:
    """`restore FILE`: a copy in the clinic's place."""
    restore = commands.add_parser(
        "restore",
        parents=[place],
        help="put a copy in the clinic's place",
        description="Check a copy, show what restoring it would lose and bring back, ask, and put "
        "it in the clinic's place. The file that was there is kept aside. Refused while a window "
        "has the clinic open.",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="a copy: clinic-….db")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    restore.set_defaults(act=run_restore)


def add_check(commands: Commands, place: argparse.ArgumentParser) -> None:
    """`check`: is everything as it was left."""
    check = commands.add_parser(
        "check",
        parents=[place],
        help="check the clinic's file, its audit and its copies",
        description="Check every page, row, index and foreign key, the audit's chain and anchors, "
        "and the newest copy, a line each; exit code 1 if anything is wrong. A window may be open.",
    )
    check.set_defaults(act=run_check)


def add_protocol(commands: Commands) -> None:
    """`protocol check FILE`: judge worked examples."""
    protocol = commands.add_parser("protocol", help="try the clinic's protocol on worked examples")
    parts = protocol.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = parts.add_parser(
        "check",
        help="judge the worked examples in a file",
        description="Judge worked examples and say where the protocol differs from what they "
        "expect; exit code 1 if any does. Opens no clinic.",
    )
    check.add_argument("file", type=Path, metavar="FILE", help="TOML, as in docs/protocol.md")
    check.add_argument(
        "--protocol", type=Path, default=RESOURCES / "protocol", metavar="DIR", help="its folder"
    )
    check.add_argument("--json", action="store_true", help="verdicts as JSON")
    check.set_defaults(act=run_protocol_check)


def add_tour(commands: Commands) -> None:
    """`tour DIR`: the calls, played through the window."""
    tour = commands.add_parser(
        "tour",
        help="play the calls through the window and save the pictures",
        description="Play the start pages, signing in, seven calls, a lock, a switch of people, "
        "a restore, the nurse's record and the leaflets on a demo clinic with a clock of its own, "
        "through the real window and real key presses, without a screen.",
    )
    tour.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")
    tour.set_defaults(act=run_tour)


def folder_of(asked: argparse.Namespace) -> Path:
    """The clinic's folder that was named, or the usual one."""
    return getattr(asked, "clinic", None) or usual_clinic_folder()


def window(asked: argparse.Namespace) -> int:
    """Open the window."""
    from ui.swiftly import start_swiftly

    start_swiftly()
    from clinic_desk.base.private_place import private_place
    from ui.first_frame import application, first_frame

    with private_place():
        app = application()
        window = first_frame(app)
        from ui.application import run

        return run(app, window, getattr(asked, "clinic", None))


def run_demo(asked: argparse.Namespace) -> int:
    """Make a demo clinic."""
    from clinic_desk.back_office.demo import make_demo

    return make_demo(asked.folder, asked.clients, asked.appointments, asked.seed)


def run_free_times(asked: argparse.Namespace) -> int:
    """List the next times that fit."""
    from clinic_desk.back_office.free_times import list_free_times

    return list_free_times(folder_of(asked), asked)


def run_leaflet(asked: argparse.Namespace) -> int:
    """List, write or measure leaflets."""
    from clinic_desk.back_office.leaflet import leaflet

    return leaflet(folder_of(asked), asked)


def run_backup(asked: argparse.Namespace) -> int:
    """Write a checked copy."""
    from clinic_desk.back_office.backup import write_backup

    return write_backup(folder_of(asked), asked.file)


def run_restore(asked: argparse.Namespace) -> int:
    """Put a copy in the clinic's place."""
    from clinic_desk.back_office.restore import restore_copy

    return restore_copy(folder_of(asked), asked.file, asked.yes)


def run_check(asked: argparse.Namespace) -> int:
    """Check the clinic."""
    from clinic_desk.back_office.check import check_clinic

    return check_clinic(folder_of(asked))


def run_protocol_check(asked: argparse.Namespace) -> int:
    """Judge worked examples; this opens no database and loads no more than the rules."""
    from clinic_desk.safety.worked_examples import run

    return run(asked.file, asked.protocol, asked.json, sys.stdout)


def run_tour(asked: argparse.Namespace) -> int:
    """Play the calls."""
    from ui.tour.playing import play

    return play(asked.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
