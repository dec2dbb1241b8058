// The map of the region: pan and zoom by pointer, wheel, keys and buttons; what is pointed at is marked in the list too.

const MOST = 16;
const STEP = 1.5;
const KEY_STEP = 0.12;

interface View {
  x: number;
  y: number;
  zoom: number;
}

class RegionMap {
  private readonly view: SVGGElement;
  /** What scrolls on a narrow screen while nothing is zoomed. */
  private readonly window: HTMLElement;
  private readonly width: number;
  private readonly height: number;
  private state: View = { x: 0, y: 0, zoom: 1 };

  constructor(
    private readonly frame: HTMLElement,
    private readonly svg: SVGSVGElement,
  ) {
    this.view = svg.querySelector<SVGGElement>(".map-view")!;
    this.window = svg.parentElement!;
    this.width = svg.viewBox.baseVal.width;
    this.height = svg.viewBox.baseVal.height;
    frame.tabIndex = 0;
    this.window.scrollLeft = (this.window.scrollWidth - this.window.clientWidth) / 2;
    this.listen();
  }

  private listen(): void {
    this.frame.addEventListener("keydown", (event) => this.press(event));
    this.frame.addEventListener("wheel", (event) => this.roll(event), { passive: false });
    this.frame.addEventListener("pointerdown", (event) => this.drag(event));
    const buttons = this.frame.querySelector<HTMLElement>(".map-buttons");
    if (!buttons) return;
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const kind = (event.target as HTMLElement).closest<HTMLElement>("[data-zoom]")?.dataset.zoom;
      if (kind === "in") this.zoomTo(this.state.zoom * STEP);
      if (kind === "out") this.zoomTo(this.state.zoom / STEP);
      if (kind === "all") this.show({ x: 0, y: 0, zoom: 1 });
    });
  }

  private press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const across = (this.width / this.state.zoom) * this.seen().part * KEY_STEP;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.pan(-across, 0),
      ArrowRight: () => this.pan(across, 0),
      ArrowUp: () => this.pan(0, -across),
      ArrowDown: () => this.pan(0, across),
      "+": () => this.zoomTo(this.state.zoom * STEP),
      "=": () => this.zoomTo(this.state.zoom * STEP),
      "-": () => this.zoomTo(this.state.zoom / STEP),
      "0": () => this.show({ x: 0, y: 0, zoom: 1 }),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  /** Zoom by the wheel with Ctrl held alone: without it the page scrolls, as readers expect. */
  private roll(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomTo(this.state.zoom * Math.exp(-event.deltaY / 300), this.locate(event));
  }

  private drag(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || (event.target as Element).closest(".map-buttons")) return;
    const start = { ...this.state };
    const scrolled = this.window.scrollLeft;
    const scale = this.width / this.svg.clientWidth / this.state.zoom;
    const over = new AbortController();
    const { signal } = over;
    let moved = false;
    const move = (next: PointerEvent) => {
      const dx = next.clientX - event.clientX;
      const dy = next.clientY - event.clientY;
      if (!next.isPrimary || (!moved && Math.hypot(dx, dy) < 5)) return;
      moved = true;
      this.frame.classList.add("dragged");
      if (start.zoom > 1) this.show({ x: start.x - dx * scale, y: start.y - dy * scale, zoom: start.zoom });
      // A finger scrolls by itself.
      else if (next.pointerType === "mouse") this.window.scrollLeft = scrolled - dx;
    };
    const stop = () => {
      this.frame.classList.remove("dragged");
      // The click that ends a drag comes right after.
      setTimeout(() => over.abort());
    };
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", stop, { signal });
    document.addEventListener("pointercancel", stop, { signal });
    // A link that was dragged is not followed, nor is its picture carried away.
    this.frame.addEventListener("dragstart", (drag) => drag.preventDefault(), { signal });
    this.frame.addEventListener("click", (click) => moved && click.preventDefault(), { signal, capture: true });
  }

  private locate(event: MouseEvent): { x: number; y: number } {
    const box = this.svg.getBoundingClientRect();
    return {
      x: this.state.x + ((event.clientX - box.left) / box.width) * (this.width / this.state.zoom),
      y: this.state.y + ((event.clientY - box.top) / box.height) * (this.height / this.state.zoom),
    };
  }

  private zoomTo(zoom: number, fixed = this.middle()): void {
    const next = Math.min(MOST, Math.max(1, zoom));
    const part = this.state.zoom / next;
    this.show({ x: fixed.x - (fixed.x - this.state.x) * part, y: fixed.y - (fixed.y - this.state.y) * part, zoom: next });
  }

  /** Which part of the drawing's width can be seen, and how much of it lies to the left of that. */
  private seen(): { left: number; part: number } {
    const whole = this.svg.clientWidth || 1;
    return { left: this.window.scrollLeft / whole, part: Math.min(1, this.window.clientWidth / whole) };
  }

  private middle(): { x: number; y: number } {
    const { left, part } = this.seen();
    return {
      x: this.state.x + ((left + part / 2) * this.width) / this.state.zoom,
      y: this.state.y + this.height / this.state.zoom / 2,
    };
  }

  private pan(dx: number, dy: number): void {
    if (this.state.zoom > 1) this.show({ ...this.state, x: this.state.x + dx, y: this.state.y + dy });
    else this.window.scrollLeft += (dx / this.width) * this.svg.clientWidth;
  }

  /** Bring a point of the drawing into sight. */
  reveal(x: number, y: number): void {
    const { left, part } = this.seen();
    const across = this.width / this.state.zoom;
    const down = this.height / this.state.zoom;
    const from = this.state.x + left * across;
    if (x >= from && x <= from + part * across && y >= this.state.y && y <= this.state.y + down) return;
    if (this.state.zoom > 1) this.show({ x: x - (left + part / 2) * across, y: y - down / 2, zoom: this.state.zoom });
    else this.window.scrollLeft = (x / this.width - part / 2) * this.svg.clientWidth;
  }

  private show(view: View): void {
    const { left, part } = this.seen();
    const across = this.width / view.zoom;
    const zoomed = view.zoom > 1;
    if (!zoomed && this.state.zoom > 1) {
      this.window.scrollLeft = (this.middle().x / this.width - part / 2) * this.svg.clientWidth;
    }
    const x = zoomed ? Math.min(Math.max(-left * across, view.x), this.width - (left + part) * across) : 0;
    const y = Math.min(Math.max(0, view.y), this.height - this.height / view.zoom);
    this.state = { x, y, zoom: view.zoom };
    this.frame.classList.toggle("zoomed", zoomed);
    this.view.setAttribute("transform", `scale(${view.zoom}) translate(${-x} ${-y})`);
    this.svg.style.setProperty("--zoom", String(view.zoom));
    this.svg.dataset.level = String([8, 4, 2].find((level) => view.zoom >= level) ?? 1);
  }
}

function mark(key: string | undefined, on: boolean): void {
  if (!key) return;
  for (const one of document.querySelectorAll(`[data-feature="${CSS.escape(key)}"]`)) one.classList.toggle("marked", on);
}

function key(event: Event): string | undefined {
  return (event.target as Element).closest<HTMLElement>("[data-feature]")?.dataset.feature;
}

const frame = document.querySelector<HTMLElement>(".map-frame");
const svg = frame?.querySelector<SVGSVGElement>("svg.region-map");
if (frame && svg) {
  const map = new RegionMap(frame, svg);
  const page = document.querySelector<HTMLElement>(".map-columns")!;
  for (const [on, kinds] of [[true, ["pointerover", "focusin"]], [false, ["pointerout", "focusout"]]] as const) {
    for (const kind of kinds) page.addEventListener(kind, (event) => mark(key(event), on));
  }
  page.addEventListener("focusin", (event) => {
    const found = key(event);
    const place = found && svg.querySelector<SVGGElement>(`a[data-feature="${CSS.escape(found)}"][transform]`);
    const spot = place && place.transform.baseVal.consolidate()?.matrix;
    if (spot) map.reveal(spot.e, spot.f);
  });
  // The address follows the layers, so that what is shown can be shared.
  const form = document.querySelector<HTMLFormElement>(".map-layers");
  form?.addEventListener("change", () => {
    const names = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    const address = new URL(location.href);
    address.searchParams.delete("layers");
    if (names.some((box) => !box.checked)) {
      address.searchParams.set("layers", names.filter((box) => box.checked).map((box) => box.value).join(",") || "none");
    }
    history.replaceState(null, "", address);
  });
}
