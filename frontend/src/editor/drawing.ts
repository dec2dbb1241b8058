// Drawings of an answer: the server draws them, so that they look as those of its pages do.
import { readProblem } from "./asking";
import { make, say } from "./dom";

export interface Mark {
  name: string;
  series?: string;
  value?: string | undefined;
  x?: number;
  y?: number;
}

export interface Order {
  kind: string;
  title: string;
  measure: string;
  marks: Mark[];
}

/** Have something drawn and put it into a place; what goes wrong is said there. */
export async function requestDrawing(order: Order, place: HTMLElement): Promise<void> {
  const response = await fetch("/editor/drawing", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "image/svg+xml, application/problem+json" },
    body: JSON.stringify(order),
  }).catch(() => null);
  if (!response?.ok) {
    const detail = response ? (await readProblem(response)).detail : say("failed_network");
    place.replaceChildren(make("p", { class: "problem" }, say("chart_failed", { detail })));
    return;
  }
  const parsed = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
  place.replaceChildren(document.importNode(parsed.documentElement, true));
}
