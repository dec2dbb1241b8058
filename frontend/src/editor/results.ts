// The answer below the editor: what is true of it in a line, and the views that suit it.
import type { Answer, Problem, Row } from "./asking";
import { showChart } from "./chart";
import { announce, button, count, duration, make, say } from "./dom";
import { showEvidence } from "./evidence";
import { showMap } from "./map";
import { makeDownloads, showRaw } from "./raw";
import { RowTable } from "./table";
import type { Tab } from "./tabs";
import { explainNothing, type Apply } from "./why";

interface View {
  key: string;
  words: string;
  draw: () => HTMLElement;
}

export class Results {
  readonly element = make("section", { class: "answer", id: "answer", "aria-label": say("answer") });

  constructor(private readonly apply: Apply) {}

  clear(): void {
    this.element.replaceChildren();
  }

  /** Say that something is under way. */
  wait(): void {
    this.element.replaceChildren(make("p", { class: "answer-state" }, make("span", { class: "spinner", "aria-hidden": "true" }), say("running")));
    announce(say("running"));
  }

  /** Show a sentence in the answer's place. */
  tell(text: string): void {
    this.element.replaceChildren(make("p", { class: "answer-state" }, text));
    announce(text);
  }

  /** Show what went wrong; `go` leads to its place, where it has one. */
  fail(problem: Problem, go: (() => void) | null): void {
    const { line, column, detail } = problem;
    const text = line ? say("error_at", { line, column: column ?? 1, detail: withoutPlace(detail) }) : say("failed", { detail });
    this.element.replaceChildren(make("div", { class: "problem" }, make("p", {}, text), go ? make("p", {}, button(say("go_to_error"), go)) : null));
    announce(text);
  }

  show(answer: Answer, tab: Tab): void {
    const summary = summarise(answer);
    const facts = [summary, answer.kind === "yesno" ? "" : answer.cut === null ? say("complete") : say("cut", { rows: count(answer.cut) })];
    facts.push(say(tab.inferred ? "inferred_in" : "inferred_out"));
    if (answer.evaluator) facts.push(say("evaluator", { name: answer.evaluator }));
    const fail = (detail: string): void => this.fail({ detail, reason: "", status: 0 }, null);
    const head = make(
      "div",
      { class: "answer-head" },
      make(
        "p",
        { class: "answer-state" },
        make("strong", {}, facts[0] ?? ""),
        ` ${facts.slice(1).filter(Boolean).join(" ")} `,
        make("span", { class: "muted", title: say("version_title", { version: answer.version }) }, say("version", { version: answer.version.slice(0, 12) })),
      ),
      makeDownloads(answer, tab, fail),
    );
    this.element.replaceChildren(head, this.makeViews(answer, tab));
    announce(facts.join(" "));
  }

  private makeViews(answer: Answer, tab: Tab): HTMLElement {
    if (answer.kind === "rows" && !answer.rows.length) {
      return make("div", {}, make("p", { class: "verdict" }, say("no_rows")), explainNothing(tab, this.apply));
    }
    const raw: View = { key: "raw", words: say("view_raw"), draw: () => showRaw(answer, tab) };
    if (answer.kind === "triples") return raw.draw();
    if (answer.kind === "yesno") return make("p", { class: "verdict" }, say(answer.truth ? "yes" : "no"));
    const evident = (row: Row, number: number): void => void showEvidence(tab, row, number);
    return tabbed([
      { key: "table", words: say("view_table"), draw: () => new RowTable(answer, evident).element },
      { key: "chart", words: say("view_chart"), draw: () => showChart(answer) },
      { key: "map", words: say("view_map"), draw: () => showMap(answer) },
      raw,
    ]);
  }
}

function summarise(answer: Answer): string {
  const time = duration(answer.milliseconds);
  if (answer.kind === "yesno") return say("done_yesno", { answer: say(answer.truth ? "yes" : "no"), time });
  if (answer.kind === "rows") return say(answer.rows.length === 1 ? "done_row" : "done_rows", { rows: count(answer.rows.length), time });
  return say("done_triples", { time });
}

/** The place is said before it. */
function withoutPlace(detail: string): string {
  return detail.replace(/^(?:line \d+, column \d+|\d+:\d+):\s*/i, "");
}

/** Return views under tabs; each is drawn when it is first looked at. */
function tabbed(views: View[]): HTMLElement {
  const list = make("div", { role: "tablist", class: "view-tabs", "aria-label": say("views") });
  const panel = make("div", { role: "tabpanel", id: "view-panel" });
  const drawn = new Map<string, HTMLElement>();
  const buttons = views.map((view, place) =>
    make("button", { type: "button", role: "tab", id: `view-${view.key}`, "aria-controls": "view-panel", click: () => choose(place), keydown: (event) => move(event as KeyboardEvent, place) }, view.words),
  );
  const choose = (place: number): void => {
    const view = views[place];
    if (!view) return;
    buttons.forEach((each, other) => {
      each.setAttribute("aria-selected", String(other === place));
      each.tabIndex = other === place ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `view-${view.key}`);
    const content = drawn.get(view.key) ?? view.draw();
    drawn.set(view.key, content);
    panel.replaceChildren(content);
  };
  const move = (event: KeyboardEvent, place: number): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (place + step + views.length) % views.length;
    choose(next);
    buttons[next]?.focus();
  };
  list.append(...buttons);
  choose(0);
  return make("div", {}, list, panel);
}
