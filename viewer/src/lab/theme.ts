// Light or dark: by the system, or as a person chose; the classes' colours come from the viewer's.

import { css, dark, light } from "../paint/palette";
import type { Theme } from "../paint/scene";

export type ThemeChoice = "auto" | "light" | "dark";

const KEY = "unknot-theme";
const choices: readonly ThemeChoice[] = ["auto", "light", "dark"];
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function rememberedTheme(): ThemeChoice {
  try {
    return choices.find((each) => each === localStorage.getItem(KEY)) ?? "auto";
  } catch {
    return "auto"; // storage is switched off
  }
}

export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return choices[(choices.indexOf(choice) + 1) % choices.length];
}

/** Dresses the page, and remembers the choice. */
export function applyTheme(choice: ThemeChoice): void {
  const isDark = choice === "dark" || (choice === "auto" && system.matches);
  const root = document.documentElement;
  root.dataset.theme = isDark ? "dark" : "light";
  const { inks, tints }: Theme = isDark ? dark : light;
  for (const [label, ink] of inks.entries()) root.style.setProperty(`--class-${label}`, css(ink));
  for (const [label, tint] of tints.entries()) root.style.setProperty(`--tint-${label}`, css(tint));
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // It is not remembered, then.
  }
}

/** Calls back when the system changes between light and dark. */
export function onSystemTheme(changed: () => void): void {
  system.addEventListener("change", changed);
}
