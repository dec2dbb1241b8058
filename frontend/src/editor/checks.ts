// Marks in the query: brackets and texts that have no end, while one types; what the server says, once it has run.
import { linter, lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { say } from "./dom";
import { tokenise, type Token } from "./tokens";

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Return what is not closed or closes nothing. */
export function checkBrackets(text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: Token[] = [];
  const complain = (token: Token, key: string, mark: string): void => {
    found.push({ from: token.from, to: token.to, severity: "error", message: say(key, { mark }) });
  };
  for (const token of tokenise(text)) {
    if (token.kind === "string" && token.open) complain(token, "check_string", /^("""|'''|"|')/.exec(token.text)?.[0] ?? '"');
    if (token.kind !== "mark") continue;
    if (token.text in CLOSING) open.push(token);
    else if (/^[)\]}]$/.test(token.text)) {
      const last = open.at(-1);
      if (last && CLOSING[last.text] === token.text) open.pop();
      else complain(token, "check_unopened", token.text);
    }
  }
  for (const token of open) complain(token, "check_unclosed", token.text);
  return found;
}

const serverSays = StateEffect.define<Diagnostic | null>();
const told = StateField.define<Diagnostic | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(serverSays)) return effect.value;
    // What has been changed since has not been judged.
    return transaction.docChanged ? null : value;
  },
});

/** Check brackets and texts half a second after the last key. */
export function checks(): Extension {
  const check = (view: EditorView): Diagnostic[] => [...checkBrackets(view.state.doc.toString()), ...kept(view.state)];
  return [told, linter(check, { delay: 500 }), lintGutter()];
}

function kept(state: EditorState): Diagnostic[] {
  const diagnostic = state.field(told);
  return diagnostic ? [diagnostic] : [];
}

/** Mark the place that the server complains of; columns count characters from 1. Return the offset. */
export function markProblem(view: EditorView, line: number, column: number, message: string): number {
  const { doc } = view.state;
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  const offset = [...found.text].slice(0, column - 1).join("").length;
  const from = Math.min(found.from + offset, found.to);
  const [before, after] = [found.text.slice(0, from - found.from), found.text.slice(from - found.from)];
  const word = /^[^\s{}();,]+/.exec(after)?.[0].length ?? 0;
  // A mark has to have some width: at the end of a line it lies under what stands before.
  const back = after.trim() ? 0 : (/[^\s{}();,]*\s*$/.exec(before)?.[0].length ?? 0) || Math.min(1, before.length);
  const to = Math.min(doc.length, back ? from : from + Math.max(1, word));
  const diagnostic: Diagnostic = { from: from - back, to, severity: "error", message };
  view.dispatch({ effects: serverSays.of(diagnostic) });
  view.dispatch(setDiagnostics(view.state, [...checkBrackets(doc.toString()), diagnostic]));
  return from;
}

/** Take the server's mark away. */
export function clearProblem(view: EditorView): void {
  view.dispatch({ effects: serverSays.of(null) });
  view.dispatch(setDiagnostics(view.state, checkBrackets(view.state.doc.toString())));
}
