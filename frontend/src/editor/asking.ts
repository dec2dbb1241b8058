// Asking the server: an answer with all that is said of it, and a way to stop.
import { state } from "./dom";
import { randomName, type Tab } from "./tabs";

export type Cell = { type: "uri" | "literal" | "bnode"; value: string; "xml:lang"?: string; datatype?: string };
export type Row = Record<string, Cell | undefined>;

export interface Answer {
  kind: "rows" | "yesno" | "triples";
  body: string;
  mediaType: string;
  variables: string[];
  rows: Row[];
  truth: boolean;
  /** After how many rows the server cut, `null` where the answer is complete. */
  cut: number | null;
  version: string;
  evaluator: string;
  milliseconds: number;
}

export interface Problem {
  detail: string;
  reason: string;
  status: number;
  line?: number;
  column?: number;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export const ROW_FORMATS: [string, string, string][] = [
  ["CSV", "text/csv", "csv"],
  ["TSV", "text/tab-separated-values", "tsv"],
  ["JSON", "application/sparql-results+json", "json"],
  ["XML", "application/sparql-results+xml", "xml"],
];
export const GRAPH_FORMATS: [string, string, string][] = [
  ["Turtle", "text/turtle", "ttl"],
  ["JSON-LD", "application/ld+json", "jsonld"],
  ["N-Triples", "application/n-triples", "nt"],
  ["RDF/XML", "application/rdf+xml", "rdf"],
];
const ANY = "application/sparql-results+json, text/turtle;q=0.9";

/** One name for the same query, so that the server may give the same answer; the part at random is this page's own. */
const names = new Map<string, string>();

export function cancelName(key: string): string {
  const known = names.get(key) ?? randomName();
  if (names.size > 500) names.clear();
  names.set(key, known);
  return known;
}

function formOf(tab: Tab): URLSearchParams {
  const form = new URLSearchParams({ query: tab.text });
  for (const [name, graph] of tab.graphs) form.append(name, graph);
  if (!tab.inferred) form.set("inferred", "false");
  return form;
}

/** Return what an inquiry about a tab's query is told, for JSON; graphs go by their names in the protocol. */
export function describeTab(tab: Tab): Record<string, unknown> {
  const found: Record<string, unknown> = { query: tab.text, inferred: tab.inferred };
  for (const [name, graph] of tab.graphs) found[name] = [...((found[name] as string[] | undefined) ?? []), graph];
  return found;
}

/** Send a query and return the response; raise `ProblemError` with what the server says in place of an answer. */
export async function send(tab: Tab, accept: string, signal?: AbortSignal, name?: string): Promise<Response> {
  const form = formOf(tab);
  if (name) form.set("cancel-id", name);
  const response = await fetch("/sparql", { method: "POST", body: form, headers: { Accept: accept }, signal: signal ?? null });
  if (!response.ok) throw new ProblemError(await readProblem(response));
  return response;
}

/** Return the problem that a response tells of. */
export async function readProblem(response: Response): Promise<Problem> {
  const found = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return {
    ...found,
    detail: found.detail ?? `${response.status} ${response.statusText}`,
    reason: found.reason ?? "",
    status: response.status,
  };
}

export class Run {
  private readonly name: string;
  private readonly abort = new AbortController();
  private ended = false;
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = { ...tab };
    this.name = cancelName(formOf(tab).toString());
  }

  async answer(): Promise<Answer> {
    const start = performance.now();
    try {
      const response = await send(this.tab, ANY, this.abort.signal, this.name);
      const body = await response.text();
      return readAnswer(response, body, performance.now() - start);
    } finally {
      this.ended = true;
    }
  }

  /** Have the server end the query: it may not have begun yet, so ask a few times. Return whether it did. */
  async stop(): Promise<boolean> {
    for (let attempt = 0; attempt < 20 && !this.ended; attempt += 1) {
      const response = await fetch(`/cancel/${this.name}`, { method: "POST" }).catch(() => null);
      if (response?.ok) return true;
      await new Promise((resolve) => window.setTimeout(resolve, 100));
    }
    if (!this.ended) this.abort.abort();
    return false;
  }

  /** Have it ended as the page goes away. */
  leave(): void {
    if (!this.ended) navigator.sendBeacon(`/cancel/${this.name}`);
  }
}

interface ResultJson {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Row[] };
}

function readAnswer(response: Response, body: string, milliseconds: number): Answer {
  const mediaType = (response.headers.get("Content-Type") ?? "").split(";", 1)[0] ?? "";
  const cut = response.headers.get("X-Result-Cut");
  const answer: Answer = {
    kind: "triples",
    body,
    mediaType,
    variables: [],
    rows: [],
    truth: false,
    cut: cut === null ? null : Number(cut),
    version: response.headers.get("X-Dataset-Version") ?? "",
    evaluator: response.headers.get("X-Query-Evaluator") ?? "",
    milliseconds,
  };
  if (!mediaType.endsWith("json")) return answer;
  const found = JSON.parse(body) as ResultJson;
  if (found.boolean !== undefined) return { ...answer, kind: "yesno", truth: found.boolean };
  return { ...answer, kind: "rows", variables: found.head.vars ?? [], rows: found.results?.bindings ?? [] };
}

const LABELS = "<http://www.w3.org/2000/01/rdf-schema#label> <http://www.w3.org/2004/02/skos/core#prefLabel>";
const labels = new Map<string, { text: string; language: string }>();

/** Return labels of things, in the reader's language where there is one: all that are not known yet by one query. */
export async function fetchLabels(iris: string[]): Promise<Map<string, { text: string; language: string }>> {
  const wanted = [...new Set(iris)].filter((iri) => !labels.has(iri) && !/[<>"{}|^`\\\s]/.test(iri));
  if (wanted.length) {
    const values = wanted.map((iri) => `<${iri}>`).join(" ");
    const text = `SELECT ?s ?n { ?s ?p ?n VALUES ?s { ${values} } VALUES ?p { ${LABELS} } }`;
    const response = await send({ id: "", name: "", text, inferred: true, graphs: [] }, "application/sparql-results+json");
    const found = (await response.json()) as ResultJson;
    const order = (language: string): number => [state.language, "en", ""].indexOf(language) + 1 || 9;
    for (const { s, n } of found.results?.bindings ?? []) {
      if (!s || !n) continue;
      const language = n["xml:lang"] ?? "";
      const known = labels.get(s.value);
      if (!known || order(language) < order(known.language)) labels.set(s.value, { text: n.value, language });
    }
  }
  return labels;
}
