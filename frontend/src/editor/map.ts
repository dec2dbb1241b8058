// A map of the points in the rows, drawn by the server over its base map, and the same points as a list.
import { fetchLabels, type Answer, type Cell } from "./asking";
import { count, make, say } from "./dom";
import { requestDrawing } from "./drawing";
import { numberOf } from "./table";
import { shorten } from "./terms";

const POINT = /POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i;
const MOST = 200;

interface Spot {
  x: number;
  y: number;
  cell: Cell | undefined;
}

/** Return the points of the rows: of a column with WKT, else of a latitude and a longitude. */
export function findSpots(answer: Answer): Spot[] {
  const column = (pattern: RegExp): string | undefined => answer.variables.find((each) => pattern.test(each));
  const [latitude, longitude] = [column(/^lat(itude)?$/i), column(/^(lon|lng|long|longitude)$/i)];
  return answer.rows.flatMap((row) => {
    const cells = answer.variables.map((variable) => row[variable]);
    const found = cells.map((cell) => (cell?.type === "literal" ? POINT.exec(cell.value) : null)).find(Boolean);
    const x = found ? Number(found[1]) : longitude ? numberOf(row[longitude]) : null;
    const y = found ? Number(found[2]) : latitude ? numberOf(row[latitude]) : null;
    if (x === null || y === null || Math.abs(x) > 180 || Math.abs(y) > 90) return [];
    // A text names a place better than an IRI does.
    const naming = cells.filter((cell) => cell && !POINT.test(cell.value) && numberOf(cell) === null);
    return [{ x, y, cell: naming.find((cell) => cell?.type === "literal") ?? naming[0] }];
  });
}

/** Return a map with its list; a hint where no row has a point. */
export function showMap(answer: Answer): HTMLElement {
  const spots = findSpots(answer);
  if (!spots.length) return make("p", { class: "hint" }, say("map_none"));
  const drawing = make("div", { class: "answer-drawing" });
  const list = make("ul", { class: "answer-spots" });
  const note = spots.length > MOST ? make("p", { class: "hint" }, say("chart_first", { shown: MOST, total: spots.length })) : null;
  void fill(spots, drawing, list);
  return make("div", {}, drawing, note, make("details", {}, make("summary", {}, say("map_title", { count: count(spots.length) })), list));
}

async function fill(spots: Spot[], drawing: HTMLElement, list: HTMLElement): Promise<void> {
  const iris = spots.flatMap(({ cell }) => (cell?.type === "uri" ? [cell.value] : []));
  const labels = await fetchLabels(iris).catch(() => new Map<string, { text: string }>());
  const named = spots.map(({ x, y, cell }) => ({
    x,
    y,
    name: cell?.type === "uri" ? (labels.get(cell.value)?.text ?? shorten(cell.value)) : (cell?.value ?? ""),
  }));
  list.append(...named.map(({ x, y, name }) => make("li", {}, `${name} `, make("span", { class: "muted" }, `${y.toFixed(2)}, ${x.toFixed(2)}`))));
  await requestDrawing({ kind: "map", title: say("map_label"), measure: "", marks: named.slice(0, MOST) }, drawing);
}
