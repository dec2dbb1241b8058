// Completion: what can stand at the cursor, from the terms of this graph and the things that it labels.
import {
  acceptCompletion,
  autocompletion,
  completionKeymap,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { Prec, type Extension } from "@codemirror/state";
import { keymap, type Command, type EditorView } from "@codemirror/view";
import { placeAt, readTriples, wantsClass, type Place, type Triple } from "./context";
import { make, say } from "./dom";
import { findThings } from "./things";
import { expand, loadTerms, shorten, type Property, type Term, type Terms } from "./terms";
import { declaredPrefixes, tokenise } from "./tokens";

const KEYWORDS: Record<string, string[]> = {
  outside: ["SELECT", "SELECT DISTINCT", "CONSTRUCT", "ASK", "DESCRIBE", "WHERE", "FROM", "FROM NAMED", "GROUP BY", "HAVING", "ORDER BY", "DESC()", "ASC()", "LIMIT", "OFFSET", "PREFIX", "VALUES", "COUNT()", "SUM()", "AVG()", "MIN()", "MAX()", "SAMPLE()", "GROUP_CONCAT()"],
  subject: ["OPTIONAL {}", "FILTER()", "GRAPH", "UNION", "MINUS {}", "BIND( AS ?)", "VALUES", "FILTER NOT EXISTS {}", "FILTER EXISTS {}"],
  expression: ["LANG()", "LANGMATCHES()", "STR()", "CONTAINS()", "LCASE()", "REGEX()", "STRSTARTS()", "BOUND()", "IF()", "COALESCE()", "YEAR()", "DATATYPE()", "COUNT(DISTINCT )", "IN ()", "NOT IN ()"],
};
const PARTIAL = /(?:[?$][\p{L}\p{N}_]*|<[^\s<>"{}|^`\\]*|[\p{L}\p{N}_.\-]*:?[\p{L}\p{N}_.\-]*)$/u;
const MOST = 60;
/** Is written `a`. */
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** Complete while the reader types, and on Ctrl-Space. */
export function completion(): Extension {
  return [
    autocompletion({ override: [complete], icons: false, defaultKeymap: false, maxRenderedOptions: MOST }),
    Prec.highest(
      keymap.of([
        ...completionKeymap.filter(({ key }) => key !== "Enter"),
        // Where nothing has been typed yet, Enter ends the line and Tab indents, as if no list were open.
        { key: "Enter", run: acceptTyped },
        { key: "Tab", run: acceptTyped },
      ]),
    ),
  ];
}

const acceptTyped: Command = (view) => {
  const { head } = view.state.selection.main;
  return /\S/.test(view.state.sliceDoc(Math.max(0, head - 1), head)) && acceptCompletion(view);
};

/** A query as far as completion wants to know it. */
class Draft {
  readonly declared: Map<string, string>;
  private readonly triples: Triple[];

  constructor(readonly text: string, private readonly terms: Terms) {
    this.declared = declaredPrefixes(tokenise(text));
    this.triples = readTriples(text);
  }

  expand(name: string): string | null {
    return expand(name, this.declared);
  }

  /** Return the places of the classes that something in the query has: as it says, else as its properties let expect. */
  classesOf(name: string): Set<number> {
    const stated = new Set<number>();
    const expected = new Set<number>();
    for (const { subject, predicate, object } of this.triples) {
      if (subject === name && wantsClass(predicate)) {
        const iri = this.expand(object);
        const place = this.terms.classes.findIndex((term) => term.iri === iri);
        if (place >= 0) stated.add(place);
      } else if (object === name) {
        const iri = this.expand(predicate);
        const property = this.terms.properties.find((term) => term.iri === iri);
        property?.values.slice(0, 1).forEach((place) => expected.add(place));
      }
    }
    return stated.size ? stated : expected;
  }

  variables(): string[] {
    return [...new Set(tokenise(this.text).filter(({ kind }) => kind === "variable").map(({ text }) => text))];
  }
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.matchBefore(PARTIAL);
  const typed = before?.text ?? "";
  const from = before?.from ?? context.pos;
  const text = context.state.doc.toString();
  const inside = tokenise(text.slice(0, context.pos)).at(-1);
  if (inside && (inside.kind === "comment" || (inside.kind === "string" && inside.open))) return null;
  const place = placeAt(text, from);
  if (!typed && !context.explicit && !/\s$/.test(text.slice(0, from).slice(-1))) return null;
  if (!typed && !context.explicit && place.slot !== "predicate" && place.slot !== "graph" && !wantsClass(place.predicate)) return null;
  let terms: Terms;
  try {
    terms = await loadTerms();
  } catch {
    terms = { complete: false, classes: [], properties: [], graphs: [] };
  }
  // What is being typed is no part of what is known.
  const draft = new Draft(`${text.slice(0, from)} ${text.slice(context.pos)}`, terms);
  const options = await offer(draft, terms, place, typed, context.explicit);
  if (context.aborted || !options.length) return null;
  return { from, options: options.slice(0, 4 * MOST), filter: false };
}

async function offer(draft: Draft, terms: Terms, place: Place, typed: string, explicit: boolean): Promise<Completion[]> {
  if (/^[?$]/.test(typed)) return offerVariables(draft, typed);
  if (place.slot === "predicate") return offerProperties(draft, terms, place, typed);
  if (place.slot === "graph") return [...offerTerms(draft, terms.graphs, typed, "graph"), ...offerVariables(draft, typed)];
  if (place.slot === "object" && wantsClass(place.predicate)) return offerTerms(draft, terms.classes, typed, "class");
  const keywords = offerKeywords(place, typed);
  if (place.slot === "outside" || place.slot === "none") return typed || explicit ? keywords : [];
  const things = typed.length > 1 ? await offerThings(draft, terms, place, typed) : [];
  const variables = typed || explicit ? offerVariables(draft, typed) : [];
  return [...keywords, ...variables, ...things];
}

function offerKeywords(place: Place, typed: string): Completion[] {
  const list = KEYWORDS[place.slot] ?? KEYWORDS.outside ?? [];
  const start = typed.toUpperCase();
  return list
    .filter((word) => word.startsWith(start) && start !== word)
    .map((word) => ({ label: word, type: "keyword", apply: applyKeyword(word) }));
}

/** Put the cursor between the brackets of a keyword that has some. */
function applyKeyword(word: string): Completion["apply"] {
  const inside = word.search(/[)}]|\sAS \?/);
  const text = word.includes("{}") || word.includes("()") || inside >= 0 ? word : `${word} `;
  return (view: EditorView, option: Completion, from: number, to: number) => {
    const cursor = from + (inside >= 0 ? inside : text.length);
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: cursor },
      userEvent: "input.complete",
      annotations: pickedCompletion.of(option),
    });
  };
}

function offerVariables(draft: Draft, typed: string): Completion[] {
  const start = typed.replace(/^[?$]/, "").toLowerCase();
  return draft
    .variables()
    .filter((name) => name !== typed && name.slice(1).toLowerCase().startsWith(start))
    .map((name) => ({ label: name, type: "variable" }));
}

/** Return how well a term fits what was typed, lower is better; `null` where it does not. */
export function rate(short: string, term: Term, typed: string): number | null {
  const wanted = typed.toLowerCase().replace(/^</, "");
  if (!wanted) return 0;
  const name = short.toLowerCase();
  const local = name.replace(/^[^:]*:/, "");
  const label = (term.label ?? "").toLowerCase();
  if (name.startsWith(wanted) || local.startsWith(wanted)) return 0;
  if (label.startsWith(wanted)) return 1;
  const part = wanted.replace(/^[^:]*:/, "");
  if (wanted.includes(":") && !name.startsWith(wanted.slice(0, wanted.indexOf(":") + 1))) return null;
  if (part && (local.includes(part) || label.includes(part))) return 2;
  return typed.startsWith("<") && term.iri.toLowerCase().startsWith(wanted) ? 2 : null;
}

function offerTerms(draft: Draft, terms: Term[], typed: string, kind: "class" | "graph"): Completion[] {
  return rank(draft, terms, typed, () => 0).map(([term, short]) => describe(term, short, kind));
}

function offerProperties(draft: Draft, terms: Terms, place: Place, typed: string): Completion[] {
  const classes = draft.classesOf(place.subject);
  // What things of that class have comes first, by how many have it.
  const bonus = (term: Property): number =>
    Math.max(0, ...[...classes].map((each) => (term.classes[String(each)] ?? 0) / (terms.classes[each]?.uses || 1)));
  const wanted = terms.properties.filter(({ iri }) => iri !== TYPE || typed.includes(":"));
  const options = rank(draft, wanted, typed, bonus).map(([term, short]) => describe(term, short, "property"));
  const type: Completion = { label: "a", detail: "rdf:type", type: "keyword", apply: "a " };
  return "a".startsWith(typed) ? [type, ...options] : options;
}

function rank<T extends Term>(draft: Draft, terms: T[], typed: string, bonus: (term: T) => number): [T, string][] {
  const found: { term: T; short: string; order: [number, number, number] }[] = [];
  for (const term of terms) {
    const short = shorten(term.iri, draft.declared);
    const fit = rate(short, term, typed);
    if (fit !== null) found.push({ term, short, order: [fit, -bonus(term), -term.uses] });
  }
  const compare = (one: number[], other: number[]): number => {
    const at = one.findIndex((value, place) => value !== other[place]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  };
  // Classes come in an order of their own: those of this graph's ontology first.
  return found.sort((one, other) => compare(one.order.slice(0, 2), other.order.slice(0, 2))).map(({ term, short }) => [term, short]);
}

function describe(term: Term, short: string, kind: "class" | "property" | "graph"): Completion {
  return {
    label: short,
    detail: term.label ?? (kind === "graph" ? term.text?.slice(0, 60) : undefined),
    type: kind,
    apply: `${short} `,
    info: () =>
      make(
        "div",
        { class: "term-info" },
        make("p", {}, make("strong", {}, term.label ?? short), ` · ${say(`kind_${kind}`)}`),
        term.text ? make("p", {}, term.text) : null,
        make("p", { class: "muted" }, say("uses", { count: term.uses.toLocaleString("en") })),
      ),
  };
}

async function offerThings(draft: Draft, terms: Terms, place: Place, typed: string): Promise<Completion[]> {
  const property = terms.properties.find((term) => term.iri === draft.expand(place.predicate));
  const expected = new Set((property?.values ?? []).map((each) => terms.classes[each]?.label ?? ""));
  const things = await findThings(typed.replace(/^[^:]*:/, "").replace(/^</, ""));
  // Things of the kind that the property has as its value come first.
  const fits = (kind: string): number => (expected.has(kind) ? 0 : 1);
  return things
    .sort((one, other) => fits(one.kind) - fits(other.kind))
    .map((thing) => {
      const short = shorten(thing.iri, draft.declared);
      return {
        label: thing.label,
        detail: `${short}${thing.kind ? ` · ${thing.kind}` : ""}`,
        type: "thing",
        apply: `${short} `,
        info: thing.description ? () => make("div", { class: "term-info" }, make("p", {}, thing.description)) : undefined,
      };
    });
}
