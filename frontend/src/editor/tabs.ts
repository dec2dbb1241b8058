// Tabs: queries with names, kept in this browser; what was closed can be had again.
import { announce, button, make, say, state } from "./dom";

export interface Tab {
  id: string;
  name: string;
  text: string;
  inferred: boolean;
  graphs: [string, string][];
}

interface Kept {
  tabs: Tab[];
  closed: Tab[];
  current: string;
}

const KEY = "carec-kg.editor.1";
const MOST_CLOSED = 10;
const MOST_TEXT = 200_000;

/** Return a text that nobody guesses: names of tabs and of queries under way. */
export function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isTab(value: unknown): value is Tab {
  const tab = value as Partial<Tab> | null;
  return typeof tab?.id === "string" && typeof tab.name === "string" && typeof tab.text === "string";
}

function readKept(): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>;
    const clean = (tabs: unknown): Tab[] =>
      (Array.isArray(tabs) ? tabs : []).filter(isTab).map((tab) => ({ ...tab, inferred: tab.inferred !== false, graphs: tab.graphs ?? [] }));
    return { tabs: clean(found.tabs), closed: clean(found.closed), current: found.current ?? "" };
  } catch {
    return { tabs: [], closed: [], current: "" };
  }
}

export class Tabs {
  private readonly kept = readKept();
  readonly bar = make("div", { class: "query-tabs" });

  /** `show` is told whenever another tab is the current one. */
  constructor(private readonly show: (tab: Tab) => void) {
    if (!this.kept.tabs.length) this.kept.tabs.push(this.fresh(state.start));
  }

  get current(): Tab {
    const { tabs, current } = this.kept;
    return tabs.find((tab) => tab.id === current) ?? (tabs[0] as Tab);
  }

  private fresh(text: string, name = ""): Tab {
    return { id: randomName(), name: this.freeName(name), text, inferred: true, graphs: [] };
  }

  /** Return a name that no tab has: the one that is wanted, else with a number. */
  private freeName(name: string): string {
    const taken = new Set(this.kept.tabs.map((tab) => tab.name));
    const numbered = (number: number): string => (name ? `${name} ${number}` : say("tab_name", { number }));
    if (name && !taken.has(name)) return name;
    let number = name ? 2 : 1;
    while (taken.has(numbered(number))) number += 1;
    return numbered(number);
  }

  /** Open a query in a tab of its own, or in the one that has it already. */
  open(text: string, name = "", more: Partial<Tab> = {}): Tab {
    const known = this.kept.tabs.find((tab) => tab.text === text && !more.graphs?.length);
    const tab = known ?? this.fresh(text, name);
    Object.assign(tab, more);
    if (!known) this.kept.tabs.push(tab);
    this.choose(tab);
    return tab;
  }

  choose(tab: Tab, focus = false): void {
    this.kept.current = tab.id;
    this.save();
    this.draw();
    this.show(tab);
    if (focus) this.bar.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  /** Keep this browser's copy; one that is full or forbidden costs nothing but the copy. */
  save(): void {
    try {
      const small = (tabs: Tab[]): Tab[] => tabs.filter((tab) => tab.text.length < MOST_TEXT);
      localStorage.setItem(KEY, JSON.stringify({ ...this.kept, tabs: small(this.kept.tabs), closed: small(this.kept.closed) }));
    } catch {
      // Private windows may keep nothing.
    }
  }

  private close(tab: Tab): void {
    const { tabs, closed } = this.kept;
    const place = tabs.indexOf(tab);
    tabs.splice(place, 1);
    if (tab.text.trim()) closed.unshift(tab);
    closed.splice(MOST_CLOSED);
    if (!tabs.length) tabs.push(this.fresh(""));
    announce(say("tab_closed", { name: tab.name }));
    this.choose(tabs[Math.min(place, tabs.length - 1)] as Tab, true);
  }

  private restore(): void {
    const tab = this.kept.closed.shift();
    if (!tab) return;
    this.kept.tabs.push(tab);
    this.choose(tab, true);
  }

  private rename(tab: Tab): void {
    const name = window.prompt(say("tab_rename_prompt"), tab.name)?.trim().slice(0, 60);
    if (!name) return;
    tab.name = name;
    this.save();
    this.draw();
  }

  private move(event: KeyboardEvent, tab: Tab): void {
    const { tabs } = this.kept;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key];
    if (event.key === "F2") this.rename(tab);
    if (event.key === "Delete") this.close(tab);
    if (step === undefined) return;
    event.preventDefault();
    const place = Math.min(Math.max(tabs.indexOf(tab) + step, 0), tabs.length - 1);
    this.choose(tabs[place] as Tab, true);
  }

  draw(): void {
    const { tabs, closed } = this.kept;
    const now = this.current;
    const list = make("div", { role: "tablist", "aria-label": say("tabs"), class: "query-tablist" });
    for (const tab of tabs) {
      const chosen = tab === now;
      list.append(
        make(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${tab.id}`,
            "aria-selected": String(chosen),
            "aria-controls": "query-panel",
            tabindex: chosen ? 0 : -1,
            title: say("tab_rename", { name: tab.name }),
            click: () => this.choose(tab, true),
            dblclick: () => this.rename(tab),
            keydown: (event) => this.move(event as KeyboardEvent, tab),
          },
          tab.name,
        ),
      );
    }
    const last = closed[0];
    this.bar.replaceChildren(
      list,
      make(
        "div",
        { class: "query-tab-acts" },
        button(say("act_new"), () => this.open(""), { title: say("tab_new") }),
        button(say("act_rename"), () => this.rename(now), { "aria-label": say("tab_rename", { name: now.name }) }),
        button(say("act_close"), () => this.close(now), { "aria-label": say("tab_close", { name: now.name }) }),
        last ? button(say("act_reopen"), () => this.restore(), { "aria-label": say("tab_restore", { name: last.name }) }) : null,
      ),
    );
  }
}
