// The editor of /sparql: tabs above, the query, the acts, and the answer below. The form is for those without scripts.
import { EditorState, type ChangeSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ProblemError, Run, type Problem } from "./editor/asking";
import { clearProblem, markProblem } from "./editor/checks";
import { extensions, nonce } from "./editor/code";
import { announce, button, make, openDialog, say, state } from "./editor/dom";
import { chooseExample } from "./editor/examples";
import { declareMissing } from "./editor/prefixes";
import { Results } from "./editor/results";
import { Tabs, type Tab } from "./editor/tabs";
import { loadTerms } from "./editor/terms";

class Workbench {
  private readonly view: EditorView;
  private readonly tabs: Tabs;
  private readonly results = new Results((fragment, line, column, replacement) => this.replace(fragment, line, column, replacement));
  private readonly states = new Map<string, EditorState>();
  private readonly inferred = make("input", { type: "checkbox", id: "inferred" });
  private readonly runButton = button(say("run"), () => void this.run(), { class: "button run", title: say("run_title"), "aria-keyshortcuts": "Control+Enter" });
  private readonly stopButton = button(say("stop"), () => void this.stop(), { hidden: true });
  private readonly graphs = make("p", { class: "hint" });
  private shown: string | null = null;
  private running: Run | null = null;

  constructor(private readonly place: HTMLElement) {
    this.view = new EditorView({ extensions: nonce() });
    this.tabs = new Tabs((tab) => this.show(tab));
    this.inferred.addEventListener("change", () => {
      this.tabs.current.inferred = this.inferred.checked;
      this.tabs.save();
    });
    window.addEventListener("pagehide", () => this.running?.leave());
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.lay();
  }

  private lay(): void {
    const panel = make("div", { role: "tabpanel", id: "query-panel", class: "query-panel" }, this.view.dom, this.graphs);
    const acts = make(
      "div",
      { class: "query-acts" },
      this.runButton,
      this.stopButton,
      make("label", { class: "check" }, this.inferred, say("include_inferred")),
      make(
        "span",
        { class: "query-more" },
        button(say("examples"), () => void chooseExample((text, name) => this.openTab(text, name))),
        button(say("share"), () => void this.share()),
        button(say("help"), () => this.help(), { "aria-keyshortcuts": "F1" }),
      ),
    );
    const keys = make("p", { class: "hint", id: "editor-keys" }, say("editor_keys"));
    this.place.append(this.tabs.bar, panel, acts, keys, this.results.element);
  }

  /** Begin: with the query of the address, which is run, else with what was there last. */
  begin(form: HTMLFormElement, text: string): void {
    const asked = text.trim() && text !== state.start ? text : null;
    if (asked) this.tabs.open(asked, say("tab_name_shared"), { graphs: state.graphs, inferred: !form.querySelector<HTMLInputElement>("[name=inferred]")?.checked });
    else this.tabs.choose(this.tabs.current);
    form.hidden = true;
    this.place.hidden = false;
    loadTerms().catch(() => announce(say("terms_failed")));
    if (state.asked?.trim()) void this.run();
  }

  private makeState(tab: Tab): EditorState {
    const keys = [
      { key: "Mod-Enter", run: () => (void this.run(), true) },
    ];
    const changed = (text: string): void => {
      tab.text = text;
      this.tabs.save();
    };
    return EditorState.create({ doc: tab.text, extensions: extensions(keys, changed) });
  }

  private show(tab: Tab): void {
    if (this.shown === tab.id) return;
    if (this.shown) this.states.set(this.shown, this.view.state);
    // The answer belongs to the query that was left.
    this.results.clear();
    this.shown = tab.id;
    this.view.setState(this.states.get(tab.id) ?? this.makeState(tab));
    this.inferred.checked = tab.inferred;
    this.graphs.textContent = tab.graphs.length ? say("graphs", { names: tab.graphs.map(([, graph]) => graph).join(", ") }) : "";
    this.place.querySelector("#query-panel")?.setAttribute("aria-labelledby", `tab-${tab.id}`);
  }

  private openTab(text: string, name: string): void {
    this.tabs.open(text, name);
    this.view.focus();
  }

  private async run(): Promise<void> {
    await this.stop();
    const changes = declareMissing(this.view.state.doc.toString());
    if (changes) this.view.dispatch({ changes });
    const tab = this.tabs.current;
    tab.text = this.view.state.doc.toString();
    if (!tab.text.trim()) {
      this.results.tell(say("empty_query"));
      return;
    }
    clearProblem(this.view);
    const run = new Run(tab);
    this.running = run;
    this.busy(true);
    this.results.wait();
    try {
      const answer = await run.answer();
      if (this.running === run) this.results.show(answer, run.tab);
    } catch (error) {
      if (this.running === run) this.fail(error);
    } finally {
      if (this.running === run) {
        this.running = null;
        this.busy(false);
      }
    }
  }

  private busy(busy: boolean): void {
    const focused = document.activeElement;
    this.stopButton.hidden = !busy;
    this.runButton.hidden = busy;
    // A button that goes hands the focus on.
    if (focused === this.runButton && busy) this.stopButton.focus();
    if (focused === this.stopButton && !busy) this.runButton.focus();
  }

  private fail(error: unknown): void {
    if (!(error instanceof ProblemError)) {
      this.results.tell(say("failed_network"));
      return;
    }
    const { problem } = error;
    if (problem.reason === "cancelled") this.results.tell(say("stopped"));
    else this.results.fail(problem, this.mark(problem));
  }

  private mark(problem: Problem): (() => void) | null {
    if (!problem.line) return null;
    const offset = markProblem(this.view, problem.line, problem.column ?? 1, problem.detail);
    return () => {
      this.view.dispatch({ selection: { anchor: Math.min(offset, this.view.state.doc.length) }, scrollIntoView: true });
      this.view.focus();
    };
  }

  /** End the query under way, and say so once the server has. */
  private async stop(): Promise<void> {
    const run = this.running;
    if (!run) return;
    announce(say("stopping"));
    await run.stop();
  }

  /** Put a suggestion in the place of what it is for: where it stands, else wherever it stands first. */
  private replace(fragment: string, line: number, column: number, replacement: string): void {
    const { doc } = this.view.state;
    const start = doc.line(Math.min(Math.max(1, line), doc.lines));
    const at = start.from + [...start.text].slice(0, column - 1).join("").length;
    const from = doc.sliceString(at, at + fragment.length) === fragment ? at : doc.toString().indexOf(fragment);
    if (from < 0) return;
    const changes: ChangeSpec = { from, to: from + fragment.length, insert: replacement };
    this.view.dispatch({ changes, selection: { anchor: from + replacement.length }, userEvent: "input.suggestion", scrollIntoView: true });
    this.view.focus();
  }

  private async share(): Promise<void> {
    const tab = this.tabs.current;
    const given = new URLSearchParams({ query: this.view.state.doc.toString() });
    for (const [name, graph] of tab.graphs) given.append(name, graph);
    if (!tab.inferred) given.set("inferred", "false");
    const address = `${location.origin}/sparql?${given}`;
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address);
      announce(say("copied"));
      this.flash(say("copied"));
    } catch {
      announce(say("copy_failed"));
      this.flash(say("copy_failed"));
    }
  }

  private flash(text: string): void {
    const note = make("p", { class: "flash" }, text);
    this.place.querySelector(".query-acts")?.after(note);
    window.setTimeout(() => note.remove(), 6000);
  }

  private onKey(event: KeyboardEvent): void {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && this.running && !event.defaultPrevented) void this.stop();
    if (event.key === "F1") {
      event.preventDefault();
      this.help();
    }
  }

  private help(): void {
    const rows: [string, string][] = [
      ["Ctrl+Enter", "key_run"],
      ["Esc", "key_stop"],
      ["Ctrl+Space", "key_complete"],
      ["Esc, Tab", "key_leave"],
      ["Ctrl+/", "key_comment"],
      ["Ctrl+Z, Ctrl+Y", "key_find"],
      ["F1", "key_help"],
    ];
    const list = make("dl", { class: "key-list" }, ...rows.map(([keys, word]) => make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, say(word)))));
    openDialog(say("help_title"), list, "help-dialog");
  }
}

const place = document.getElementById("workbench");
const form = document.getElementById("editor-form");
const text = document.querySelector<HTMLTextAreaElement>("#editor-query");
if (place && form instanceof HTMLFormElement && text) new Workbench(place).begin(form, text.value);
