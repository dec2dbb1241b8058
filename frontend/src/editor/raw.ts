// The answer as it came, in any form that the server writes it in, and as a file.
import { GRAPH_FORMATS, ROW_FORMATS, send, type Answer } from "./asking";
import { button, count, make, say } from "./dom";
import type { Tab } from "./tabs";

const MOST_SHOWN = 200_000;

function formatsOf(answer: Answer): [string, string, string][] {
  return answer.kind === "triples" ? GRAPH_FORMATS : ROW_FORMATS;
}

/** Return a choice of forms, with the body in each. */
export function showRaw(answer: Answer, tab: Tab): HTMLElement {
  const bodies = new Map([[answer.mediaType, answer.body]]);
  const text = make("pre", { class: "raw", tabindex: 0, role: "region", "aria-label": say("raw_region") });
  const note = make("p", { class: "hint" });
  const choice = make("select", { id: "raw-format" });
  for (const [name, type] of formatsOf(answer)) choice.append(make("option", { value: type, selected: type === answer.mediaType }, name));
  const show = async (): Promise<void> => {
    const type = choice.value;
    try {
      const body = bodies.get(type) ?? (await (await send(tab, type)).text());
      bodies.set(type, body);
      text.textContent = body.slice(0, MOST_SHOWN);
      note.textContent = body.length > MOST_SHOWN ? say("raw_cut", { shown: count(MOST_SHOWN), total: count(body.length) }) : "";
    } catch (error) {
      note.textContent = say("failed", { detail: error instanceof Error ? error.message : String(error) });
    }
  };
  choice.addEventListener("change", () => void show());
  void show();
  return make("div", {}, make("p", { class: "field" }, make("label", { for: "raw-format" }, say("raw_format")), choice), note, text);
}

/** Return buttons that fetch the answer as a file, as large as the server gives it. */
export function makeDownloads(answer: Answer, tab: Tab, fail: (message: string) => void): HTMLElement {
  const list = make("div", { class: "menu-body" });
  const menu = make("details", { class: "menu" }, make("summary", { class: "button quiet" }, say("download")), list);
  for (const [name, type, suffix] of formatsOf(answer)) {
    const save = async (): Promise<void> => {
      menu.open = false;
      try {
        const blob = await (await send(tab, type)).blob();
        const link = make("a", { href: URL.createObjectURL(blob), download: `${fileName(tab.name)}.${suffix}` });
        link.click();
        URL.revokeObjectURL(link.href);
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error));
      }
    };
    list.append(button(name, () => void save(), { "aria-label": say("download_as", { format: name }) }));
  }
  return menu;
}

function fileName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "answer";
}
