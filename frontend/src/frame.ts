// The frame: forms that send themselves when a choice is made, and Esc that closes what is open.

/** A <form data-send-on-change> needs no button where scripts run. */
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-send-on-change]")) {
  form.classList.add("sends-itself");
  form.addEventListener("change", () => form.requestSubmit());
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    open.open = false;
    open.querySelector("summary")?.focus();
  }
});
