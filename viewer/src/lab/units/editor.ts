// The weights and the bias of the unit that is pinned, to be typed.

import type { Recording } from "../../recording/recording";
import { h, write } from "../../viewer/dom";
import { keyed } from "../elements";
import { type Field, numberField } from "../fields";
import { parameterAt, sample } from "./layout";
import { affineOf, type Touchable } from "./maps";
import { unitName } from "./words";

/** Weights of this size and more are refused. */
export const MOST_WEIGHT = 1000;

interface Typed {
  readonly name: string;
  readonly index: number;
  readonly value: number;
}

export class Editor {
  readonly element: HTMLElement;
  private readonly title = h("h3");
  private readonly fields = h("div", { class: "weights" });
  private readonly show: (items: readonly Typed[]) => void;

  constructor(weigh: (index: number, value: number) => void) {
    this.element = h("div", { class: "unit-editor", hidden: true }, this.title, this.fields);
    this.show = keyed(
      this.fields,
      ({ index, name }: Typed) => `${index} ${name}`,
      ({ name, index }) => {
        const field: Field<number> = numberField({
          label: name,
          low: -MOST_WEIGHT,
          high: MOST_WEIGHT,
          change: (value) => weigh(index, value),
        });
        const input = field.element.querySelector("input");
        input?.setAttribute("step", "0.05");
        return {
          element: field.element,
          // What is being typed is a person's own, while training goes on.
          set: ({ value }) => {
            if (document.activeElement !== input) field.set(Number(value.toPrecision(4)));
          },
        };
      },
    );
  }

  render(network: Touchable, recording: Recording, column: number, unit: number): void {
    this.element.hidden = column === 0;
    if (column === 0) return;
    const { widths } = network;
    const { weight, bias, columns } = affineOf(network, column);
    const name = unitName(network, recording, column, unit);
    write(this.title, name[0].toUpperCase() + name.slice(1));
    const from = sample(columns).map((source) => ({
      name: `from ${unitName(network, recording, column - 1, source).replace(/ of layer.*/, "")}`,
      index: parameterAt(widths, column, unit, source),
      value: weight[unit * columns + source],
    }));
    const own = { name: "bias", index: parameterAt(widths, column, unit, null), value: bias[unit] };
    this.show([...from, own]);
  }
}
