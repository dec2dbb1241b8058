// Completions below every search box: an ARIA combobox over /search/suggest. Without it the form works as it is.

interface Suggestion {
  address: string;
  name: string;
  language: string;
  what: string;
  group: string;
  matched: string;
  matchedLanguage: string;
}

/** Milliseconds without a key before the server is asked, and letters that it takes. */
const PAUSE = 120;
const LEAST = 2;
let boxes = 0;

function write(tag: string, text: string, className: string, language = ""): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  if (language && language !== document.documentElement.lang) element.lang = language;
  return element;
}

function complete(form: HTMLFormElement, input: HTMLInputElement): void {
  const number = (boxes += 1);
  const list = document.createElement("ul");
  list.className = "completions";
  list.id = `completions-${number}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent?.trim() ?? "");
  const status = write("p", "", "visually-hidden");
  status.setAttribute("role", "status");
  (input.closest(".search-box") ?? form).append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]] as const) {
    input.setAttribute(name, value);
  }

  let chosen = -1;
  let timer = 0;
  let asking: AbortController | null = null;

  function show(open: boolean): void {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  function choose(place: number): void {
    chosen = place;
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === place));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function fill(suggestions: Suggestion[]): void {
    list.replaceChildren(
      ...suggestions.map((found, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.address = found.address;
        option.append(write("span", found.name, "completion-name", found.language));
        const about = write("span", found.what || found.group, "completion-about");
        if (found.matched && found.matched !== found.name) {
          about.append(" · ", write("span", found.matched, "", found.matchedLanguage));
        }
        option.append(about);
        return option;
      }),
    );
    choose(-1);
    show(suggestions.length > 0);
    status.textContent = suggestions.length ? String(suggestions.length) : "";
  }

  async function ask(): Promise<void> {
    const text = input.value.trim();
    asking?.abort();
    if (text.length < LEAST) return show(false);
    asking = new AbortController();
    const query = new URLSearchParams({ q: text });
    const language = new URLSearchParams(location.search).get("lang");
    if (language) query.set("lang", language);
    try {
      const answer = await fetch(`/search/suggest?${query}`, { signal: asking.signal });
      if (answer.ok) fill(((await answer.json()) as { suggestions: Suggestion[] }).suggestions);
    } catch (failure) {
      // Typed on, or the server is away: the form still works.
      if (!(failure instanceof DOMException)) show(false);
    }
  }

  function go(option: Element | undefined): void {
    const address = (option as HTMLElement | undefined)?.dataset.address;
    if (!address) return;
    const language = new URLSearchParams(location.search).get("lang");
    const target = new URL(address, location.origin);
    if (language) target.searchParams.set("lang", language);
    location.assign(target);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) show(true);
      // From the field itself up to the last, and past either end back to the field.
      const next = chosen + step;
      choose(next >= count ? -1 : next < -1 ? count - 1 : next);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      go(list.children[chosen]);
    }
  });
  input.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go((event.target as Element).closest("li") ?? undefined));
}

for (const input of document.querySelectorAll<HTMLInputElement>('form[role="search"] input[type="search"][name="q"]')) {
  if (input.form?.getAttribute("action") === "/search") complete(input.form, input);
}

export {};
