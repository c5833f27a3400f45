"""Experiments that are closed before it is their turn to be compiled."""

from threading import Event, Semaphore

from unknot.data import load
from unknot.lab._experiment import Experiment
from unknot.recording import Spec
from unknot.train import Live


class Slow(Live):
    """A run whose first look waits, as if it were compiled."""

    def __init__(self, spec, data):
        super().__init__(spec, data)
        self.begun, self.may_end = Event(), Event()

    def take(self, steps):
        self.begun.set()
        assert self.may_end.wait(60)
        return super().take(steps)


def test_what_is_replaced_while_it_waits_is_never_compiled():
    spec = Spec(data="circles:points=20", hidden=(2,))
    turns, ready = Semaphore(1), Event()

    def made(handle, told=lambda: None):
        live = Slow(spec, load(spec.data))
        options = {"parameters": 9, "step": 0, "train": False, "speed": None}
        return live, Experiment(handle, live, on_news=told, turns=turns, **options)

    (first, one), (replaced, two) = made(1), made(2)
    last, three = made(3, lambda: ready.set() if three.state["phase"] == "paused" else None)
    one.start()
    assert first.begun.wait(60)
    for experiment in (two, three):
        experiment.start()
    two.close()
    last.may_end.set()
    first.may_end.set()
    assert ready.wait(60)
    two.join(60)
    assert not replaced.begun.is_set()
    for experiment in (one, three):
        experiment.close()
        experiment.join(60)
