"""The treatment record: what was done at a visit, written as a draft, signed, and then locked."""
