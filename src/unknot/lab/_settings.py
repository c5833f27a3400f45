"""What a lab's server is told when it starts."""

import ipaddress
import re
import socket
from dataclasses import dataclass, field

from unknot.lab._limits import Limits

_HOST = re.compile(r"(?P<name>[\w.-]+|\[[\w:.]+\])(?::(?P<port>\d{1,5}))?", re.ASCII)


@dataclass(frozen=True)
class Settings:
    """Where the lab is served, and what it allows.

    Parameters
    ----------
    host, port
        The address it is bound to.
    limits
        How much a page may ask for.
    warm
        Whether to compile something small at once, so that the first experiment starts sooner.
    idle_seconds
        How long an experiment lives that nobody watches.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    limits: Limits = field(default_factory=Limits)
    warm: bool = True
    idle_seconds: float = 60.0

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the server; if not, a token is asked for."""
        return self.host == "localhost" or _is_loopback(self.host)

    def serves(self, host: str) -> bool:
        """Whether a request's ``Host`` is this server.

        A web page of another site can make a name of its own point to this machine (DNS
        rebinding), but it cannot change what its requests say here. So names are refused, except
        this machine's own; addresses cannot be rebound.
        """
        found = _HOST.fullmatch(host.lower())
        if found is None or int(found["port"] or 80) != self.port:
            return False
        name = found["name"]
        if self.local:
            return name in {"127.0.0.1", "localhost", "[::1]", self.host.lower()}
        return _is_address(name) or name in {
            "localhost",
            self.host.lower(),
            socket.gethostname().lower(),
            socket.getfqdn().lower(),
        }


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
