// A weight or a bias, as a person may take hold of it.

import type { Recording } from "../../recording/recording";
import { type Layout, parameterAt } from "./layout";
import { affineOf, type Touchable } from "./maps";
import { unitName } from "./words";

export interface Given {
  readonly column: number;
  readonly unit: number;
  /** The unit of the column before that it leads from; null: the bias. */
  readonly from: number | null;
  /** Its place among all parameters. */
  readonly index: number;
  readonly name: string;
}

/** All that the diagram draws. */
export function givenIn(network: Touchable, recording: Recording, { columns }: Layout): Given[] {
  return columns.flatMap((places, column) =>
    places.flatMap(({ unit }) => {
      if (column === 0) return [];
      const to = unitName(network, recording, column, unit);
      const sources = [...columns[column - 1].map((each) => each.unit), null];
      return sources.map((from) => {
        const index = parameterAt(network.widths, column, unit, from);
        const source = from !== null && unitName(network, recording, column - 1, from);
        const name = source ? `${source} → ${to}` : `bias of ${to}`;
        return { column, unit, from, index, name };
      });
    }),
  );
}

export function setTo(network: Touchable, { column, unit, from }: Given): number {
  const { weight, bias, columns } = affineOf(network, column);
  return from === null ? bias[unit] : weight[unit * columns + from];
}
