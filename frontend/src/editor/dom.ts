// Elements, words and messages: what every part of the editor makes its pages from.

/** What the server says of the page: texts by key, the reader's language, the query of the address. */
export interface State {
  words: Record<string, string>;
  language: string;
  graphs: [string, string][];
  start: string;
  prefixes: Record<string, string>;
  asked: string | null;
}

export const state = JSON.parse(document.getElementById("editor-state")?.textContent ?? "{}") as State;

/** Return a text of the interface with its {places} filled. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const text = state.words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | null | ((event: Event) => void)>;

/** Make an element: functions listen, `true` is an attribute without a value, `null` and `false` are none. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** Make a button; `quiet` ones are not filled. */
export function button(text: string, act: (event: Event) => void, more: Attributes = {}): HTMLButtonElement {
  return make("button", { type: "button", class: "button quiet", click: act, ...more }, text);
}

const live = make("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });

/** Tell a screen reader; the same text twice is heard twice. */
export function announce(text: string): void {
  if (!live.isConnected) document.body.append(live);
  live.textContent = "";
  window.setTimeout(() => {
    live.textContent = text;
  }, 60);
}

/** Write a number as the interface's language does. */
export function count(number: number): string {
  return number.toLocaleString("en");
}

/** Write a duration in ms or s. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

let dialogs = 0;

/** Open a dialog with a heading and a way to close it; it is gone once closed. */
export function openDialog(title: string, content: Node, kind: string): HTMLDialogElement {
  const id = `dialog-${++dialogs}`;
  const dialog = make(
    "dialog",
    { class: `editor-dialog ${kind}`, "aria-labelledby": id, close: () => dialog.remove() },
    make(
      "div",
      { class: "editor-dialog-head" },
      make("h2", { id }, title),
      button(say("close"), () => dialog.close(), { class: "button quiet" }),
    ),
    content,
  );
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
