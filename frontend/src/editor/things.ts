// Things by their names in any language, as the server's search suggests them.
import { state } from "./dom";

export interface Thing {
  iri: string;
  label: string;
  kind: string;
  description: string;
}

interface Suggested {
  suggestions: { iri: string; name: string; matched: string; what: string; kind: string; summary?: string }[];
}

const kept = new Map<string, Promise<Thing[]>>();
const MOST_KEPT = 200;

/** Return the things whose names begin so, or nearly so; none where the server does not say. */
export function findThings(text: string): Promise<Thing[]> {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size > MOST_KEPT) kept.clear();
  const found = fetchThings(text).catch(() => []);
  kept.set(text, found);
  return found;
}

async function fetchThings(text: string): Promise<Thing[]> {
  const given = new URLSearchParams({ q: text, lang: state.language });
  const response = await fetch(`/search/suggest?${given}`);
  if (!response.ok) return [];
  const found = (await response.json()) as Suggested;
  return found.suggestions.map(({ iri, name, matched, what, summary }) => ({
    iri,
    // Found by another name, it is shown by both.
    label: matched && matched !== name ? `${name} (${matched})` : name,
    kind: what,
    description: summary ?? "",
  }));
}
