// What is proved, on the stage: a sign and a word for each answer, and its argument below.

import { css } from "../paint/palette";
import { h, svg } from "./dom";
import type { Finding } from "./finding";
import type { View } from "./view";

const SIGNS: Record<Finding["outcome"], string> = {
  impossible: "M8 1a7 7 0 1 0 .1 0M3.2 3.2l9.6 9.6",
  possible: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  right: "M2 8.5l4 4.5L14 3",
  wrong: "M3 3l10 10M13 3 3 13",
  undecided: "M4.5 5.2a3.5 3.5 0 1 1 5 3.2Q8 9 8 10.8M8 13.2v1.3",
};

export interface BadgeActions {
  /** Shows an argument in the picture; null: none. */
  argue(finding: Finding | null): void;
  /** Looks at the argument's place among the data, or at everything. */
  approach(near: boolean): void;
  /** Makes a remedy's button; null where there is none. */
  remedy(finding: Finding): HTMLElement | null;
}

export class Badge {
  readonly element = h("div", { class: "badge", role: "group", "aria-label": "What is proved" });
  readonly panel = h("section", { class: "argument", hidden: true, "aria-label": "Argument" });
  private findings: readonly Finding[] = [];
  private open: Finding | null = null;
  private shown = "";

  constructor(private readonly actions: BadgeActions) {
    // What is pressed here does not turn the stage, or zoom it.
    for (const kind of ["pointerdown", "dblclick"]) {
      this.element.addEventListener(kind, (event) => event.stopPropagation());
    }
  }

  tell(findings: readonly Finding[]): void {
    const open = findings.find(
      (one) => one.about === this.open?.about && one.outcome === this.open.outcome,
    );
    this.findings = findings;
    this.shown = "";
    if (this.open) this.toggle(open ?? null);
  }

  update({ step, theme }: View): void {
    const known = this.findings.filter((one) => one.step === undefined || one.step === step);
    // Where weights are at hand that do it, it says less that there are some.
    const right = known.some(({ outcome }) => outcome === "right");
    const fitting = known.filter(({ about }) => !right || about === "network");
    if (this.open && !fitting.includes(this.open)) this.toggle(null);
    const { open } = this;
    const shown = [fitting.map(({ word }) => word), open?.word, theme.name].join();
    if (shown === this.shown) return;
    this.shown = shown;
    // The one that is pressed stays the same element.
    const before = new Map(
      [...this.element.children].map((chip) => [chip.textContent, chip as HTMLElement]),
    );
    const chips = fitting.map((one) => {
      const chip = before.get(one.word) ?? chipOf(one);
      chip.setAttribute("aria-expanded", String(one === open));
      chip.onclick = () => this.toggle(this.open === one ? null : one);
      return chip;
    });
    const focused = this.panel.parentElement?.querySelector<HTMLElement>(":focus");
    this.element.replaceChildren(...chips);
    this.panel.hidden = !open;
    this.panel.replaceChildren(
      ...(open ? this.argument(open, theme.inks.map(css), css(theme.ink)) : []),
    );
    // Who was at what is gone is at the stage, and not at the top of the page.
    const { parentElement: stage } = this.element;
    if (focused) (focused.isConnected ? focused : stage)?.focus();
  }

  private toggle(finding: Finding | null): void {
    this.open = finding;
    this.shown = "";
    this.actions.argue(finding);
  }

  private argument(of: Finding, inks: string[], ink: string): HTMLElement[] {
    const { actions } = this;
    const signs = of.marks.map(({ label, of: side, kind }) => {
      const stroke = side === undefined ? ink : inks[side % inks.length];
      const d = kind === "points" ? "M8 2a6 6 0 1 0 .1 0" : "M0 8h16";
      return h("li", {}, sign(d, stroke), label);
    });
    const known = new Map(signs.map((one) => [one.textContent, one]));
    const press = (words: string, onclick: () => void) =>
      h("button", { type: "button", class: "button", onclick }, words);
    const near = of.marks.some(({ main }) => main);
    const { certificate } = of;
    return [
      h("p", {}, h("b", {}, of.word), of.theorem && ` (${of.theorem})`, ". ", of.reason),
      ...of.more.map((words) => h("p", {}, words)),
      h("ul", {}, ...known.values()),
      h(
        "div",
        { class: "acts" },
        actions.remedy(of),
        near && press("Go to it in the data", () => actions.approach(true)),
        near && press("See everything", () => actions.approach(false)),
        certificate && press("Save the certificate", () => save(certificate)),
        press("Close", () => {
          this.element.querySelector<HTMLElement>("[aria-expanded=true]")?.focus();
          this.toggle(null);
        }),
      ),
      h(
        "details",
        { open: this.panel.querySelector("details")?.open }, // as a person left it
        h("summary", {}, "What exactly is claimed, and what is not"),
        h("p", {}, of.statement),
        h("p", {}, of.not_claimed),
        certificate &&
          h(
            "p",
            {},
            "Anybody can verify it again: ",
            h("code", {}, "unknot check certificate.json"),
          ),
      ),
    ];
  }
}

function chipOf({ outcome, word, about }: Finding): HTMLElement {
  const title = `Of ${about === "network" ? "this network" : "all weights of these layers"}; press to see why`;
  return h(
    "button",
    { type: "button", class: `chip ${outcome}`, title },
    sign(SIGNS[outcome], "currentColor"),
    h("span", {}, word),
  );
}

function sign(d: string, stroke: string): SVGSVGElement {
  const size = { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" };
  return svg("svg", size, svg("path", { d, fill: "none", stroke, "stroke-width": 2.2 }));
}

function save(certificate: object): void {
  const words = JSON.stringify(certificate, null, 1);
  const href = URL.createObjectURL(new Blob([words], { type: "application/json" }));
  h("a", { href, download: "certificate.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
