// The page: its parts, and how they hear of each other.

import { remembered } from "../remembered";
import { h, write } from "../viewer/dom";
import { Address } from "./address";
import { compareBar } from "./controls/compare";
import { confusionSection } from "./controls/confusion";
import { dataSection, drawnSource, strokesOf } from "./controls/data";
import { drawingDialog } from "./controls/drawing";
import { exportMenu } from "./controls/export";
import { networkSection } from "./controls/network";
import { runSection } from "./controls/run";
import type { Section } from "./controls/section";
import { sweepSection } from "./controls/sweep";
import { tourPanel } from "./controls/tour";
import { trainingSection } from "./controls/training";
import { Desk, type Side, type Watcher } from "./desk";
import { button } from "./elements";
import { type Header, pageHeader } from "./header";
import { helpDialog } from "./help";
import { Link, seenStep } from "./link";
import { Pace } from "./pace";
import { Pens } from "./pens";
import type { Catalogue, Opened, TourStop } from "./protocol";
import { Stage } from "./stage";
import { decode, defaultState, givesSpec, type LabState } from "./state";
import { applyTheme, onSystemTheme, rememberedTheme, type ThemeChoice } from "./theme";
import { unitsBand } from "./units/band";

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export class App implements Watcher {
  readonly desk: Desk;
  readonly stages = new Map<Side, Stage>();
  private readonly address: Address;
  private readonly header: Header;
  private readonly sections: Section[];
  private readonly pictures = h("div", { class: "stages" });
  private readonly notices = h("div", { class: "notices" });
  private readonly lost = h("p", { class: "notice lost", role: "alert" });
  private readonly status = h("p", { class: "visually-hidden", role: "status" });
  private theme = rememberedTheme();
  private readonly pace = new Pace(() => this.render());
  private readonly link = new Link();
  private readonly pens: Pens;
  /** While a recording is put up, its viewer moves by itself. */
  private showing = false;
  /** Takes away what the server found fault with. */
  private faulty: (() => void) | null = null;

  constructor(
    private readonly root: HTMLElement,
    catalogue: Catalogue,
    socket: string,
  ) {
    this.desk = new Desk(catalogue, socket, this, !calm.matches);
    const { desk } = this;
    this.address = new Address(desk.state, (fragment) => this.travel(fragment));
    const sketch = drawingDialog((strokes) => {
      desk.edit({ data: drawnSource(strokes, desk.run.data) });
    });
    const help = helpDialog(catalogue.version);
    this.header = pageHeader({
      desk,
      help,
      exports: exportMenu(
        desk,
        () => this.stages.get(desk.current)?.viewer ?? null,
        (sentence) => this.said(sentence),
      ),
      flush: () => this.address.flush(),
      themed: (theme) => this.dress(theme),
    });
    const draw = () => sketch.open(strokesOf(desk.run.data));
    this.pens = new Pens(desk, () => this.stages.get(desk.current));
    new ResizeObserver(() => this.pens.render()).observe(this.pictures);
    const units = unitsBand(desk, () => this.stages.get(desk.current)?.element);
    this.sections = [
      units,
      tourPanel(desk, draw),
      compareBar(desk),
      runSection(desk),
      dataSection(desk, { draw, opened: (opened) => this.go(opened) }),
      networkSection(desk),
      trainingSection(desk),
      confusionSection(desk),
      sweepSection(desk),
    ];
    const rail = h(
      "aside",
      { class: "rail", "aria-label": "Experiment" },
      ...this.sections.flatMap((section) => (section === units ? [] : section.element)),
    );
    root.replaceChildren(
      this.header.element,
      h("main", {}, h("div", { class: "left" }, this.notices, units.element, this.pictures), rail),
      this.status,
      sketch.element,
      help,
    );
    applyTheme(this.theme);
    onSystemTheme(() => this.dress(this.theme));
    document.addEventListener("keydown", (event) => this.key(event));
    this.begin();
  }

  changed(): void {
    this.address.write(this.desk.accepted);
    this.pace.ask();
  }

  recorded(side: Side, fresh: boolean): void {
    if (!fresh) return;
    this.faulty?.();
    this.faulty = null;
    this.showing = true;
    this.stage(side).show();
    this.showing = false;
  }

  looked(...[side, look, playing]: Parameters<Watcher["looked"]>): void {
    this.stage(side).set(look, playing);
  }

  refused(_: Side, sentence: string, field: string | null): void {
    this.faulty?.();
    // Fields that get another value drop their complaint, so they get it before.
    this.render();
    const section = field && this.sections.find((each) => each.fail?.(field, sentence));
    // What is wrong can be put right only where it is seen.
    if (section && this.desk.state.mode === "simple") this.desk.set({ mode: "full" });
    this.faulty = section && field ? () => section.fail?.(field, null) : null;
    if (!section) this.faulty = this.notify(sentence);
  }

  editing(what: string): void {
    this.address.edit(this.desk.accepted, what);
  }

  said(sentence: string): void {
    write(this.status, sentence);
  }

  /** Opens what the address says; without a word in it, something that moves. */
  private begin(): void {
    const fragment = location.hash.replace(/^#/, "");
    const [first] = this.desk.catalogue.tour;
    if (fragment) this.travel(fragment);
    else if (first) this.welcome(first);
    else this.desk.load(defaultState, !calm.matches);
  }

  /** A first visit: one picture, and the way on. */
  private welcome(first: TourStop): void {
    this.desk.set({ mode: "simple" });
    this.desk.visit(first);
  }

  /** Goes to the experiment of a file that was opened; back leads to the one before it. */
  private go({ fragment, note }: Opened): void {
    this.address.flush();
    history.pushState(null, "", `#${fragment}`);
    this.travel(fragment);
    if (note) this.notify(note);
  }

  private travel(fragment: string): void {
    const { state, problems } = decode(fragment);
    this.notices.replaceChildren(this.lost);
    for (const problem of problems) this.notify(problem);
    this.address.accept(state);
    const stop = this.desk.catalogue.tour.find(({ name }) => name === state.stop);
    if (state.stop && !stop) this.notify(`There is no stop ${state.stop} in the tour.`);
    const known: LabState = stop ? state : { ...state, stop: null };
    if (stop && !givesSpec(fragment)) {
      this.desk.set({ mode: state.mode });
      this.desk.visit(stop);
    } else {
      this.desk.load(known);
    }
  }

  private render(): void {
    const { desk } = this;
    const { state } = desk;
    this.root.classList.toggle("simple", state.mode === "simple");
    this.root.classList.toggle("touring", desk.stop !== null);
    this.pictures.classList.toggle("two", state.b !== null);
    if (!state.b) {
      this.stages.get("b")?.destroy();
      this.stages.delete("b");
    }
    for (const side of desk.sides) this.stage(side).render();
    this.header.render();
    for (const section of this.sections) section.render();
    this.pens.render();
    this.lost.hidden = !desk.cut;
    write(this.lost, desk.cut ? "Connection lost; trying again …" : "");
  }

  private stage(side: Side): Stage {
    return remembered(this.stages, side, () => {
      const made = new Stage(this.desk, side, (moved) => this.moved(moved), this.theme);
      this.pictures.append(made.element);
      return made;
    });
  }

  /** A viewer's state changed: by a person, by `set`, or because frames came. */
  private moved(side: Side): void {
    const viewer = this.stages.get(side)?.viewer;
    if (!viewer) return;
    const { playing: _, ...look } = viewer.state;
    // The step of the frame that is seen: trained to there, the weights are the same elsewhere.
    this.desk.look(side, { ...look, step: seenStep(viewer) });
    const other = this.stages.get(side === "a" ? "b" : "a")?.viewer;
    const { desk, link } = this;
    const settled = !desk.opening("a") && !desk.opening("b");
    if (other && desk.state.linked && settled && !this.showing) link.follow(viewer, other);
    else link.note(viewer);
  }

  /** Puts up a notice; returns how to take it away. */
  private notify(sentence: string): () => void {
    const notice = h("div", { class: "notice", role: "alert" }, h("p", {}, sentence));
    const dismiss = { class: "icon", "aria-label": "Dismiss" };
    notice.append(button("×", () => notice.remove(), dismiss));
    this.notices.append(notice);
    return () => notice.remove();
  }

  private dress(theme: ThemeChoice): void {
    this.theme = theme;
    applyTheme(theme);
    for (const stage of this.stages.values()) stage.setTheme(theme);
    this.render(); // units are painted in the theme's colours, too
  }

  private key(event: KeyboardEvent): void {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    // By place and not by letter: Alt makes other letters on some keyboards.
    const acts: Record<string, () => void> = {
      KeyT: () => this.desk.toggle(),
      KeyR: () => this.desk.reset(),
      KeyN: () => this.desk.newSeed(),
    };
    const act = acts[event.code];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  }
}
