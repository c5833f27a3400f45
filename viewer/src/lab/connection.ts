// The websocket: it comes back by itself, and acknowledges frames so that no queue grows.

import { decodeBinary, type Frame, type RecordingPayload } from "./frames";
import type { Command, Message } from "./protocol";

export interface Listener {
  /** The server said hello: on a new connection nothing is open yet. */
  connected(): void;
  lost(): void;
  message(message: Message): void;
  binary(message: RecordingPayload | Frame): void;
}

/** Waits between attempts, milliseconds; the last is repeated. */
const BACKOFF = [250, 500, 1000, 2000, 4000];

export class Connection {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private commands = 0;
  private retry = 0;
  private greeted = false;

  constructor(
    private readonly address: string,
    private readonly listener: Listener,
  ) {
    this.connect();
    // A network that comes back is worth an attempt at once.
    window.addEventListener("online", () => this.again());
  }

  get open(): boolean {
    return this.greeted;
  }

  /** Sends a command and returns its id, which an error repeats; null while not connected. */
  send(command: Command): number | null {
    if (!this.greeted) return null;
    const id = ++this.commands;
    this.socket?.send(JSON.stringify({ ...command, id }));
    return id;
  }

  private connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) =>
      typeof data === "string" ? this.text(JSON.parse(data)) : this.binary(data);
    socket.onclose = () => this.closed();
    this.socket = socket;
  }

  private again(): void {
    if (this.socket?.readyState !== WebSocket.CLOSED) return;
    window.clearTimeout(this.retry);
    this.connect();
  }

  private text(message: Message): void {
    if (message.type === "hello") {
      this.greeted = true;
      this.attempts = 0;
      this.listener.connected();
    }
    this.listener.message(message);
  }

  private binary(data: ArrayBuffer): void {
    const message = decodeBinary(data);
    this.listener.binary(message);
    if (message.kind !== "frame") return;
    const { experiment, number } = message;
    this.socket?.send(JSON.stringify({ do: "ack", experiment, frame: number }));
  }

  private closed(): void {
    this.greeted = false;
    this.listener.lost();
    const wait = BACKOFF[Math.min(this.attempts++, BACKOFF.length - 1)];
    this.retry = window.setTimeout(() => this.connect(), wait);
  }
}
