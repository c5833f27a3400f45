"""A stop's network, reported on: the sentences, and the curves that go with them."""

from unknot.recording import Recording
from unknot.reports import READ_OUTS, Findings, report

# What gives the three sentences, and the curves of cuts and of stretch; no panels, no barcodes.
_TOLD = ("separable", "status", "stretching")


def report_of(recording: Recording) -> Findings:
    """Return where classes come apart, what layers do to them, and where they tear."""
    read_outs = tuple(one for one in READ_OUTS if one.key in _TOLD)
    return report(recording, read_outs=read_outs)
