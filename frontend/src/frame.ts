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

/** What an address names is seen even where it is folded away; browsers that do this by themselves find it open. */
function unfold(): void {
  const named = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  let folded = named?.closest<HTMLDetailsElement>("details:not([open])");
  if (!named || !folded) return;
  for (; folded; folded = folded.parentElement?.closest<HTMLDetailsElement>("details:not([open])")) folded.open = true;
  named.scrollIntoView();
}

addEventListener("hashchange", unfold);
unfold();
