// What is wider than its place is marked so: then it says so, and its first column stays where it is.

const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) mark((target as HTMLElement).closest<HTMLElement>(".scroll"));
});

function mark(box: HTMLElement | null): void {
  // A box that is already marked keeps its mark until there is room for all again.
  box?.toggleAttribute("data-wider", box.scrollWidth > box.clientWidth + 1);
}

for (const box of document.querySelectorAll<HTMLElement>(".scroll[data-hint]")) {
  boxes.observe(box);
  if (box.firstElementChild) boxes.observe(box.firstElementChild);
}

export {};
