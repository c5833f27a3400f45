"""A folder that any web host serves: the tour, networks that browsers train, documentation."""

from unknot.site._site import Site, build

__all__ = ["Site", "build"]
