"""Run the folder, wherever it was copied to: ``python checker CERTIFICATE…``."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def _package() -> None:
    """Load this folder as the package ``checker``, which imports nothing that lies beside it."""
    here = Path(__file__).resolve().parent
    sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != here]
    start = here / "__init__.py"
    spec = spec_from_file_location("checker", start, submodule_search_locations=[str(here)])
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["checker"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.exit(module.main())


if __name__ == "__main__":
    _package()
