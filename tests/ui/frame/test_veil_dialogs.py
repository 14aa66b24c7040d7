"""A dialog of its own window, open while the desk is locked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.frame.marked import AtDoor, marked_widgets
from ui.kit.printing import save_pdf


@pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise)")
def test_a_dialog_that_is_open_goes_behind_the_lock_and_comes_back(
    at_door: AtDoor, tmp_path: Path
) -> None:
    program = at_door.program
    written: list[Path] = []
    dialog = save_pdf(program.window, "leaflet.pdf", b"%PDF", program.background, written.append)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "zqx.pdf"))
    at_door.hand.settle()
    assert program.keeper is not None
    program.keeper.lock("idle")
    at_door.hand.settle()
    assert dialog.isHidden()
    assert QApplication.activeModalWidget() is None
    assert marked_widgets() == {}
    at_door.unlock()
    assert not program.window.is_locked
    assert dialog.isVisible()
    assert dialog.selectedFiles() == [str(tmp_path / "zqx.pdf")]
    dialog.accept()
    at_door.hand.settle()
    assert written == [tmp_path / "zqx.pdf"]
