// The page's head: its name, and what concerns all of it.

import { h, write } from "../viewer/dom";
import { copyText } from "./controls/export";
import type { Desk } from "./desk";
import { button } from "./elements";
import { applyTheme, nextTheme, rememberedTheme, type ThemeChoice } from "./theme";

export interface Header {
  readonly element: HTMLElement;
  render(): void;
}

interface Options {
  desk: Desk;
  exports: HTMLElement;
  help: HTMLDialogElement;
  /** Writes the address before it is copied. */
  flush(): void;
  themed(theme: ThemeChoice): void;
}

export function pageHeader({ desk, exports, help, flush, themed }: Options): Header {
  let theme = rememberedTheme();
  const shade = button("", () => {
    theme = nextTheme(theme);
    applyTheme(theme);
    themed(theme);
    render();
  });
  const mode = button("", () => {
    desk.set({ mode: desk.state.mode === "full" ? "simple" : "full" });
  });
  const tour = button("Tour", () => {
    const [first] = desk.catalogue.tour;
    if (desk.stop) desk.leaveTour();
    else if (first) desk.visit(first);
  });
  tour.hidden = desk.catalogue.tour.length === 0;
  const compare = button("Compare", () => desk.compare(), { class: "full" });
  const share = button("Copy link", async () => {
    flush();
    const done = await copyText(location.href);
    write(share, done ? "Link copied" : "See address bar");
    window.setTimeout(() => write(share, "Copy link"), 2000);
  });
  const header = h(
    "header",
    {},
    h("h1", {}, "unknot ", h("span", {}, "lab")),
    h(
      "nav",
      { "aria-label": "Page" },
      tour,
      compare,
      exports,
      share,
      mode,
      shade,
      button("?", () => help.showModal(), { class: "icon", "aria-label": "Help and keys" }),
    ),
  );

  function render(): void {
    const { state } = desk;
    tour.setAttribute("aria-pressed", String(state.stop !== null));
    compare.hidden = state.b !== null;
    write(mode, state.mode === "full" ? "Simple" : "All controls");
    mode.title =
      state.mode === "full" ? "Only what a first visit needs" : "Data, network, training";
    write(shade, { auto: "Auto", light: "Light", dark: "Dark" }[theme]);
    shade.setAttribute("aria-label", `Colours: ${theme}`);
  }

  return { element: header, render };
}
