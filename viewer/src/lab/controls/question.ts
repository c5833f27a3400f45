// What a table asks before it can be used, or what is wrong with it, and what may be done.

import { h, write } from "../../viewer/dom";
import { button, type Kept, texts } from "../elements";
import type { TableAnswer } from "../protocol";
import { inWords, keepable, keeping, type Options, questionsIn } from "../table";

export interface Asked {
  table: TableAnswer;
  /** Why the last thing that was said of it could not be done. */
  refused: string | null;
}

/** `say` gets what becomes of the table's options. */
export function questionBox(say: (options: (from: TableAnswer) => Options) => void): Kept<Asked> {
  const list = h("ul", { class: "lines" });
  const ask = texts(list, "li");
  const words = h("span");
  const proposal = h("p", {}, h("strong", {}, "Proposal: "), words);
  const waits = h("p", { class: "hint" }, "The picture stays as it is until this is settled.");
  const propose = button("Use the proposal", () => say(proposed), { class: "primary" });
  const keep = button("", () => say((from) => keeping(from, keepable(from))));
  const acts = h("div", { class: "row" }, propose, keep);
  const element = h("div", { role: "alert" }, list, proposal, waits, acts);

  return {
    element,
    set({ table, refused }) {
      const { error, question } = table;
      const wrong = refused ?? error;
      const open = wrong === null ? question : null;
      element.className = wrong === null ? "question" : "question error";
      element.hidden = wrong === null && open === null;
      ask(wrong === null ? questionsIn(open?.sentence ?? "", table.file) : [wrong]);
      waits.hidden = table.points !== null;
      const options = open?.options;
      proposal.hidden = propose.hidden = !options;
      write(words, options ? inWords(options) : "");
      const kept = open ? keepable(table) : [];
      const name = kept.length === 1 && kept[0].length < 16 ? kept[0] : "them";
      keep.hidden = kept.length === 0;
      write(keep, `Keep ${name} among the features`);
      acts.hidden = propose.hidden && keep.hidden;
    },
  };
}

function proposed({ question, options }: TableAnswer): Options {
  return question?.options ?? options;
}
