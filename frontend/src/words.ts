// The words of the interface that scripts write: data-words-{name} on <body>, so that a translation needs no script.
export function words(name: string): string {
  return document.body.dataset[`words${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
}
