"""The forms of talks: a consultation, a review, and a visit at which nothing was done."""

from __future__ import annotations

from typing import Any

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import plain_date
from ui.kit.answers import AnswerField
from ui.kit.fields import ComboField, DateField, LineField, TextField
from ui.kit.workplace import Workplace
from ui.records.form import RecordForm, people_choices
from ui.records.leaflets_part import LeafletsPart
from ui.records.reading import RecordFile
from ui.records.section import Section
from ui.records.wording import (
    CHAPERONES,
    DECISION_CHOICES,
    FACE_TO_FACE,
    LINES,
    read_coming_day,
)


class ConsultationForm(RecordForm):
    """Who met whom and how, what was talked about, what was decided."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty."""
        super().__init__()
        clock = workplace.clinic.clock
        self.faced = AnswerField("How", FACE_TO_FACE)
        self.seen_by = ComboField("With")
        self.lines = AnswerField("Lines", LINES, empty="")
        self.chaperone = AnswerField("Chaperone, offered", CHAPERONES, empty="")
        self.discussed = TextField("What was discussed", "Wishes, what is likely, risks, costs")
        self.leaflets = LeafletsPart()
        self.decision = ComboField("Decision")
        self.decision.set_choices(DECISION_CHOICES)
        self.decision.combo.setPlaceholderText("Not said yet")
        self.think_until = DateField(
            "To think until",
            lambda text: read_coming_day(text, local_day(clock.now())),
            show=plain_date,
            placeholder="8 dec",
        )
        self.note = TextField("Note")
        who, decided = Section("Who and how"), Section("What was decided")
        who.add(self.faced)
        who.add_line(self.seen_by, self.chaperone)
        who.add(self.lines)
        said = Section("What was said")
        said.add(self.discussed)
        handed = Section("Leaflets given")
        handed.add(self.leaflets)
        decided.add_line(self.decision, self.think_until)
        decided.add(self.note)
        self.lay_out((who, said), (decided, handed))
        self.bind_answers(face_to_face=self.faced, line_type=self.lines, chaperone=self.chaperone)
        self.bind_choices(seen_by=self.seen_by)
        self.bind("decision", self.decision, self._decision, self.decision.set_value)
        self.bind_words(discussed=self.discussed, note=self.note)
        self.leaflets.changed.connect(lambda names: self.set_part(leaflets=names))
        self.leaflets.reshaped.connect(self.reshaped)
        self.bind_days(think_until=self.think_until)

    def offer(self, file: RecordFile) -> None:
        """Whoever treats may have spoken with the client; the leaflets that there are."""
        chosen = self._content.seen_by
        seen = [each for each in file.people if each.treats or each.prescriber or each.id == chosen]
        self.seen_by.set_choices(people_choices(seen, chosen))
        self.leaflets.offer(file.offers.leaflets)

    def fill(self, content: Any) -> None:
        """The leaflets."""
        self.leaflets.show_leaflets(content.leaflets)

    def _decision(self) -> str:
        return self.decision.value() or ""


class ReviewForm(RecordForm):
    """How a treatment turned out."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.found = TextField("What was found", "Both sides, movement, how the client feels")
        self.reaction = LineField("Reactions", "None, or what was seen")
        self.advised = TextField("What was advised")
        self.next_step = LineField("Next", "Review, top-up, nothing more")
        self.note = TextField("Note")
        found, after = Section("What was found"), Section("What follows")
        found.add(self.found, self.reaction)
        after.add(self.advised, self.next_step, self.note)
        self.lay_out((found,), (after,))
        self.bind_words(
            found=self.found,
            reaction=self.reaction,
            advised=self.advised,
            next_step=self.next_step,
            note=self.note,
        )


class NotTreatedForm(RecordForm):
    """Why nothing was done to someone who came."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.reason = TextField("Nothing was done because")
        self.note = TextField("Note")
        why = Section("Attended, not treated", "Starts no clock")
        why.add(self.reason, self.note)
        self.lay_out((why,))
        self.bind_words(reason=self.reason, note=self.note)
