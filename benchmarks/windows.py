"""One window in a process of its own: the program's, or a bare one to hold it against.

`python -m benchmarks.windows bare` and `python -m benchmarks.windows FOLDER MS [page]` each print
one line of JSON: when the first frame and the usable day had been painted, by the clock that all
processes of a machine share, and how much memory the process then held. MS is how long the
program is left alone before its memory is read, as it makes its other pages meanwhile. With `page`
the password is given when the sign-in page has been painted, which is told as well; without, it
is known from the beginning.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.application import ClinicDesk


def clinic_window(folder: Path, settle_ms: int, *, by_page: bool = False) -> None:
    """The program as `main.py` starts it from its icon, but for a clock that stands still."""
    import main  # noqa: F401
    from ui.swiftly import start_swiftly

    start_swiftly()
    from clinic_desk.base.private_place import private_place
    from ui.first_frame import application, first_frame

    with private_place():
        app = application()
        window = first_frame(app)
        seen = time.monotonic()
        from benchmarks.watching import Watch
        from clinic_desk.base.clock import FixedClock
        from clinic_desk.demo.cast import DEMO_PASSWORD
        from ui.application import ClinicDesk
        from ui.doorkeeper import Credentials

        # Signed in at once: the time that a person takes to type a password is nobody's to measure.
        who = Credentials(1, DEMO_PASSWORD)
        clock = FixedClock(_moment())
        program = ClinicDesk(app, folder, clock, who=None if by_page else who, window=window)
        watch = Watch(program, seen, settle_ms)
        if by_page:
            watch.sign_in_by_page(who)
        program.begin()
        app.exec()
        _close(program)


def _close(program: ClinicDesk) -> None:
    """Close the clinic without the checked copy, which takes longer than all that is measured."""
    if program.keeper is not None:
        program.desk.write(program.keeper.clinic.database.close)
    program.background.close()
    program.desk.close()


def _moment() -> Any:
    # Not from `benchmarks.data`: that would read the database's libraries before the frame.
    from datetime import UTC, datetime

    return datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        from benchmarks.watching import bare

        bare()
    else:
        clinic_window(Path(sys.argv[1]), int(sys.argv[2]), by_page="page" in sys.argv[3:])
