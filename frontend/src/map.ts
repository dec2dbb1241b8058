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
  private readonly width: number;
  private readonly height: number;
  private state: View = { x: 0, y: 0, zoom: 1 };

  constructor(
    private readonly frame: HTMLElement,
    private readonly svg: SVGSVGElement,
  ) {
    this.view = svg.querySelector<SVGGElement>(".map-view")!;
    this.width = svg.viewBox.baseVal.width;
    this.height = svg.viewBox.baseVal.height;
    frame.tabIndex = 0;
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
    const across = (this.width / this.state.zoom) * KEY_STEP;
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
    if (event.button !== 0 || (event.target as Element).closest(".map-buttons")) return;
    const start = { ...this.state };
    const scale = this.width / this.svg.clientWidth / this.state.zoom;
    let moved = false;
    const move = (next: PointerEvent) => {
      const dx = (next.clientX - event.clientX) * scale;
      const dy = (next.clientY - event.clientY) * scale;
      if (!moved && Math.hypot(next.clientX - event.clientX, next.clientY - event.clientY) < 5) return;
      moved = true;
      this.frame.classList.add("dragged");
      this.show({ x: start.x - dx, y: start.y - dy, zoom: start.zoom });
    };
    const stop = () => {
      document.removeEventListener("pointermove", move);
      this.frame.classList.remove("dragged");
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", stop, { once: true });
    document.addEventListener("pointercancel", stop, { once: true });
    // A link that was dragged is not followed, nor is its picture carried away.
    this.frame.addEventListener("dragstart", (drag) => drag.preventDefault(), { once: true });
    this.frame.addEventListener("click", (click) => moved && click.preventDefault(), { once: true, capture: true });
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

  private middle(): { x: number; y: number } {
    return { x: this.state.x + this.width / this.state.zoom / 2, y: this.state.y + this.height / this.state.zoom / 2 };
  }

  private pan(dx: number, dy: number): void {
    this.show({ ...this.state, x: this.state.x + dx, y: this.state.y + dy });
  }

  /** Bring a point of the drawing into sight. */
  reveal(x: number, y: number): void {
    const across = this.width / this.state.zoom;
    const down = this.height / this.state.zoom;
    if (x < this.state.x || x > this.state.x + across || y < this.state.y || y > this.state.y + down) {
      this.show({ x: x - across / 2, y: y - down / 2, zoom: this.state.zoom });
    }
  }

  private show(view: View): void {
    const x = Math.min(Math.max(0, view.x), this.width - this.width / view.zoom);
    const y = Math.min(Math.max(0, view.y), this.height - this.height / view.zoom);
    this.state = { x, y, zoom: view.zoom };
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
