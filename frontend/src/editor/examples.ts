// The saved queries as examples: a list with a search; the one chosen opens in a tab, its parameters filled.
import { button, count, make, openDialog, say, state } from "./dom";

interface Saved {
  name: string;
  title: string;
  question: string;
  description: string;
  tags: string[];
}

let list: Promise<Saved[]> | null = null;

async function fetchList(): Promise<Saved[]> {
  const response = await fetch("/queries.json");
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as { queries: Saved[] }).queries;
}

async function fetchExample(name: string): Promise<string> {
  const response = await fetch(`/editor/example/${encodeURIComponent(name)}`);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.text()).trimEnd() + "\n";
}

/** Let the reader choose a saved query; `open` gets its text and its question. */
export async function chooseExample(open: (text: string, name: string) => void): Promise<void> {
  const search = make("input", { type: "search", id: "example-search", autocomplete: "off" });
  const shown = make("ul", { class: "example-list" });
  const note = make("p", { class: "hint", role: "status" });
  const content = make("div", {}, make("p", { class: "field" }, make("label", { for: "example-search" }, say("examples_search")), search), note, shown);
  const dialog = openDialog(say("examples_title"), content, "examples-dialog");
  const choose = async (saved: Saved): Promise<void> => {
    try {
      const text = await fetchExample(saved.name);
      dialog.close();
      open(text, saved.name);
    } catch {
      note.textContent = say("examples_failed");
    }
  };
  let all: Saved[] = [];
  const draw = (): void => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = all.filter((saved) => {
      const text = [saved.name, saved.title, saved.question, saved.description, ...saved.tags].join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    });
    note.textContent = say("examples_count", { count: count(fits.length) });
    shown.replaceChildren(
      ...fits.map((saved) =>
        make("li", {}, button(saved.question, () => void choose(saved), { class: "example", lang: state.language === "en" ? null : "en" }), make("p", { class: "hint" }, saved.description)),
      ),
    );
  };
  search.addEventListener("input", draw);
  search.focus();
  try {
    list ??= fetchList();
    all = await list;
    draw();
  } catch {
    list = null;
    note.textContent = say("examples_failed");
  }
}
