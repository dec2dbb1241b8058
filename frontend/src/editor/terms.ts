// The terms of this graph, as the server counts them, and their short and long names.
import { state } from "./dom";

export interface Term {
  iri: string;
  uses: number;
  label?: string;
  text?: string;
}

export interface Property extends Term {
  /** Uses by class of the subject, by the class's place in the list of classes. */
  classes: Record<string, number>;
  /** Classes of the values, the most telling first, by their places. */
  values: number[];
}

export interface Terms {
  complete: boolean;
  classes: Term[];
  properties: Property[];
  graphs: Term[];
}

let loading: Promise<Terms> | null = null;

/** Have the terms; the browser keeps them and asks whether they still hold. */
export function loadTerms(): Promise<Terms> {
  loading ??= fetchTerms().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function fetchTerms(): Promise<Terms> {
  const response = await fetch(`/editor/terms.json?lang=${encodeURIComponent(state.language)}`);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Terms;
}

const PLAIN = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

/** Return `prefix:local` where that needs no escape, by the longest namespace that fits; else `<iri>`. */
export function shorten(iri: string, declared: Map<string, string> = new Map()): string {
  const known = { ...state.prefixes, ...Object.fromEntries(declared) };
  let best: string | null = null;
  for (const [prefix, namespace] of Object.entries(known)) {
    if (!namespace || !iri.startsWith(namespace) || !PLAIN.test(iri.slice(namespace.length))) continue;
    if (best === null || namespace.length > (known[best] ?? "").length) best = prefix;
  }
  return best === null ? `<${iri}>` : `${best}:${iri.slice((known[best] ?? "").length)}`;
}

/** Return the IRI of a name as a query writes it; `null` for a variable, a literal, an unknown prefix. */
export function expand(name: string, declared: Map<string, string>): string | null {
  if (name === "a") return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  if (name.startsWith("<")) return name.slice(1, -1);
  const colon = name.indexOf(":");
  if (colon < 0 || name.startsWith("?") || name.startsWith('"')) return null;
  const prefix = name.slice(0, colon);
  const namespace = declared.get(prefix) ?? state.prefixes[prefix];
  return namespace === undefined ? null : namespace + name.slice(colon + 1).replace(/\\(.)/g, "$1");
}
