// The editor itself: CodeMirror with SPARQL, in the colours of the site.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, temporarilySetTabFocusMode, toggleComment } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState, Prec, type Extension, type Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, type KeyBinding } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { checks } from "./checks";
import { completion } from "./completion";
import { say } from "./dom";
import { autoPrefixes } from "./prefixes";

// Classes, so that the site's style sheet colours them in both schemes.
const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "tok-keyword" },
  { tag: tags.variableName, class: "tok-variable" },
  { tag: tags.string, class: "tok-string" },
  { tag: [tags.integer, tags.float, tags.bool], class: "tok-number" },
  { tag: [tags.namespace, tags.url, tags.typeName], class: "tok-name" },
  { tag: tags.annotation, class: "tok-tag" },
  { tag: tags.comment, class: "tok-comment" },
]);

/** Return the leave to add styles, which the page's policy gives to this script alone. */
export function nonce(): Extension {
  return EditorView.cspNonce.of(document.getElementById("editor-script")?.nonce ?? "");
}

/**
 * Type over a selection without the browser: it would keep the colours of what goes by a style in the text itself,
 * which the page's policy refuses.
 */
function typeOver(): Extension {
  return EditorView.domEventHandlers({
    beforeinput(event, view) {
      const { main, ranges } = view.state.selection;
      const text = event.data;
      if (event.inputType !== "insertText" || !text || main.empty || ranges.length > 1 || view.composing) return false;
      const insert = (): Transaction => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
      const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, text, insert));
      if (!handled) view.dispatch(insert());
      event.preventDefault();
      return true;
    },
  });
}

/** Return all that an editor's state is made with; `keys` come before those of the editor. */
export function extensions(keys: KeyBinding[], changed: (text: string) => void): Extension[] {
  return [
    nonce(),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    EditorState.languageData.of(() => [{ commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'"] } }]),
    bracketMatching(),
    closeBrackets(),
    sparql(),
    syntaxHighlighting(colours),
    completion(),
    checks(),
    typeOver(),
    autoPrefixes(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": say("editor_label"), "aria-describedby": "editor-keys", spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
    Prec.highest(keymap.of(keys)),
    keymap.of([
      ...closeBracketsKeymap,
      ...lintKeymap,
      ...historyKeymap,
      { key: "Mod-/", run: toggleComment },
      ...defaultKeymap,
      // Esc closes what is open; where nothing is, the next Tab leaves the editor.
      { key: "Escape", run: temporarilySetTabFocusMode },
      indentWithTab,
    ]),
  ];
}
