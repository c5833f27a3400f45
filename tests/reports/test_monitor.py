"""Models watched while they train."""

import numpy as np
import pytest

import unknot
from unknot.errors import InputError
from unknot.reports import Monitor

torch = pytest.importorskip("torch", reason="PyTorch is not installed")


class Residual(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.drop = torch.nn.Linear(2, 8), torch.nn.Dropout(0.5)
        self.act, self.last = torch.nn.Tanh(), torch.nn.Linear(8, 2)

    def forward(self, x):
        h = self.drop(self.act(self.first(x)))
        return self.last(h + h.sin())


class Writer:
    def __init__(self):
        self.scalars, self.figures, self.texts = {}, {}, {}

    def add_scalar(self, name, value, step):
        self.scalars[name, step] = value

    def add_figure(self, name, figure, step):
        self.figures[name, step] = figure

    def add_text(self, name, text, step):
        self.texts[name, step] = text

    def flush(self):
        pass


def test_a_loop_of_pytorch_is_watched_and_left_as_it_was():
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    points, kinds = rng.normal(size=(80, 2)).astype(np.float32), np.arange(80) % 2
    points[:, 0] += 3 * kinds
    net, writer = Residual(), Writer()
    optimiser = torch.optim.Adam(net.parameters(), 0.05)
    monitor = Monitor(net, points, kinds, every=20, writer=writer)
    net.train()
    net.act.eval()
    for step in range(41):
        loss = torch.nn.functional.cross_entropy(net(torch.tensor(points)), torch.tensor(kinds))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        found = monitor(step)
        assert (found is None) == (step % 20 > 0)
    assert [moment.step for moment in monitor.history] == [0, 20, 40]
    names = [layer.name for layer in monitor.history[0].report.examined.layers]
    assert names == ["input", "first Linear", "act Tanh", "drop Dropout", "scores"]
    assert monitor.history[-1].report.examined.accuracy > 0.85
    assert net.training
    assert not net.act.training
    assert not net.first._forward_hooks
    assert writer.scalars["unknot/probe/4 scores", 40] > 0.8
    assert ("unknot/margin", 20) in writer.figures
    assert list(monitor.table.index.names) == ["step", "layer"]
    assert len(monitor.table) == 3 * 5


def test_wrong_use_of_a_monitor_is_told():
    with pytest.raises(InputError, match="expected a whole number of steps"):
        Monitor(every=0)
    with pytest.raises(InputError, match="no model"):
        Monitor()(0)
    with pytest.raises(InputError, match="labels"):
        Monitor().tensors(0, {"input": np.zeros((4, 2))})
    with pytest.raises(InputError, match="no finite number"):
        Monitor().tensors(0, {"input": np.full((4, 2), np.nan)}, [0, 0, 1, 1])


def test_tensors_straight_from_the_loop():
    x = torch.randn(40, 3, requires_grad=True)
    hidden = torch.relu(x)
    monitor = unknot.Monitor()
    found = monitor.tensors(0, {"input": x, "relu": hidden}, torch.arange(40) % 2)
    assert [layer.name for layer in found.examined.layers] == ["input", "relu"]


def test_tensorboard_reads_what_is_written(tmp_path):
    events = pytest.importorskip(
        "tensorboard.backend.event_processing.event_accumulator",
        reason="TensorBoard is not installed",
    )
    points, kinds = np.random.default_rng(0).normal(size=(60, 2)), np.arange(60) % 2
    monitor = Monitor(writer=tmp_path)
    for step in (0, 5):
        far = points + step * kinds[:, None]
        monitor.tensors(step, {"input": points, "hidden": far, "logits": far}, kinds)
    read = events.EventAccumulator(str(tmp_path), size_guidance={events.IMAGES: 0}).Reload()
    written = {one.step: one.value for one in read.Scalars("unknot/probe/1 hidden")}
    assert written == pytest.approx(monitor.table["probe"].xs(1, level="layer").to_dict())
    assert [one.step for one in read.Images("unknot/margin")] == [0, 5]
    assert all(one.width >= 300 for one in read.Images("unknot/probe"))
    assert "unknot/sentences/text_summary" in read.Tags()["tensors"]
