import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Start } from "../src/lab/experiment";
import { Session } from "../src/lab/session";
import { defaultSpec } from "../src/lab/state";

/** A server that a test plays by hand. */
class FakeSocket {
  static CLOSED = 3;
  static all: FakeSocket[] = [];
  readyState = 1;
  sent: Record<string, unknown>[] = [];
  onmessage: (event: { data: unknown }) => void = () => {};
  onclose: () => void = () => {};

  constructor(readonly address: string) {
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  say(message: object): void {
    this.onmessage({ data: JSON.stringify(message) });
  }

  hello(): void {
    this.say({ type: "hello", version: "1", window: 3, limits: {} });
  }

  experiment(handle: number, key = `key${handle}`): void {
    this.say({
      type: "experiment",
      experiment: handle,
      key,
      parameters: 9,
      spec: defaultSpec,
    });
  }

  break(): void {
    this.readyState = FakeSocket.CLOSED;
    this.onclose();
  }

  static get last(): FakeSocket {
    return FakeSocket.all[FakeSocket.all.length - 1];
  }
}

const start: Start = {
  spec: defaultSpec,
  step: 0,
  train: true,
  speed: 500,
  shown: null,
  edits: [],
};

function session() {
  const heard = { connected: [] as boolean[], errors: [] as string[] };
  const read = () => {
    throw new Error("no recording in these tests");
  };
  const made = new Session(
    "ws://lab/ws",
    read,
    (connected) => heard.connected.push(connected),
    (sentence) => heard.errors.push(sentence),
  );
  return { session: made, heard, socket: FakeSocket.last };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("window", { addEventListener() {}, setTimeout, clearTimeout });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a session", () => {
  it("asks for an experiment after the hello", () => {
    const { session: page, socket } = session();
    page.create().open(start);
    expect(socket.sent).toEqual([]);
    socket.hello();
    expect(socket.sent).toEqual([
      {
        do: "open",
        spec: defaultSpec,
        step: 0,
        train: true,
        speed: 500,
        follows: null,
        edits: [],
        id: 1,
      },
    ]);
  });

  it("gives each answer to the one who asked", () => {
    const { session: page, socket } = session();
    const [a, b] = [page.create(), page.create()];
    socket.hello();
    a.open(start);
    b.open({ ...start, step: 40 });
    expect(socket.sent.map((each) => each.step)).toEqual([0]);
    socket.experiment(5);
    expect(a.handle).toBe(5);
    expect(socket.sent.map((each) => each.step)).toEqual([0, 40]);
    socket.experiment(6);
    expect(b.handle).toBe(6);
    a.pause();
    b.setSpeed(null);
    expect(socket.sent.slice(2)).toMatchObject([
      { do: "pause", experiment: 5 },
      { do: "speed", experiment: 6, value: null },
    ]);
  });

  it("opens only the last of several wishes, in the place of the one before", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open(start);
    a.open({ ...start, step: 1 });
    a.open({ ...start, step: 2 });
    socket.experiment(5);
    expect(socket.sent.map(({ step, follows }) => [step, follows])).toEqual([
      [0, null],
      [2, 5],
    ]);
    socket.experiment(6);
    expect(a.handle).toBe(6);
  });

  it("shows the seed that a link asks for, once", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open({ ...start, shown: 4 });
    socket.experiment(5);
    socket.experiment(5);
    expect(socket.sent.filter((each) => each.do === "show")).toEqual([
      { do: "show", experiment: 5, seed: 4, id: 2 },
    ]);
  });

  it("tells a new experiment what was changed while it was set up", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open(start);
    a.pause();
    a.setSpeed(7);
    a.show(2);
    expect(socket.sent).toHaveLength(1);
    socket.experiment(5);
    expect(socket.sent.slice(1)).toMatchObject([
      { do: "pause", experiment: 5 },
      { do: "speed", experiment: 5, value: 7 },
      { do: "show", experiment: 5, seed: 2 },
    ]);
    expect(a.training).toBe(false);
  });

  it("does not take what the experiment before does for what the next one will do", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open({ ...start, train: false });
    socket.experiment(5);
    a.open(start);
    socket.say({ type: "state", experiment: 5, phase: "paused" });
    expect(a.training).toBe(true);
    socket.experiment(6);
    socket.say({ type: "state", experiment: 6, phase: "compiling" });
    expect(a.training).toBe(true);
    socket.say({ type: "state", experiment: 6, phase: "ended" });
    expect(a.training).toBe(false);
  });

  it("tells an error to the one whose request it answers", () => {
    const { session: page, heard, socket } = session();
    const [a, b] = [page.create(), page.create()];
    const events: string[] = [];
    a.on((event) => events.push(event));
    socket.hello();
    a.open(start);
    b.open(start);
    socket.say({ type: "error", id: 1, error: "Too wide.", field: "hidden" });
    expect(events).toEqual(["error"]);
    expect(a.error).toMatchObject({ error: "Too wide.", field: "hidden" });
    socket.experiment(6);
    expect(b.handle).toBe(6);
    expect(a.handle).toBeNull();
    socket.say({ type: "error", error: "Too many commands.", field: null });
    expect(heard.errors).toEqual(["Too many commands."]);
  });

  it("comes back by itself and joins what it had", () => {
    const { session: page, heard, socket } = session();
    const a = page.create();
    socket.hello();
    a.open(start);
    socket.experiment(5, "secret");
    socket.break();
    expect(heard.connected).toEqual([true, false]);
    a.train(); // has no way to go, and does no harm
    vi.advanceTimersByTime(250);
    const second = FakeSocket.last;
    expect(second).not.toBe(socket);
    second.hello();
    expect(second.sent).toMatchObject([{ do: "join", key: "secret" }]);
    second.experiment(1, "secret");
    expect(a.handle).toBe(1);
  });

  it("opens anew what the server has forgotten", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open(start);
    socket.experiment(5);
    socket.break();
    vi.advanceTimersByTime(250);
    FakeSocket.last.hello();
    const [join] = FakeSocket.last.sent;
    FakeSocket.last.say({ type: "error", id: join.id, error: "Unknown key.", field: null });
    expect(FakeSocket.last.sent[1]).toMatchObject({ do: "open", follows: null, train: true });
    expect(a.error).toBeNull();
  });

  it("asks again for what was not answered", () => {
    const { session: page, socket } = session();
    page.create().open({ ...start, step: 12 });
    socket.hello();
    socket.break();
    vi.advanceTimersByTime(250);
    FakeSocket.last.hello();
    expect(FakeSocket.last.sent).toMatchObject([{ do: "open", step: 12 }]);
  });

  it("waits longer after each attempt in vain", () => {
    const { socket } = session();
    socket.break();
    for (const wait of [250, 500, 1000, 2000, 4000, 4000]) {
      const count = FakeSocket.all.length;
      vi.advanceTimersByTime(wait - 1);
      expect(FakeSocket.all.length).toBe(count);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all.length).toBe(count + 1);
      FakeSocket.last.break();
    }
  });

  it("acknowledges frames", () => {
    const { session: page, socket } = session();
    const a = page.create();
    socket.hello();
    a.open(start);
    socket.experiment(5);
    const buffer = new ArrayBuffer(36);
    new Uint8Array(buffer).set([85, 75, 70, 49, 5, 0, 0, 0, 17]);
    socket.onmessage({ data: buffer });
    expect(socket.sent.at(-1)).toEqual({ do: "ack", experiment: 5, frame: 17 });
  });

  it("closes what was opened for a run that is gone", () => {
    const { session: page, socket } = session();
    const [a, b] = [page.create(), page.create()];
    socket.hello();
    a.open(start);
    page.remove(a);
    b.open(start);
    socket.experiment(5);
    expect(socket.sent.slice(1)).toMatchObject([{ do: "close", experiment: 5 }, { do: "open" }]);
    socket.experiment(6);
    expect(b.handle).toBe(6);
  });
});
