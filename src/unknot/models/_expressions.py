"""Activations that other libraries write as several operations, known by their normal form."""

import ast
from collections.abc import Mapping
from functools import cache
from typing import Any

from unknot.models._operators import ROWS

# A form is hashable: x, a product of a number and factors, a sum of a number and terms, or a
# function of a form.
Form = Any
X: Form = ("x",)

_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "silu": ("Mul(x, Sigmoid(x))",),
    "mish": ("Mul(x, Tanh(Softplus(x)))",),
    "gelu": ("Mul(Mul(x, 0.5), Add(1, Erf(Div(x, 1.4142135623730951))))",),
    "gelu-tanh": (
        "Mul(Mul(x, 0.5), Add(1, Tanh(Mul(0.7978845608028654, Add(x, Mul(0.044715, Pow(x, 3)))))))",
    ),
    "hard-swish": (
        "Mul(x, Div(Clip(Add(x, 3), 0, 6), 6))",
        "Mul(x, HardSigmoid(x, 0.16666666666666666, 0.5))",
    ),
    "hard-sigmoid": ("Div(Clip(Add(x, 3), 0, 6), 6)",),
    "softsign": ("Div(x, Add(1, Abs(x)))",),
    "gaussian": ("Exp(Neg(Mul(x, x)))",),
    "square": ("Mul(x, x)",),
    "softplus": ("Log(Add(1, Exp(x)))",),
    "sigmoid": ("Div(1, Add(1, Exp(Neg(x))))",),
}


def number(value: float) -> Form:
    """Return a number as a form."""
    return ("product", float(value), ())


def apply(operator: str, *taken: Form) -> Form:
    """Return the form of an operator on forms."""
    match operator:
        case "Mul":
            return _product(*taken)
        case "Add":
            return _sum(*taken)
        case "Sub":
            return _sum(taken[0], _product(number(-1), taken[1]))
        case "Neg":
            return _product(number(-1), taken[0])
        case "Div":
            return _product(taken[0], _inverse(taken[1]))
        case "Reciprocal":
            return _inverse(taken[0])
        case "Square":
            return _product(taken[0], taken[0])
        case "Pow" if _value(taken[1]) in (2, 3):
            return _product(*[taken[0]] * int(_value(taken[1]) or 0))
        case "Erfc":
            return apply("Sub", number(1), apply("Erf", *taken))
        case "Erf" | "Tanh" if taken[0][0] == "product" and taken[0][1] < 0:  # odd functions
            return apply("Neg", apply(operator, apply("Neg", *taken)))
    return (operator, *taken)


def known(form: Form) -> tuple[str, float] | None:
    """Return the activation that has this form but for a factor, and the factor; None if no one.

    Examples
    --------
    >>> known(apply("Mul", number(3.0), apply("Sigmoid", X), X))
    ('silu', 3.0)
    """
    factor, bare = _bare(form)
    found = _forms().get(_key(bare))
    return None if found is None else (found[0], factor / found[1])


def parsed(text: str) -> ast.expr:
    """Return operators on ``x`` and numbers, as the table of activations writes them."""
    return ast.parse(text, mode="eval").body


@cache
def _forms() -> Mapping[Form, tuple[str, float]]:
    """Return the activation of each form without a factor, and the factor that it has itself."""
    found = {}
    for name, texts in _WRITTEN.items():
        for text in texts if name in ROWS else ():
            factor, bare = _bare(_form(parsed(text)))
            found[_key(bare)] = name, factor
    return found


def _key(form: Form) -> Form:
    """Return a form to six digits, as files hold single precision, in an order of its own."""
    if form[0] in ("product", "sum"):
        parts = sorted(map(_key, form[2]), key=repr)
        return (form[0], float(f"{form[1]:.6g}"), tuple(parts))
    return (form[0], *map(_key, form[1:]))


def _bare(form: Form) -> tuple[float, Form]:
    """Return a form as a number times another."""
    if form[0] == "product" and form[2] and form[1]:
        return form[1], _product(*form[2])
    return 1.0, form


def _form(part: ast.expr) -> Form:
    if isinstance(part, ast.Name):
        return X
    if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
        return apply(part.func.id, *map(_form, part.args))
    return number(ast.literal_eval(part))


def _value(form: Form) -> float | None:
    return form[1] if form[0] == "product" and not form[2] else None


def _product(*taken: Form) -> Form:
    scale, factors = 1.0, []
    for form in taken:
        if form[0] == "product":
            scale *= form[1]
            factors += form[2]
        else:
            factors.append(form)
    if scale == 1 and len(factors) == 1:
        return factors[0]
    return ("product", scale, tuple(factors))


def _sum(*taken: Form) -> Form:
    shift, terms = 0.0, []
    for form in taken:
        value = _value(form)
        if value is not None:
            shift += value
        elif form[0] == "sum":
            shift += form[1]
            terms += form[2]
        else:
            terms.append(form)
    if shift == 0 and len(terms) == 1:
        return terms[0]
    return ("sum", shift, tuple(terms))


def _inverse(form: Form) -> Form:
    value = _value(form)
    if value is not None and value != 0:
        return number(1 / value)
    return ("inverse", form)
