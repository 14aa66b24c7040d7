"""Qt keeps no folder that somebody chose, in a process of its own with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

SAVES = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui.application import ClinicDesk
from ui.kit.printing import save_pdf
from ui.kit.tasks import Background

app = QApplication([])
program = ClinicDesk(app, Path(sys.argv[1]) / "no clinic")
lane, window = Background(), QWidget()
window.show()
dialog = save_pdf(window, "leaflet.pdf", b"%PDF", lane, lambda file: app.quit())
dialog.setDirectory(sys.argv[1])
dialog.selectFile(sys.argv[1] + "/leaflet.pdf")
QTimer.singleShot(0, dialog.accept)
app.exec()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
lane.close()
program.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own dialog is shown")
def test_a_folder_that_was_chosen_for_a_file_is_written_down_nowhere(tmp_path: Path) -> None:
    chosen, home = tmp_path / "Nadia Clarke", tmp_path / "home"
    chosen.mkdir()
    home.mkdir()
    own = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    subprocess.run(
        [sys.executable, "-c", SAVES, str(chosen)],
        cwd=ROOT,
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (chosen / "leaflet.pdf").exists()
    assert [file for file in home.rglob("*") if file.is_file() and is_told(file)] == []


def is_told(file: Path) -> bool:
    return b"Nadia" in file.read_bytes()
