"""Figures and movies of what a network does to the shape of data."""

# ruff: noqa: E402
from unknot.draw._backend import import_matplotlib

import_matplotlib()

from unknot.draw._bars import barcode, persistence_diagram
from unknot.draw._book import book
from unknot.draw._curves import losses
from unknot.draw._decision import decision
from unknot.draw._encoder import mp4_encoder
from unknot.draw._files import save
from unknot.draw._folds import folds
from unknot.draw._heat import heat
from unknot.draw._letters import class_numbers
from unknot.draw._link import link
from unknot.draw._movies import movie
from unknot.draw._phase import Phases, percent, phase_diagram
from unknot.draw._regions import regions
from unknot.draw._representation import representation, strip
from unknot.draw._seeds import seeds
from unknot.draw._success import Successes, success_curves
from unknot.draw._tradeoff import tradeoff
from unknot.draw._view import concentration, view

__all__ = [
    "Phases",
    "Successes",
    "barcode",
    "book",
    "class_numbers",
    "concentration",
    "decision",
    "folds",
    "heat",
    "link",
    "losses",
    "movie",
    "mp4_encoder",
    "percent",
    "persistence_diagram",
    "phase_diagram",
    "regions",
    "representation",
    "save",
    "seeds",
    "strip",
    "success_curves",
    "tradeoff",
    "view",
]
