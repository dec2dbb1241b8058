// Why a query gives nothing: causes that the server finds, each with suggestions that are put into the query.
import { describeTab, readProblem } from "./asking";
import { announce, button, make, say } from "./dom";
import type { Tab } from "./tabs";

interface Suggestion {
  text: string;
  iri?: string | null;
  replacement?: string | null;
}

interface Cause {
  kind: string;
  text: string;
  fragment?: string | null;
  line?: number | null;
  column?: number | null;
  suggestions?: Suggestion[];
}

interface Diagnosis {
  causes: Cause[];
}

/** Put a replacement in a fragment's place; the fragment stands at a line and a column, both from 1, in characters. */
export type Apply = (fragment: string, line: number, column: number, replacement: string) => void;

/** Ask for the reason and show it once it is there. */
export function explainNothing(tab: Tab, apply: Apply): HTMLElement {
  const box = make("div", { class: "why notice" }, make("p", {}, say("why_wait")));
  void fill(box, tab, apply);
  return box;
}

async function fill(box: HTMLElement, tab: Tab, apply: Apply): Promise<void> {
  const response = await fetch("/editor/why", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(describeTab(tab)),
  }).catch(() => null);
  if (!response?.ok) {
    const detail = response ? (await readProblem(response)).detail : say("failed_network");
    box.replaceChildren(make("p", {}, say("why_failed", { detail })));
    return;
  }
  const { causes } = (await response.json()) as Diagnosis;
  if (!causes.length) {
    box.replaceChildren(make("p", {}, say("why_none")));
    return;
  }
  const list = make("ul", {}, ...causes.map((cause) => make("li", {}, make("span", {}, cause.text), offer(cause, apply))));
  box.replaceChildren(make("h2", {}, say("why_title")), list);
  announce([say("why_title"), ...causes.map((cause) => cause.text)].join(" "));
}

function offer(cause: Cause, apply: Apply): HTMLElement | null {
  const usable = (cause.suggestions ?? []).filter((each) => each.replacement);
  if (!usable.length || !cause.fragment) return null;
  const { fragment, line, column } = cause;
  return make(
    "p",
    { class: "buttons" },
    ...usable.map((each) => {
      const name = each.replacement ?? "";
      const words = each.text && each.text !== name ? `${name} (${each.text})` : name;
      return button(say("why_apply", { name: words }), () => {
        apply(fragment, line ?? 1, column ?? 1, name);
        announce(say("why_applied", { name }));
      });
    }),
  );
}
