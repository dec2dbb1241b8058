// The rows as a table: labels beside IRIs, sorted, filtered, page by page, with the evidence of each row.
import { fetchLabels, type Answer, type Cell, type Row } from "./asking";
import { announce, button, count, make, say, state } from "./dom";
import { shorten } from "./terms";
import { watchWidth } from "../wide";

const PAGE = 50;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBER = /^(integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger|gYear)$/;

/** Return the number that a cell is, `null` for another value. */
export function numberOf(cell: Cell | undefined): number | null {
  if (!cell || cell.type !== "literal") return null;
  if (!cell.datatype?.startsWith(XSD) || !NUMBER.test(cell.datatype.slice(XSD.length))) return null;
  const number = Number(cell.value);
  return Number.isFinite(number) ? number : null;
}

/** Return the page on this server about a thing of ours, else its own address; `null` for what is no web address. */
export function addressOf(iri: string): string | null {
  const found = /^https:\/\/w3id\.org\/carec-kg\/(id|source|scheme|query|graph|ontology#|shape#)\/?(.*)$/.exec(iri);
  const places: Record<string, string> = { id: "/page/", source: "/source/", scheme: "/scheme/", query: "/queries/", graph: "/graph/", "ontology#": "/ontology#", "shape#": "/shape#" };
  const place = found?.[1] ? places[found[1]] : undefined;
  if (place && found?.[2]) return encodeURI(`${place}${found[2]}`);
  return /^https?:\/\//.test(iri) ? iri : null;
}

export class RowTable {
  readonly element = make("div", { class: "answer-table" });
  private rows: { row: Row; number: number }[];
  private labels = new Map<string, { text: string; language: string }>();
  private sorted: { name: string; down: boolean } | null = null;
  private page = 0;
  private sought = "";
  private readonly body = make("div");

  constructor(private readonly answer: Answer, private readonly showEvidence: (row: Row, number: number) => void) {
    this.rows = answer.rows.map((row, number) => ({ row, number }));
    if (answer.rows.length > 10) this.element.append(this.makeFilter());
    this.element.append(this.body);
    this.draw();
  }

  private makeFilter(): HTMLElement {
    const input = make("input", { type: "search", id: "row-filter", autocomplete: "off" });
    input.addEventListener("input", () => {
      this.sought = input.value.trim().toLowerCase();
      this.arrange();
    });
    return make("p", { class: "field answer-filter" }, make("label", { for: "row-filter" }, say("filter_rows")), input);
  }

  private textOf(cell: Cell | undefined): string {
    if (!cell) return "";
    return cell.type === "uri" ? (this.labels.get(cell.value)?.text ?? shorten(cell.value)) : cell.value;
  }

  private arrange(): void {
    let rows = this.answer.rows.map((row, number) => ({ row, number }));
    if (this.sought) {
      rows = rows.filter(({ row }) =>
        this.answer.variables.some((name) => {
          const cell = row[name];
          return cell && `${this.textOf(cell)} ${cell.value}`.toLowerCase().includes(this.sought);
        }),
      );
    }
    const { sorted } = this;
    if (sorted) {
      const order = new Intl.Collator(state.language, { numeric: true });
      rows.sort((one, other) => {
        const [first, second] = [one.row[sorted.name], other.row[sorted.name]];
        // What is not bound comes last, whichever way.
        if (!first || !second) return Number(!first) - Number(!second);
        const [number, another] = [numberOf(first), numberOf(second)];
        const way = number !== null && another !== null ? number - another : order.compare(this.textOf(first), this.textOf(second));
        return sorted.down ? -way : way;
      });
    }
    this.rows = rows;
    this.page = 0;
    this.draw();
  }

  private sort(name: string): void {
    this.sorted = { name, down: this.sorted?.name === name && !this.sorted.down };
    this.arrange();
    this.body.querySelector<HTMLElement>("th[aria-sort] button")?.focus();
  }

  private draw(): void {
    const shown = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const range = { first: count(Math.min(this.page * PAGE + 1, this.rows.length)), last: count(this.page * PAGE + shown.length), total: count(this.rows.length) };
    const heads = this.answer.variables.map((name) => {
      const way = this.sorted?.name === name ? (this.sorted.down ? "descending" : "ascending") : null;
      const arrow = make("span", { "aria-hidden": "true", class: "sort-arrow" }, way === "descending" ? "↓" : way ? "↑" : "");
      return make(
        "th",
        { scope: "col", "aria-sort": way },
        make("button", { type: "button", class: "sort", title: say("sort_by", { name }), click: () => this.sort(name) }, name, arrow),
      );
    });
    heads.push(make("th", { scope: "col" }, say("evidence")));
    const lines = shown.map(({ row, number }) => this.drawRow(row, number));
    const table = make(
      "table",
      { class: "data" },
      make("caption", {}, say("table_caption", range)),
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...lines),
    );
    const region = make("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": say("table_region"), "data-hint": say("scroll_hint") }, table);
    watchWidth(region);
    this.body.replaceChildren(region, this.makePager());
    void this.addLabels(shown.map(({ row }) => row));
  }

  private drawRow(row: Row, number: number): HTMLElement {
    const cells = this.answer.variables.map((name) => this.drawCell(row[name]));
    const label = say("evidence_of", { number: number + 1 });
    cells.push(make("td", {}, make("button", { type: "button", class: "mark", "aria-label": label, title: label, click: () => this.showEvidence(row, number) }, "?")));
    return make("tr", {}, ...cells);
  }

  private drawCell(cell: Cell | undefined): HTMLTableCellElement {
    if (!cell) return make("td", { class: "muted" }, make("span", { class: "visually-hidden" }, say("unbound")));
    if (cell.type === "uri") return this.drawThing(cell.value);
    if (numberOf(cell) !== null && !cell.datatype?.endsWith("gYear")) return make("td", { class: "number" }, cell.value);
    const note = cell["xml:lang"] ?? (cell.datatype ? shorten(cell.datatype) : "");
    const plain = !note || note === "xsd:string";
    return make(
      "td",
      {},
      make("span", { lang: cell["xml:lang"] ?? null }, cell.type === "bnode" ? `_:${cell.value}` : cell.value),
      plain ? null : " ",
      plain ? null : make("span", { class: "value-note muted" }, note),
    );
  }

  private drawThing(iri: string): HTMLTableCellElement {
    const label = this.labels.get(iri);
    const short = shorten(iri);
    const address = addressOf(iri);
    const words = label ? make("span", { lang: label.language || null }, label.text) : make("code", {}, short);
    const link = address ? make("a", { href: address, title: iri }, words) : words;
    return make("td", { "data-iri": iri }, link, label ? " " : null, label ? make("code", { class: "value-note muted" }, short) : null);
  }

  private async addLabels(rows: Row[]): Promise<void> {
    const iris = rows.flatMap((row) => Object.values(row).flatMap((cell) => (cell?.type === "uri" ? [cell.value] : [])));
    if (!iris.some((iri) => !this.labels.has(iri))) return;
    // Without labels the IRIs still say what the answer is.
    this.labels = await fetchLabels(iris).catch(() => this.labels);
    for (const old of this.body.querySelectorAll<HTMLElement>("td[data-iri]")) {
      const iri = old.dataset.iri ?? "";
      if (this.labels.has(iri)) old.replaceWith(this.drawThing(iri));
    }
  }

  private makePager(): Node {
    const last = Math.ceil(this.rows.length / PAGE) - 1;
    if (last < 1) return document.createTextNode("");
    const turn = (step: number): void => {
      this.page += step;
      this.draw();
      this.body.scrollIntoView({ block: "nearest" });
      announce(this.body.querySelector("caption")?.textContent ?? "");
    };
    return make(
      "p",
      { class: "pager" },
      button(say("page_previous"), () => turn(-1), { disabled: this.page === 0 }),
      make("span", { class: "muted" }, `${this.page + 1} / ${last + 1}`),
      button(say("page_next"), () => turn(1), { disabled: this.page === last }),
    );
  }
}
