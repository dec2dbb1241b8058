// A button to copy what stands in a <pre data-copy>; without the clipboard there is none.
import { words } from "./words";

if (navigator.clipboard) {
  for (const pre of document.querySelectorAll<HTMLElement>("pre[data-copy]")) {
    const box = document.createElement("div");
    box.className = "copying";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = words("copy");
    pre.replaceWith(box);
    box.append(pre, button);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.textContent ?? "");
      button.textContent = words("copied");
      setTimeout(() => (button.textContent = words("copy")), 2000);
    });
  }
}
