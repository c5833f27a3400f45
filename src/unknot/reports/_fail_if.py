"""A condition on a report's numbers, as continuous integration asks for it."""

import ast
import operator
from collections.abc import Callable, Sequence
from typing import Any

from unknot.errors import InputError, UnknotError, UnknownName
from unknot.reports._findings import Findings
from unknot.reports._section import ReadOut
from unknot.reports._table import READ_OUTS

_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ALWAYS = ("accuracy", "points", "layers")
_UNDERSTOOD = (
    ast.Constant, ast.Name, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Subscript, ast.Compare
)  # fmt: skip
_FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "len": len, "abs": abs}
_COMPUTED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SAID = (
    "Write comparisons of accuracy and of the table's columns, such as 'accuracy < 0.95' or "
    "'probe[-1] < 0.9 or max(stretch) > 100'"
)


def fails(report: Findings, condition: str) -> bool:
    """Say whether a condition on the numbers of a report holds.

    Parameters
    ----------
    report
        What was found.
    condition
        Comparisons joined by ``and``, ``or``, ``not``, with numbers, ``+ - * /``, ``min``, ``max``,
        ``abs`` and ``len``. Names are ``accuracy``, ``points`` and the keys of the columns, each a
        list by layer: ``probe[-1]`` is that of the scores. ``max(stretch)`` leaves out what is not
        known.

    Raises
    ------
    InputError
        It is no such condition, or asks for a number that was not found.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import activation, mlp
    >>> from unknot.reports import report
    >>> net = mlp(0, 2, (3,), 2, [activation("tanh")], "logistic")
    >>> found = report(net, load("moons:points=40"))
    >>> fails(found, "accuracy < 0.2 and probe[0] > 0.99")
    False
    """
    names = names_of(report)
    try:
        return bool(_value(_read(condition), names))
    except UnknotError:
        raise
    except (TypeError, IndexError, ZeroDivisionError, ValueError) as error:
        raise InputError(
            f"The condition {condition!r} cannot be decided: {error}. {_SAID}."
        ) from None


def check_condition(condition: str, read_outs: Sequence[ReadOut] = READ_OUTS) -> None:
    """Refuse, before anything is measured, a condition that :func:`fails` could not decide.

    Raises
    ------
    InputError
        It is no such condition, or speaks of a number that no read-out gives.

    Examples
    --------
    >>> check_condition("probe[-1] < 0.9 or max(stretch) > 100")
    """
    names = {*_ALWAYS, *(key for one in read_outs for key in one.columns)}
    called = set()
    for node in ast.walk(_read(condition)):  # a call comes before what it calls
        match node:
            case ast.Call(func=ast.Name(id=name) as function, keywords=[]) if name in _FUNCTIONS:
                called.add(function)
            case ast.Name(id=name) if node not in called and name not in names:
                raise UnknownName("number of a report", name, sorted(names))
            case ast.Compare(ops=ops):
                all(map(_asked, ops))
            case ast.expr() if not isinstance(node, _UNDERSTOOD):
                raise InputError(f"{ast.unparse(node)!r} is not understood. {_SAID}.")


def _read(condition: str) -> ast.expr:
    try:
        return ast.parse(condition.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise InputError(f"{condition!r} is no condition. {_SAID}.") from None


def names_of(report: Findings) -> dict[str, Any]:
    """Return what a condition may speak of."""
    columns = {one.key: [cell.value for cell in one.cells] for one in report.columns}
    return {
        "accuracy": report.examined.accuracy,
        "points": len(report.examined.data),
        "layers": len(report.examined.layers) - 1,
        **columns,
    }


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    match node:
        case ast.Constant(value=bool() | int() | float() | str()):
            return node.value
        case ast.Name(id=name):
            if name not in names:
                raise UnknownName("number of a report", name, names)
            return names[name]
        case ast.BoolOp(op=op, values=values):
            parts = (bool(_value(one, names)) for one in values)
            return all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.UnaryOp(op=ast.Not(), operand=one):
            return not _value(one, names)
        case ast.UnaryOp(op=ast.USub(), operand=one):
            return -_value(one, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _COMPUTED:
            return _COMPUTED[type(op)](_value(left, names), _value(right, names))
        case ast.Subscript(value=value, slice=index):
            return _value(value, names)[_value(index, names)]
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            given = [_known(_value(one, names)) for one in arguments]
            return _FUNCTIONS[name](*given)
        case ast.Compare(left=left, ops=ops, comparators=others):
            values = [_value(left, names), *(_value(one, names) for one in others)]
            if None in values:
                raise InputError(
                    f"{ast.unparse(node)!r} cannot be decided: a number in it was not found."
                )
            pairs = zip(ops, values, values[1:], strict=False)
            return all(_COMPARED[type(op)](a, b) for op, a, b in pairs if _asked(op))
    raise InputError(f"{ast.unparse(node)!r} is not understood. {_SAID}.")


def _asked(op: ast.cmpop) -> bool:
    if type(op) not in _COMPARED:
        raise InputError(f"Such a comparison is not understood. {_SAID}.")
    return True


def _known(value: Any) -> Any:
    """Leave out of a column what was not found."""
    if not isinstance(value, list):
        return value
    known = [one for one in value if one is not None]
    if not known:
        raise InputError("None of the numbers that the condition asks for was found.")
    return known
