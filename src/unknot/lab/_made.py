"""Networks that are constructed, and not trained, as pages of their own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from unknot.data import load
from unknot.lab._limits import Refusal
from unknot.lab._stops import STOPS
from unknot.recording import Snapshot
from unknot.untangle import links_of, seen
from unknot.verdicts import Finding, findings, findings_of, of_link, sheared, unwound
from unknot.viewer import page

_SECONDS = 240.0  # of the processor, for each search


class Made:
    """Constructs the networks that stops of the tour name, one after another, each once."""

    def __init__(self):
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="construct")
        self._pages: dict[str, asyncio.Future[bytes]] = {}
        self._closing = Event()

    async def page(self, source: str) -> bytes:
        """Return the page of the network that tells the classes of these data apart.

        Raises
        ------
        InputError
            No stop names it, or no network was found.
        """
        known = [one.source for stop in STOPS for one in stop.made]
        if source not in known:
            raise Refusal(f"There is no network for {source[:40]!r}: {', '.join(known)}.")
        asked = self._pages.get(source)
        if asked is None or (asked.done() and asked.exception()):
            loop = asyncio.get_running_loop()
            asked = loop.run_in_executor(self._thread, self._make, source)
            self._pages[source] = asked
        return await asyncio.shield(asked)  # whoever leaves does not end it for others

    def close(self) -> None:
        """End what is under way, and begin nothing more."""
        self._closing.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _go_on(self, _: str) -> None:
        if self._closing.is_set():
            raise Refusal("The lab is being closed.")

    def _make(self, source: str) -> bytes:
        subject, known = self._in_the_plane(source) or self._in_space(source)
        title = f"{source}, by construction"
        return page(subject, title=title, prove=None, known=known).encode()

    def _in_the_plane(self, source: str) -> tuple[Snapshot, tuple[Finding, ...]] | None:
        data = load(source)
        if data.dimension != 2:
            return None
        made = unwound(data, seconds=_SECONDS, on_progress=self._go_on)
        if made.found is None:
            raise Refusal(made.certificate.reason)
        subject = Snapshot(made.found.network, data)
        return subject, (*findings(made.certificate, None), *findings_of(subject))

    def _in_space(self, source: str) -> tuple[Snapshot, tuple[Finding, ...]]:
        (named,) = links_of(source)
        data, unit = seen(named.link, source)
        found = sheared(named.link, seconds=_SECONDS, on_progress=self._go_on)
        if found.network is None:
            raise Refusal(found.reason)
        return Snapshot(found.scaled(unit), data), of_link(found, unit)
