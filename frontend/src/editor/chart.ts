// A chart of the rows, drawn by the server; which columns it shows is chosen by what they hold.
import { fetchLabels, type Answer } from "./asking";
import { make, say } from "./dom";
import { requestDrawing } from "./drawing";
import { numberOf } from "./table";
import { shorten } from "./terms";

const MOST = 500;

interface Columns {
  values: string[];
  labels: string[];
  kind: "bar" | "line";
}

/** Return the columns that can be drawn: numbers as values, years and dates first as the labels of a line. */
export function chooseColumns(answer: Answer): Columns {
  const sample = answer.rows.slice(0, 200);
  const numbers = answer.variables.filter((name) => sample.some((row) => row[name]) && sample.every((row) => !row[name] || numberOf(row[name]) !== null));
  const inTime = answer.variables.filter((name) => sample.every((row) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(row[name]?.value ?? "")));
  const texts = answer.variables.filter((name) => !numbers.includes(name) && !inTime.includes(name));
  // A thing says more than a text that stands in each row alike.
  const varied = (name: string): number => new Set(sample.map((row) => row[name]?.value)).size;
  texts.sort((one, other) => varied(other) - varied(one));
  const values = numbers.filter((name) => !inTime.includes(name));
  return { values, labels: [...inTime, ...texts, ...values], kind: inTime.length ? "line" : "bar" };
}

/** Return a chart with its choices. */
export function showChart(answer: Answer): HTMLElement {
  const columns = chooseColumns(answer);
  if (!columns.values.length || !answer.rows.length) return make("p", { class: "hint" }, say("chart_none"));
  const choose = (id: string, word: string, options: [string, string][], chosen?: string): [HTMLElement, HTMLSelectElement] => {
    const select = make("select", { id });
    for (const [value, text] of options) select.append(make("option", { value, selected: value === chosen }, text));
    return [make("p", { class: "field" }, make("label", { for: id }, say(word)), select), select];
  };
  const named = (names: string[]): [string, string][] => names.map((name) => [name, name]);
  const [kindField, kind] = choose("chart-kind", "chart_kind", [["bar", say("chart_bar")], ["line", say("chart_line")]], columns.kind);
  const [labelField, label] = choose("chart-labels", "chart_labels", named(columns.labels.length ? columns.labels : columns.values));
  const [valueField, value] = choose("chart-values", "chart_values", named(columns.values));
  const [seriesField, series] = choose("chart-series", "chart_series", [["", say("chart_one_series")], ...named(columns.labels)]);
  const drawing = make("div", { class: "answer-drawing" });
  const note = make("p", { class: "hint", role: "status" });
  const draw = async (): Promise<void> => {
    const rows = answer.rows.slice(0, MOST);
    const [names, groups] = [await nameRows(answer, label.value, rows.length), await nameRows(answer, series.value, rows.length)];
    const marks = rows.flatMap((row, place) =>
      numberOf(row[value.value]) === null ? [] : [{ name: names[place] ?? "", series: groups[place] ?? "", value: row[value.value]?.value }],
    );
    note.textContent = answer.rows.length > MOST ? say("chart_first", { shown: MOST, total: answer.rows.length }) : "";
    const title = say("chart_title", { values: value.value, labels: label.value });
    await requestDrawing({ kind: kind.value, title, measure: value.value, marks }, drawing);
  };
  for (const select of [kind, label, value, series]) select.addEventListener("change", () => void draw());
  void draw();
  return make("div", {}, make("div", { class: "answer-choices" }, kindField, labelField, valueField, seriesField), drawing, note);
}

/** Return what the rows are called in a column: things by their labels, nothing where there is no column. */
async function nameRows(answer: Answer, variable: string, most: number): Promise<string[]> {
  const cells = answer.rows.slice(0, most).map((row) => row[variable]);
  const labels = await fetchLabels(cells.flatMap((cell) => (cell?.type === "uri" ? [cell.value] : []))).catch(() => new Map<string, { text: string }>());
  return cells.map((cell) => (cell?.type === "uri" ? (labels.get(cell.value)?.text ?? shorten(cell.value)) : (cell?.value ?? "")));
}
