// Fields of a form that take any thing of the graph: what is typed is searched for, and the list holds names and IRIs.

const PAUSE = 150;
const LEAST = 2;

interface Found {
  iri: string;
  name: string;
  what: string;
}

const ID = "https://w3id.org/carec-kg/id/";

for (const [number, input] of document.querySelectorAll<HTMLInputElement>("input[data-suggest=things]").entries()) {
  const list = document.createElement("datalist");
  list.id = `things-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  let last = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const text = input.value.trim();
      if (text.length < LEAST || text === last || text.includes(":")) return;
      last = text;
      const answer = await fetch(`/search/suggest?${new URLSearchParams({ q: text })}`).catch(() => null);
      if (!answer?.ok || input.value.trim() !== text) return;
      const { suggestions } = (await answer.json()) as { suggestions: Found[] };
      list.replaceChildren(
        ...suggestions
          .filter(({ iri }) => iri.startsWith(ID))
          .map(({ iri, name, what }) => {
            const option = document.createElement("option");
            option.value = `id:${iri.slice(ID.length)}`;
            option.label = what ? `${name} (${what})` : name;
            return option;
          }),
      );
    }, PAUSE);
  });
}

export {};
