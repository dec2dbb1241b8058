// Prefixes that are known here are declared by themselves once they are used.
import { Annotation, type ChangeSpec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { state } from "./dom";
import { declaredPrefixes, tokenise, usedPrefixes, type Token } from "./tokens";

const added = Annotation.define<boolean>();

/** Return the change that declares the known prefixes that a text uses and lacks; `null` where it lacks none. */
export function declareMissing(text: string): ChangeSpec | null {
  const tokens = tokenise(text);
  const declared = declaredPrefixes(tokens);
  const known = state.prefixes;
  const missing = [...usedPrefixes(tokens)].filter((prefix) => !declared.has(prefix) && known[prefix]);
  if (!missing.length) return null;
  const lines = missing.sort().map((prefix) => `PREFIX ${prefix}: <${known[prefix]}>`);
  const from = placeForPrefix(tokens, text);
  const gap = !declared.size && from < text.length && !text.startsWith("\n", from) ? "\n" : "";
  return { from, insert: `${lines.join("\n")}\n${gap}` };
}

/** Return the start of the line of the first word, so that comments stay on top. */
function placeForPrefix(tokens: Token[], text: string): number {
  const start = tokens.find((token) => token.kind !== "comment")?.from ?? 0;
  return text.lastIndexOf("\n", start - 1) + 1;
}

/** Declare what is missing after each change of the reader's, but not after taking one back. */
export function autoPrefixes(): Extension {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    const own = update.transactions.some((each) => each.annotation(added) || each.isUserEvent("undo") || each.isUserEvent("redo"));
    const typed = update.transactions.some((each) => each.isUserEvent("input") || each.isUserEvent("complete"));
    if (own || !typed || update.view.composing) return;
    const text = update.state.doc.toString();
    const changes = declareMissing(text);
    if (!changes) return;
    // A view takes no change while it tells of one.
    queueMicrotask(() => {
      if (update.view.state.doc.toString() === text) {
        update.view.dispatch({ changes, annotations: added.of(true), userEvent: "input.prefix" });
      }
    });
  });
}
