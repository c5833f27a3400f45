// Appears only when something is proved; what is merely likely is never said here.

import { h, write } from "../../viewer/dom";
import type { Desk } from "../desk";
import { framedSection, type Section } from "./section";

export function proofBanner(desk: Desk): Section {
  const text = h("p", { class: "proved" });
  const theorem = h("p", { class: "summary" });
  const link = h("a", {}, "See the proof");
  const frame = framedSection("Topology", text, theorem, link);
  return {
    element: frame,
    render() {
      const { proof } = desk.experiment;
      frame.hidden = proof === null;
      if (!proof) return;
      write(text, proof.text);
      write(theorem, proof.theorem);
      link.hidden = !proof.href;
      if (proof.href) link.href = proof.href;
    },
  };
}
