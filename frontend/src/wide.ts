// What is wider than its place is marked so: then it says so, and its first column stays where it is.

const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest<HTMLElement>(".scroll");
    box?.toggleAttribute("data-wider", box.scrollWidth > box.clientWidth + 1);
  }
});

/** Keep the mark of a box with a `data-hint` right, whatever the width of the window and of what it holds. */
export function watchWidth(box: HTMLElement): void {
  boxes.observe(box);
  if (box.firstElementChild) boxes.observe(box.firstElementChild);
}
