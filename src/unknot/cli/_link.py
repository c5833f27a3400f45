"""``unknot link``: another name of ``unknot untangle``."""

from unknot.cli._untangle import untangle as link

__all__ = ["link"]
