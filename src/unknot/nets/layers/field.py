"""The vector-field layer x ↦ x + F(x): space is pushed along what was learned at anchors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import equinox as eqx
import jax
import numpy as np

from unknot.errors import InputError, UnknownName, UnsupportedLayer
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._bumps import bumps
from unknot.nets.layers._kinds import LayerKind, Placed, units
from unknot.nets.layers._layer import Facts, Layer, LayerPath, Order, need_shapes
from unknot.nets.layers._lipschitz import energy, lipschitz
from unknot.nets.layers._marks import Marks

MOST_STEPS = 1000
_MOST_MARKS = 40  # anchors; more arrows than these hide what they point out
_ITERATIONS = 200  # of the inverse: Newton's method needs a few, Banach's some hundred at 0.9
_BLOCK = 2048  # columns that are taken through many steps together
_SLACK = 1e-5  # relative; a constraint holds in single precision, too
_TINY = 1e-30  # keeps the slope of a vanishing length finite


class Field(Layer):
    """The layer that goes ``steps`` times from x to x + F(x)/steps.

    F(x) = Σ vᵢfᵢ(x) / (1 + Σ fᵢ(x)) with fᵢ(x) = exp(−βᵢ²|x − aᵢ|²/2). Where a step has a Lipschitz
    constant below 1 the layer is a homeomorphism (T3.1); else it may fold.

    Parameters
    ----------
    anchors
        a, (k, n), where the field is learned.
    vectors
        v, (k, n), what it is there, about.
    sharpness
        β, (k,): the reciprocals of the bumps' widths.
    steps
        How many steps; more of them follow the field's flow more closely.
    max_lipschitz
        Vectors are shortened where they are too long, so that the bound of T3.2 for the Lipschitz
        constant of F/steps is no more than this. None: they are as they are.

    References
    ----------
    C. Olah, "Neural Networks, Manifolds, and Topology", 2014. THEORY T3.1–T3.3.

    Examples
    --------
    >>> import numpy as np
    >>> push = Field(np.zeros((1, 2)), np.array([[0.5, 0.0]]), np.ones(1))
    >>> push(np.array([[0.0, 9.0], [0.0, 0.0]])).round(3).tolist()
    [[0.25, 9.0], [0.0, 0.0]]
    >>> round(push.lipschitz, 3)
    0.187
    """

    kind: ClassVar[str] = "field"

    anchors: Array
    vectors: Array
    sharpness: Array
    steps: int = eqx.field(static=True, default=1)
    max_lipschitz: float | None = eqx.field(static=True, default=None)

    @property
    def inputs(self) -> int:
        """The dimension of the space."""
        return self.anchors.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space."""
        return self.inputs

    def facts(self) -> Facts:
        """Return how many steps it takes, and its constraint."""
        return {"steps": self.steps, "max_lipschitz": self.max_lipschitz}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of its facts and three arrays."""
        anchors = arrays["anchors"]
        fits = anchors.ndim >= 2 and arrays["sharpness"].shape == anchors.shape[:-1]
        need_shapes(fits and arrays["vectors"].shape == anchors.shape, cls.kind)
        return cls(**arrays, **facts)

    @property
    def pushes(self) -> Array:
        """The vectors, shortened as the constraint asks for, (k, n)."""
        v = self.vectors
        if self.max_lipschitz is None:
            return v
        # In a ball of radius r the diameter is 2r at most, and the bound r·√M.
        xp = v.__array_namespace__()
        radius = self.max_lipschitz * self.steps / xp.sqrt(energy(self.sharpness)) / (1 + _SLACK)
        long = xp.sqrt((v * v).sum(axis=-1, keepdims=True) + _TINY)
        return v * (radius / long).clip(max=1)

    @property
    def lipschitz(self) -> float:
        """A bound of the Lipschitz constant of one step's F/steps (T3.2), in floating point."""
        return float(lipschitz(self.pushes, self.sharpness)) / self.steps

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""
        pushes = self.pushes / self.steps
        if self.steps == 1:
            return x + self._mean(pushes, x)
        if isinstance(x, np.ndarray):
            return _in_blocks(lambda part: self._steps_on(pushes, part), x)

        def step(y: Array, _: None) -> tuple[Array, None]:
            return y + self._mean(pushes, y), None

        return jax.lax.scan(step, x, None, length=self.steps)[0]

    def _steps_on(self, pushes: np.ndarray, x: np.ndarray) -> np.ndarray:
        for _ in range(self.steps):
            x = x + self._mean(pushes, x)
        return x

    def field(self, x: Array) -> Array:
        """Return F at the columns of ``x``."""
        return self._mean(self.pushes, x)

    def _mean(self, vectors: Array, x: Array) -> Array:
        """Return Σ vᵢfᵢ/(1 + Σ fᵢ)."""
        f = bumps(x, self.anchors, self.sharpness)
        flat = vectors.T @ f.reshape(len(f), -1)
        return flat.reshape(x.shape) / (1 + f.sum(axis=0))

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        found = np.eye(self.inputs)[None]
        pushes = self.pushes / self.steps
        for _ in range(self.steps):
            moved, slopes = self._moved_and_slopes(pushes, x)
            found, x = slopes @ found, x + moved
        return np.broadcast_to(found, (x.shape[1], *found.shape[1:]))

    def _moved_and_slopes(self, vectors: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return what one step adds, and its derivatives: I + cov(v, g), gᵢ = −βᵢ²(x − aᵢ) (T3.2).

        Both are of sums over the anchors that one product of matrices makes.
        """
        size, rates = self.inputs, np.asarray(self.sharpness, np.float64) ** 2
        middle = np.asarray(self.anchors, np.float64).mean(axis=0).reshape(size, 1)
        pulls = (rates[:, None] * (self.anchors - middle[:, 0])).T
        v = np.asarray(vectors, np.float64).T
        table = [
            v,
            rates[None],
            pulls,
            v * rates,
            (v[:, None] * pulls[None]).reshape(-1, v.shape[1]),
        ]
        f = bumps(x, self.anchors, self.sharpness)
        sums = np.concatenate(table) @ f / (1 + f.sum(axis=0))
        ends = np.cumsum([len(rows) for rows in table])[:-1]
        moved, rate, pull, pushed, both = np.split(sums, ends)
        away = x - middle
        steep = pull - rate * away
        turned = both.reshape(size, size, -1) - pushed[:, None] * away - moved[:, None] * steep
        return moved, np.eye(size) + np.moveaxis(turned, -1, 0)

    def inverse(self, y: np.ndarray) -> np.ndarray:
        """Return the columns that it takes to ``y`` (n, many), to double precision.

        Raises
        ------
        UnsupportedLayer
            The Lipschitz constant of a step is not known to be below 1.
        """
        if not self.lipschitz < 1:
            raise UnsupportedLayer(
                f"A step of this field layer has a Lipschitz constant that is only known to be at "
                f"most {self.lipschitz:.3g}, so it may fold and has no inverse that is known. "
                "Train it with max-lipschitz=0.9, say."
            )
        return _in_blocks(self._steps_back, np.asarray(y, np.float64))

    def _steps_back(self, x: np.ndarray) -> np.ndarray:
        for _ in range(self.steps):
            x = self._step_back(x)
        return x

    def _step_back(self, y: np.ndarray) -> np.ndarray:
        """Solve x + F(x)/steps = y by Newton's method, safeguarded by Banach's iteration."""
        pushes, contraction = self.pushes / self.steps, self.lipschitz
        x = kept = y
        rest, size = np.zeros_like(y), np.full(y.shape[1], np.inf)
        sure = np.ones(y.shape[1], bool)
        for _ in range(_ITERATIONS):
            moved, slopes = self._moved_and_slopes(pushes, x)
            left = y - x - moved
            if (np.abs(left) <= 4 * np.finfo(float).eps * (1 + np.abs(y))).all():
                break
            # Banach's x + rest is sure to shrink what is left by the contraction: it is taken
            # where Newton's step has not.
            now = np.linalg.norm(left, axis=0)
            good = sure | (now <= contraction * size)
            kept, rest, size = (
                np.where(good, new, old) for new, old in ((x, kept), (left, rest), (now, size))
            )
            newton = np.linalg.solve(slopes, left.T[:, :, None])[:, :, 0].T
            x, sure = kept + np.where(good, newton, rest), ~good
        return x

    def marks(self, points: np.ndarray) -> Marks:
        """Return arrows from anchors to where they are taken, and circles as wide as the bumps."""
        del points
        anchors = np.asarray(self.anchors, np.float64)[:_MOST_MARKS]
        ends = np.asarray(self(anchors.T)).T
        with np.errstate(divide="ignore"):
            radii = 1 / np.abs(np.asarray(self.sharpness, np.float64)[:_MOST_MARKS])
        count = len(self.anchors)
        which = "" if count <= _MOST_MARKS else f"first {_MOST_MARKS} of {count} "
        return Marks(
            np.stack([anchors, ends], axis=1),
            anchors,
            np.where(np.isfinite(radii), radii, np.nan),
            np.zeros((0, 2, self.inputs)),
            {
                "arrows": f"{which}anchors, moved",
                "circles": f"{which}Gaussians, by width",
            },
        )

    def turned(self, matrix: np.ndarray) -> "Field":
        """Return matrix⁻¹∘self∘matrix, for an orthogonal matrix."""
        arrays = self.anchors @ matrix, self.vectors @ matrix, self.sharpness
        return Field(*arrays, self.steps, self.max_lipschitz)

    def path(self, order: Order, near: LayerPath | None = None) -> "FieldPath":
        """Return the path of the layers with s·F."""
        del order, near
        bound = self.lipschitz
        each = "F" if self.steps == 1 else f"F/{self.steps}"
        if bound < 1:
            why = f"the Lipschitz constant of {each} is at most {bound:.3g}, below 1"
            return FieldPath("isotopy", why, self)
        why = f"the Lipschitz constant of {each} is only known to be at most {bound:.3g}"
        return FieldPath("fold", why, self)


@dataclass(frozen=True)
class FieldPath(LayerPath):
    """The layers with s·F: each a homeomorphism as long as s·Lip F < 1 for a step."""

    layer: Field

    @property
    def even(self) -> bool:
        """Whether it is x + s·F(x): with several steps, the field of each is met elsewhere."""
        return self.layer.steps == 1

    def at(self, s: float) -> Field:
        """Return the layer at s in [0, 1]."""
        one = self.layer
        if s == 1:
            return one
        return Field(one.anchors, s * np.asarray(one.pushes), one.sharpness, one.steps)

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points that ``at(s)`` takes to ``y``."""
        return self.at(s).inverse(y)


@dataclass(frozen=True)
class FieldRecipe(Placed):
    """A vector field as recipes write it: ``"field:32"``, ``"field:32,max-lipschitz=0.9,steps=4"``.

    The number is that of anchors. They are drawn from the training points, and carried with them
    through the layers before; then they are learned like everything else.
    """

    anchors: int
    max_lipschitz: float | None = None
    steps: int = 1

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return its name."""
        return ("field",)

    @classmethod
    def read(cls, text: str) -> "FieldRecipe":
        """Read the number of anchors, and options."""
        count, *options = text.partition(":")[2].split(",")
        found: dict[str, str] = {"max-lipschitz": "", "steps": ""}
        for option in options:
            name, _, value = option.partition("=")
            if name.strip() not in found:
                known = ("max-lipschitz=0.9", "steps=4")
                raise UnknownName("option of fields", name.strip(), known)
            if found[name.strip()] or not value.strip():
                raise InputError(
                    f"The layer {text!r} has the option {option!r}; expected max-lipschitz=0.9 or "
                    "steps=4, say, each once."
                )
            found[name.strip()] = value.strip()
        most = None if not found["max-lipschitz"] else _share(found["max-lipschitz"], text)
        steps = 1 if not found["steps"] else units(found["steps"], text, "steps")
        if steps > MOST_STEPS:
            raise InputError(f"The layer {text!r} has {steps} steps; at most {MOST_STEPS} are.")
        return cls(units(count, text, "anchors"), most, steps)

    @property
    def text(self) -> str:
        """Its name, the number of anchors, and options that differ from the default."""
        most = "" if self.max_lipschitz is None else f",max-lipschitz={self.max_lipschitz!r}"
        return f"field:{self.anchors}{most}{'' if self.steps == 1 else f',steps={self.steps}'}"

    def parameters(self, inputs: int) -> int:
        """Count the anchors' places, vectors and sharpness."""
        return self.anchors * (2 * inputs + 1)

    def draw_among(
        self,
        rng: np.random.Generator,
        inputs: int,
        initial: Initial,
        points: Callable[[], np.ndarray],
    ) -> Field:
        """Draw the anchors from the points, and a field that hardly moves them."""
        del initial
        places = points()
        chosen = rng.choice(places.shape[1], self.anchors, replace=self.anchors > places.shape[1])
        spread = float(np.sqrt(places.var(axis=1).sum())) or 1.0
        # Bumps as wide as anchors are apart, if they were evenly spread.
        width = 1.5 * spread / self.anchors ** (1 / inputs)
        vectors = rng.normal(size=(self.anchors, inputs)) * 0.03 * width
        sharpness = np.full(self.anchors, 1 / width)
        return Field(
            places[:, chosen].T.astype(np.float32),
            vectors.astype(np.float32),
            sharpness.astype(np.float32),
            self.steps,
            self.max_lipschitz,
        )


def _in_blocks(run: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """Map few columns at a time: what is computed of them in many steps stays in the caches."""
    if x.ndim != 2 or x.shape[1] <= _BLOCK:
        return run(x)
    parts = [run(x[:, start : start + _BLOCK]) for start in range(0, x.shape[1], _BLOCK)]
    return np.concatenate(parts, axis=1)


def _share(text: str, at: str) -> float:
    """Read a Lipschitz constant.

    Raises
    ------
    InputError
        It is no number between 0 and 1.
    """
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not 0 < value < 1:
        raise InputError(
            f"The layer {at!r} has max-lipschitz {text!r}; expected a number between 0 and 1."
        )
    return value


KIND = LayerKind(Field, FieldRecipe)
