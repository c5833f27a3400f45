// Only what is proved is said here: that no weights can do it, or that this network does.

import { h, write } from "../../viewer/dom";
import type { Desk } from "../desk";
import { button } from "../elements";
import type { VerdictAnswer } from "../protocol";
import { download, reason } from "./export";
import { framedSection, type Section } from "./section";

const check = "unknot check certificate.json";

export function proofBanner(desk: Desk): Section {
  const text = h("p", { class: "proved" });
  const theorem = h("p", { class: "hint" });
  const claim = h("p", {});
  const limits = h("p", { class: "hint" });
  const file = h("a", { download: "certificate.json" }, "The certificate");
  const proof = h(
    "details",
    { class: "proof" },
    h("summary", {}, "See the proof"),
    claim,
    limits,
    h("p", {}, file, " is verified again by ", h("code", {}, check)),
  );
  const banner = h("div", { class: "banner" }, text, theorem, proof);
  const outcome = h("p", { class: "status", "aria-live": "polite" });
  const keep = button("Save its certificate", () => save());
  const ask = button("Verify this network", () => verify());
  const about = h("p", { class: "hint" });
  const frame = framedSection("Topology", banner, ask, about, outcome, keep);
  let answered: { handle: number | null; step: number; answer: VerdictAnswer } | null = null;
  let busy = false;

  async function verify(): Promise<void> {
    const { handle, step } = desk.experiment;
    if (handle === null) return;
    busy = true;
    write(outcome, "Being verified …");
    try {
      const reply = await fetch(`/export/${handle}.verdict`);
      if (reply.ok) {
        answered = { handle, step, answer: await reply.json() };
      } else {
        write(outcome, await reason(reply));
      }
    } catch {
      write(outcome, "The server did not answer.");
    }
    busy = false;
    render();
  }

  function save(): void {
    if (!answered?.answer.certificate) return;
    const words = JSON.stringify(answered.answer.certificate, null, 1);
    download(new Blob([words], { type: "application/json" }), "certificate.json");
  }

  function render(): void {
    const { proof: found, handle, step, training, about: known } = desk.experiment;
    banner.hidden = found === null;
    if (found) {
      write(text, found.text);
      write(theorem, found.theorem);
      write(claim, found.statement);
      write(limits, found.not_claimed);
      if (file.getAttribute("href") !== found.href) file.href = found.href;
    }
    // What was verified is one network: the answer goes when the training goes on.
    if (answered && (answered.handle !== handle || answered.step !== step)) {
      answered = null;
      write(outcome, "");
    }
    write(about, known?.extent ? `Is it right ${known.extent}?` : "");
    ask.disabled = busy || training || handle === null;
    keep.hidden = !answered?.answer.certificate;
    if (answered) write(outcome, `${answered.answer.verdict}: ${answered.answer.reason}`);
  }

  return { element: frame, render };
}
