"""The exit codes of `tournee`, the same for every verb."""

OK = 0
FAILED = 1  # it was done, and the answer is no: a check that failed, a book that disagrees
REFUSED = 2  # a refusal of the catalogue: what to do is printed
USAGE = 64  # the command line is wrong
DEFECT = 70  # a defect of ours: the place is printed, never the data

MEANINGS = (
    (OK, "done"),
    (FAILED, "done, and the answer is no"),
    (REFUSED, "refused: the reason and its number are printed"),
    (USAGE, "the command line is wrong"),
    (DEFECT, "a defect of ours: please report the place that is printed"),
)
