"""Bring what is declared once, in Python, to the other places that need it.

``python tools/declared.py`` writes them; `tests/test_declared.py` fails where one is stale.
"""

import ast
import json
import math
import re
from functools import cache
from pathlib import Path
from typing import Any

from unknot import checker
from unknot.nets.activations import Activation, Family, families
from unknot.recording import PAGE, Spec

ROOT = Path(__file__).parents[1]
CHECKER = Path(checker.__file__).parent
COMMAND = "python tools/declared.py"
_MATH = (
    "PI",
    "SQRT1_2",
    "abs",
    "atan",
    "atanh",
    "cos",
    "exp",
    "expm1",
    "log",
    "log1p",
    "max",
    "min",
    "sin",
    "sqrt",
    "tan",
    "tanh",
)


def formulas() -> str:
    """Return the browser's table of activations, viewer/src/nets/formulas.ts."""
    rows = "\n".join(f"  [{json.dumps(name)}, {_row(one)}]," for name, one in families().items())
    used = [name for name in _MATH if re.search(rf"(?<![\w.]){name}\b", _code(rows))]
    helpers = [name for name in ("literal", "sigmoid", "softplus") if f"{name}(" in rows]
    return f"""\
// Written by `{COMMAND}` from the files of unknot/nets/activations.

import {{ erf }} from "../maths/erf";
import {{ type Family, type Formula, {", ".join(helpers)} }} from "./formula";

const INFINITY = Number.POSITIVE_INFINITY;
const {{ {", ".join(used)} }} = Math;

/** Every activation, or family of them with a parameter, in the order of the Python side. */
export const families: ReadonlyMap<string, Formula | Family> = new Map<string, Formula | Family>([
{rows}
]);
"""


def _code(text: str) -> str:
    """Return JavaScript without its strings, which hold GLSL."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|`[^`]*`', "", text)


def _row(family: Family) -> str:
    sigma = family.read(family.name, "")
    if family.parameter is None:
        return f"{{ {_fields(family, sigma)} }}"
    default, most = family.parameter.default, family.parameter.most
    return (
        f"{{ standard: {default:g}, most: {int(most)}, "
        f"formula: (a) => ({{ {_fields(family, sigma)} }}) }}"
    )


def _fields(family: Family, sigma: Activation) -> str:
    browser = family.browser
    image = browser.image or _image(sigma)
    odd = browser.odd or ("true" if sigma.odd and family.parameter is None else "")
    fields = {
        "monotone": json.dumps(sigma.monotone),
        "image": image,
        "odd": odd,
        "f": _function("x", browser.f),
        "derivative": _function("x", browser.derivative),
        "inverse": _function("y", browser.inverse) if browser.inverse else "",
        "prelude": _glsl(browser.prelude) if browser.prelude else "",
        "glsl": _glsl(browser.glsl),
    }
    return ", ".join(f"{key}: {value}" for key, value in fields.items() if value)


def _function(variable: str, expression: str) -> str:
    named = variable if re.search(rf"(?<![\w.]){variable}\b", expression) else ""
    return f"({named}) => {expression}"


def _glsl(text: str) -> str:
    return f"`{text.replace('{a}', '${literal(a)}')}`" if "{a}" in text else json.dumps(text)


def _image(sigma: Activation) -> str:
    if sigma.image == (-math.inf, math.inf):
        return ""
    return f"[{', '.join(_number(end) for end in sigma.image)}]"


def _number(value: float) -> str:
    return f"{'-' if value < 0 else ''}INFINITY" if math.isinf(value) else repr(value)


def table() -> str:
    """Return the documentation's table of activations."""
    rows = [
        "| name | increasing | image | piecewise linear | class U |",
        "|---|---|---|---|---|",
    ]
    for name, family in families().items():
        sigma, given = family.read(name, ""), family.parameter
        written = f"{name}, `{name}:{given.default:g}` if not given" if given else name
        kinks = {None: "", 0: "affine", 1: "1 kink"}.get(sigma.kinks, f"{sigma.kinks} kinks")
        low, high = (f"{end:.4g}".replace("inf", "∞") for end in sigma.image)
        image = f"({low}, {high})" if sigma.monotone == "strictly" else ""
        turning = "yes" if sigma.turning else "no"
        rows.append(f"| {written} | {sigma.monotone} | {image} | {kinks} | {turning} |")
    return "\n".join(rows)


def schema() -> str:
    """Return the schema of recipes, from which the command line's options are made."""
    return json.dumps(Spec.model_json_schema(), indent=1, ensure_ascii=False) + "\n"


def recipe() -> str:
    """Return the recipe as the page and its links know it, viewer/src/lab/spec.ts."""
    schema = Spec.model_json_schema()["properties"]
    fields = {name: field for name, field in schema.items() if field["page"]}
    types = {name: _typescript(field) for name, field in fields.items()}
    facts = {name: _script(_declared(field)) for name, field in fields.items()}
    starts = {
        name: json.dumps(PAGE.get(name, field.get("default"))) for name, field in fields.items()
    }

    def rows(table: dict[str, str], end: str) -> str:
        return "\n".join(f"  {name}: {value}{end}" for name, value in table.items())

    return f"""\
// Written by `{COMMAND}` from unknot.Spec.

import type {{ Declared }} from "./declared";

/** The recipe of an experiment: the fields of Python's `Spec` that the page can change. */
export interface Spec {{
{rows(types, ";")}
}}

/** What each of them is and may be: links, and the form, are made of it. */
export const specFields: {{ readonly [K in keyof Spec]: Declared }} = {{
{rows(facts, ",")}
}};

export const defaultSpec: Spec = {{
{rows(starts, ",")}
}};
"""


def _typescript(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        return " | ".join(_typescript(kind) for kind in field["anyOf"])
    if field["type"] == "array":
        return f"readonly {_typescript(field['items'])}[]"
    return {"integer": "number"}.get(field["type"], field["type"])


def _declared(field: dict[str, Any]) -> dict[str, Any]:
    """Return what the page is told of a field, as `Declared` of viewer/src/lab/declared.ts."""
    about = {"about": field["description"]} if "description" in field else {}
    if "anyOf" in field:
        several = {name: field[name] for name in ("between",) if name in field}
        return about | _declared(several | field["anyOf"][0]) | {"none": field["absent"]}
    if field["type"] == "array":
        rest = {short: field[name] for name, short in _LISTS.items() if name in field}
        return about | {"kind": "list", "of": _declared(field["items"])} | rest
    if "enum" in field:
        return about | {"kind": "choice", "choices": field["enum"]}
    if field["type"] in {"integer", "number"}:
        whole = {"whole": True} if field["type"] == "integer" else {}
        ends = {short: field[name] for name, short in _ENDS.items() if name in field}
        return about | {"kind": "number"} | whole | ends
    return about | {"kind": {"boolean": "flag", "string": "text"}[field["type"]]}


_LISTS = {"maxItems": "most", "between": "between"}
_ENDS = {
    "minimum": "low",
    "exclusiveMinimum": "above",
    "maximum": "high",
    "exclusiveMaximum": "below",
}


def _script(value: Any) -> str:
    """Write a value as JavaScript."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name}: {_script(one)}' for name, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def trusted() -> str:
    """Return the documentation's table of what must be trusted for each kind of evidence."""
    rows = [
        "| evidence | must be trusted, beside `_kinds.py` | lines of code | with comments |",
        "|---|---|---|---|",
    ]
    everything: set[str] = set()
    seen: set[str] = set()
    for kind in checker.KINDS:
        if kind.evidence in seen:
            continue
        seen.add(kind.evidence)
        files = _imports(kind.verify.__module__.rpartition(".")[2]) | _asked(kind.evidence)
        everything |= files
        named = ", ".join(f"`{name}`" for name in sorted(files))
        rows.append(f"| `{kind.evidence}` | {named} | {_lines(files)} |")
    rows.append(f"| all of it | | {_lines(everything)} |")
    return "\n".join(rows)


def _asked(evidence: str) -> set[str]:
    """Return what `_kinds.py` asks of a certificate before its evidence is verified."""
    kinds = [kind for kind in checker.KINDS if kind.evidence == evidence]
    only = {
        "_statements": False,  # words need no trust
        "_network": False,  # who is about one imports it too
        "_flat": any(kind.flat for kind in kinds),
        "_projection": any(kind.projection for kind in kinds),
    }
    asked = {str(n.module) for n in _parsed("_kinds").body if isinstance(n, ast.ImportFrom)}
    asked = {name for name in asked if (CHECKER / f"{name}.py").exists() and only.get(name, True)}
    return set().union(*map(_imports, asked))


def _imports(name: str) -> set[str]:
    """Return a file of the checker, and those that it imports, and so on."""
    found, queue = {name}, [name]
    while queue:
        for node in _parsed(queue.pop()).body:  # not what only types need
            if isinstance(node, ast.ImportFrom) and node.level and node.module not in found:
                found.add(str(node.module))
                queue.append(str(node.module))
    return found


@cache
def _parsed(name: str) -> ast.Module:
    return ast.parse((CHECKER / f"{name}.py").read_text(encoding="utf-8"))


def _lines(files: set[str]) -> str:
    """Count lines of code, without comments and docstrings, and all lines."""
    code, total = map(sum, zip(*map(_counted, files | {"_kinds"}), strict=True))
    return f"{code:,} | {total:,}"


@cache
def _counted(name: str) -> tuple[int, int]:
    """Count a file's lines of code, and all of them."""
    tree = _parsed(name)
    kept = {n.lineno for n in ast.walk(tree) if isinstance(n, ast.expr | ast.stmt | ast.arg)}
    kept |= {n.end_lineno or 0 for n in ast.walk(tree) if isinstance(n, ast.expr | ast.stmt)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(kept), len((CHECKER / f"{name}.py").read_text(encoding="utf-8").splitlines())


def page(text: str, mark: str, table: str) -> str:
    """Return a page with the table between its marks renewed."""
    found = re.search(rf"(<!-- {mark}[^>]*-->\n).*?(\n<!-- end -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"The page has no place for the table of {mark}.")
    return text[: found.end(1)] + table + text[found.start(2) :]


def files() -> dict[Path, str]:
    """Return every file that is written, and what it is to hold."""
    deform, certificates = ROOT / "docs/deform.md", ROOT / "docs/certificates.md"
    return {
        ROOT / "src/unknot/recording/spec.schema.json": schema(),
        ROOT / "viewer/src/lab/spec.ts": recipe(),
        ROOT / "viewer/src/nets/formulas.ts": formulas(),
        deform: page(deform.read_text(encoding="utf-8"), "activations", table()),
        certificates: page(certificates.read_text(encoding="utf-8"), "trusted", trusted()),
    }


if __name__ == "__main__":
    for path, content in files().items():
        path.write_text(content, encoding="utf-8")
