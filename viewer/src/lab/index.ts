// The lab's page starts here.

import { refuse } from "../errors";
import { h } from "../viewer/dom";
import { App } from "./app";
import { button } from "./elements";
import type { Catalogue } from "./protocol";

const root = document.getElementById("lab") ?? document.body;

async function start(): Promise<void> {
  root.replaceChildren(h("p", { class: "waiting" }, "Loading …"));
  let catalogue: Catalogue;
  try {
    const answer = await fetch("catalogue.json");
    if (!answer.ok) refuse(`the server answered ${answer.status}`);
    catalogue = await answer.json();
  } catch (error) {
    const sentence = `The lab cannot be reached (${(error as Error).message}).`;
    root.replaceChildren(
      h("p", { class: "waiting", role: "alert" }, sentence),
      button("Try again", () => void start(), { class: "primary" }),
    );
    return;
  }
  const address = new URL("ws", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  address.hash = address.search = "";
  const { desk, stages } = new App(root, catalogue, address.href);
  // To look at from the browser's console, and for tests.
  Object.defineProperty(window, "unknotLab", {
    value: Object.freeze({
      get viewers() {
        return [...stages.values()].map(({ viewer }) => viewer);
      },
      get experiments() {
        return desk.sides.map((side) => desk.experiments[side]);
      },
      get state() {
        return desk.state;
      },
    }),
  });
}

void start();
