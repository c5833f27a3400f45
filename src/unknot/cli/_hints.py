"""What holds for every command: what other programs call its options, and an interruption."""

from typing import Any

from typer.core import TyperGroup

from unknot.cli._output import err

# Ours: what others call it.
_OTHERS = {
    "--learning-rate": "lr eta step-size alpha",
    "--steps": "epochs epoch iterations iters n-iter max-iter num-steps n-epochs num-epochs",
    "--hidden": "layers layer width widths units neurons hidden-layers hidden-layer-sizes "
    "hidden-sizes hidden-units architecture arch",
    "--activation": "activation-function activation-functions activations act nonlinearity",
    "--batch": "batch-size batchsize bs minibatch mini-batch minibatch-size",
    "--optimiser": "optimizer optim opt solver",
    "--momentum": "beta",
    "--weight-decay": "wd l2 regularization regularisation",
    "--penalty": "contractive jacobian double-backprop l1 l2 lasso ridge regularizer regulariser",
    "--curriculum": "easy-first self-paced progressive order",
    "--schedule": "scheduler lr-schedule lr-scheduler learning-rate-schedule",
    "--loss": "loss-function criterion objective",
    "--initial": "init initialization initialisation initializer initialiser",
    "--standardise": "standardize normalize normalise scale scaling standard-scaler zscore",
    "--validation": "val val-split validation-split validation-fraction test-size holdout",
    "--patience": "early-stopping early-stop",
    "--snapshots": "checkpoints save-every",
    "--seeds": "runs restarts n-seeds num-seeds networks trials repeats",
    "--seed": "random-state random-seed rng-seed rng",
    "--out": "output output-dir output-file out-dir outdir out-file o dest file folder directory "
    "save save-to",
    "--no-pictures": "no-figures no-plots no-images",
    "--pictures": "figures plots plot images",
    "--no-prove": "no-proof no-proofs no-verdict",
    "--prove": "proof proofs",
    "--json": "format output-format as-json",
    "--radius": "eps epsilon",
    "--kind": "type figure plot",
    "--through": "along over",
    "--frames": "n-frames num-frames fps",
    "--size": "resolution pixels width height",
    "--step": "epoch iteration at-step",
    "--title": "heading name",
    "--open": "browser show",
    "--browser": "open",
    "--no-browser": "no-open headless",
    "--host": "address bind ip hostname",
    "--data": "dataset source input",
    "--quick": "fast small",
    "--test": "test-size test-split",
}


class Group(TyperGroup):
    """The commands; an option that none of them has is answered with the one that was meant."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            err.print("Interrupted.")  # Typer ends with 130 then, and says nothing
            raise
        except Exception as error:
            # By its attributes and not its class, which moves between versions of typer.
            if isinstance(getattr(error, "possibilities", ()), list | None):
                _hint(error)
            raise


def _hint(error: Any) -> None:
    """Name the options of the command that others call so, or else those with a similar name."""
    wanted = error.option_name.lstrip("-").replace("_", "-").lower()
    command = error.ctx.command if error.ctx is not None else None
    known = {
        name
        for option in getattr(command, "params", ())
        for name in (*option.opts, *option.secondary_opts)
    }
    meant = [ours for ours, others in _OTHERS.items() if wanted in others.split()]
    near = [name for name in meant if name in known] or error.possibilities or ()
    error.possibilities = None
    error.message = f"There is no option {error.option_name}."
    if near:
        error.message += f" Did you mean {' or '.join(near[:2])}?"
