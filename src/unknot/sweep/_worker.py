"""A process that does cells: told them on standard input, it answers on standard output."""

import os
import pickle
import sys
import threading
from collections.abc import Mapping
from queue import SimpleQueue
from typing import BinaryIO

from unknot.data import Dataset
from unknot.sweep._work import Task, work
from unknot.train import tune_process

COMMAND = "from unknot.sweep._worker import main; main()"


def main() -> None:
    """Serve until standard input ends, which it does when the process that started this one ends.

    At first come the data sets, then tasks. Answers are an error or what was done.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    questions = sys.stdin.buffer
    tune_process()
    data: Mapping[str, Dataset] = pickle.load(questions)
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, tasks), daemon=True).start()
    while True:
        task = tasks.get()
        try:
            answer = work(task, data[task.spec.data])
        except Exception as error:  # it is raised where the sweep was asked for
            answer = error
        pickle.dump(answer, answers)
        answers.flush()


def _listen(questions: BinaryIO, tasks: SimpleQueue) -> None:
    """Pass tasks on; end the process, whatever it is doing, when there is nobody to ask any."""
    try:
        while True:
            tasks.put(pickle.load(questions))
    except (EOFError, OSError):
        os._exit(0)
