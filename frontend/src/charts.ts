// Drawings of answers: the mark that one points at, or comes to by the arrow keys, is named below the drawing.

/** Pixels from a mark within which it is meant. */
const NEAR = 28;

function nameOf(mark: SVGGraphicsElement): string {
  return mark.querySelector(":scope > title")?.textContent ?? "";
}

class Chart {
  private readonly readout = document.createElement("p");
  private at = -1;

  constructor(figure: HTMLElement, region: HTMLElement, private readonly marks: SVGGraphicsElement[]) {
    this.readout.className = "readout";
    this.readout.setAttribute("role", "status");
    this.readout.textContent = figure.dataset.chart ?? "";
    region.after(this.readout);
    region.addEventListener("pointermove", (event) => this.point(event));
    region.addEventListener("pointerdown", (event) => this.point(event));
    region.addEventListener("keydown", (event) => this.step(event));
  }

  private point(event: PointerEvent): void {
    const exact = this.marks.indexOf(event.target as SVGGraphicsElement);
    this.show(exact >= 0 ? exact : this.nearest(event.clientX, event.clientY));
  }

  private nearest(x: number, y: number): number {
    let best = -1;
    let least = NEAR;
    for (const [number, mark] of this.marks.entries()) {
      // An arrow is meant where it is touched; the middle of its box may lie elsewhere.
      if (mark.classList.contains("d-arrow")) continue;
      const box = mark.getBoundingClientRect();
      const away = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
      if (away < least) [best, least] = [number, away];
    }
    return best;
  }

  private step(event: KeyboardEvent): void {
    const last = this.marks.length - 1;
    const places: Record<string, number> = {
      ArrowRight: Math.min(last, this.at + 1), ArrowLeft: Math.max(0, this.at - 1), Home: 0, End: last,
    };
    const place = places[event.key];
    if (place === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.show(place);
    this.marks[place]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private show(place: number): void {
    const mark = this.marks[place];
    if (!mark || place === this.at) return;
    this.marks[this.at]?.classList.remove("d-here");
    mark.classList.add("d-here");
    this.at = place;
    this.readout.textContent = nameOf(mark);
  }
}

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) {
  const region = figure.querySelector<HTMLElement>(".scroll");
  const marks = [...figure.querySelectorAll<SVGGraphicsElement>(".drawing :is(.d-mark, .d-bar, .d-span, .d-arrow)")]
    .filter((mark) => nameOf(mark));
  if (region && marks.length > 1) new Chart(figure, region, marks);
}

export {};
