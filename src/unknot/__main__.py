"""``python -m unknot`` is the command ``unknot``."""

from unknot.cli import main

main()
