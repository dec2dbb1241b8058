// The evidence of a row: the triples that it rests on, and the passages that state them.
import { readProblem, type Row } from "./asking";
import { make, openDialog, say } from "./dom";
import { addressOf } from "./table";
import { shorten } from "./terms";
import type { Tab } from "./tabs";

interface Term {
  iri?: string;
  value?: string;
  label?: string;
}

interface Explained {
  derivations: { triples: { subject: Term; predicate: Term; object: Term; statedIn: string[]; inferred: boolean }[] }[];
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
    body: JSON.stringify({ query: tab.text, values: row, inferred: tab.inferred }),
  }).catch(() => null);
  if (!response?.ok) {
    box.replaceChildren(make("p", {}, response ? (await readProblem(response)).detail : say("failed_network")));
    return;
  }
  const found = (await response.json()) as Explained;
  const parts = (found.derivations ?? []).map((derivation) =>
    make(
      "ul",
      { class: "evidence-triples" },
      ...derivation.triples.map((triple) =>
        make(
          "li",
          {},
          ...[triple.subject, triple.predicate, triple.object].flatMap((term) => [writeTerm(term), " "]),
          triple.inferred ? make("span", { class: "chip inferred" }, say("evidence_inferred")) : null,
          ...triple.statedIn.map((graph) => writeSource(graph, found)),
        ),
      ),
    ),
  );
  if (found.unexplained) parts.push(make("p", { class: "hint" }, found.unexplained) as never);
  box.replaceChildren(...(parts.length ? parts : [make("p", {}, say("evidence_none"))]));
}

function writeTerm(term: Term): Node {
  const text = term.label ?? term.value ?? shorten(term.iri ?? "");
  const address = term.iri ? addressOf(term.iri) : null;
  return address ? make("a", { href: address }, text) : make("span", {}, text);
}

function writeSource(graph: string, found: Explained): HTMLElement {
  const citation = found.citations[graph];
  const words = citation?.summary ?? citation?.title ?? citation?.label ?? shorten(graph);
  return make("div", { class: "hint" }, `${say("evidence_stated")} `, make("a", { href: addressOf(graph) ?? graph }, words));
}
