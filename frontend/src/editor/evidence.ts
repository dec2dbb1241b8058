// The evidence of a row: the triples that it rests on, and the passages that state them.
import { describeTab, readProblem, type Row } from "./asking";
import { make, openDialog, say, state } from "./dom";
import { addressOf } from "./table";
import { shorten } from "./terms";
import type { Tab } from "./tabs";

interface Term {
  iri?: string;
  value?: string;
  label?: string;
}

interface Triple {
  subject: Term;
  predicate: Term;
  object: Term;
  statedIn: string[];
  inferred: boolean;
}

interface Explained {
  derivations: { triples: Triple[] }[];
  unexplained: string;
  citations: Record<string, { title?: string; label?: string; summary?: string; text?: string; quotation?: string; locator?: string }>;
}

/** Open a dialog with the evidence of a row. */
export async function showEvidence(tab: Tab, row: Row, number: number): Promise<void> {
  const box = make("div", {}, make("p", {}, say("evidence_wait")));
  openDialog(say("evidence_of", { number: number + 1 }), box, "evidence-dialog");
  const response = await fetch("/explain", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ ...describeTab(tab), values: row, lang: state.language }),
  }).catch(() => null);
  if (!response?.ok) {
    box.replaceChildren(make("p", {}, response ? (await readProblem(response)).detail : say("failed_network")));
    return;
  }
  const found = (await response.json()) as Explained;
  const parts: HTMLElement[] = (found.derivations ?? []).map((derivation) =>
    make(
      "ul",
      { class: "evidence-triples" },
      ...derivation.triples.map((triple) =>
        make(
          "li",
          {},
          ...[triple.subject, triple.predicate, triple.object].flatMap((term) => [writeTerm(term), " "]),
          triple.inferred ? writeProof(triple) : null,
          ...triple.statedIn.map((graph) => writeSource(graph, found)),
        ),
      ),
    ),
  );
  if (found.unexplained) parts.push(make("p", { class: "hint" }, found.unexplained));
  box.replaceChildren(...(parts.length ? parts : [make("p", {}, say("evidence_none"))]));
}

function writeTerm(term: Term): Node {
  const text = term.label ?? term.value ?? shorten(term.iri ?? "");
  const address = term.iri ? addressOf(term.iri) : null;
  return address ? make("a", { href: address }, text) : make("span", {}, text);
}

/** Return the way to the proof of a triple that no source states. */
function writeProof(triple: Triple): HTMLElement {
  const terms = { s: triple.subject, p: triple.predicate, o: triple.object };
  const given = Object.entries(terms).map(([name, { iri }]): [string, string] => [name, iri ? `<${iri}>` : ""]);
  const words = say("evidence_inferred");
  if (given.some(([, value]) => !value)) return make("span", { class: "chip inferred" }, words);
  return make("a", { class: "chip inferred", href: `/explain?${new URLSearchParams(given)}`, title: say("evidence_proof") }, words);
}

function writeSource(graph: string, found: Explained): HTMLElement {
  const citation = found.citations[graph];
  const words = citation?.summary ?? citation?.title ?? citation?.label ?? shorten(graph);
  return make("div", { class: "hint" }, `${say("evidence_stated")} `, make("a", { href: addressOf(graph) ?? graph }, words));
}
