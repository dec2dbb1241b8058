// A query as tokens, broken or not: what completion, prefixes and checks look at.

export type Kind = "comment" | "iri" | "string" | "variable" | "name" | "word" | "number" | "tag" | "mark";

export interface Token {
  kind: Kind;
  text: string;
  from: number;
  to: number;
  /** Of a string: that it has no end. */
  open?: boolean;
}

const NAME = "[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.\\-]*[\\p{L}\\p{N}_\\-])?";
const LOCAL = "(?:[\\p{L}\\p{N}_:%\\-]|\\\\.|\\.(?=[\\p{L}\\p{N}_:%\\\\-]))*";
const PATTERN = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    "(?<iri><[^\\s<>\"{}|^`\\\\]*>)",
    "(?<string>\"\"\"(?:[^\"\\\\]|\\\\.|\"{1,2}(?!\"))*(?:\"\"\")?|'''(?:[^'\\\\]|\\\\.|'{1,2}(?!'))*(?:''')?" +
      "|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
    `(?<variable>[?$][\\p{L}\\p{N}_]+)`,
    "(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?![\\p{L}_:]))",
    `(?<name>(?:${NAME})?:${LOCAL})`,
    `(?<tag>@[a-zA-Z-]+)`,
    `(?<word>${NAME})`,
    "(?<mark>\\^\\^|&&|\\|\\||!=|<=|>=|[^\\s])",
  ].join("|"),
  "uy",
);

/** Return the tokens of a text, comments among them. */
export function tokenise(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (!match?.groups) {
      at += 1;
      continue;
    }
    const entry = Object.entries(match.groups).find(([, value]) => value !== undefined);
    const token: Token = { kind: (entry?.[0] ?? "mark") as Kind, text: match[0], from: at, to: at + match[0].length };
    if (token.kind === "string") token.open = !isClosed(token.text);
    found.push(token);
    at = token.to;
  }
  return found;
}

function isClosed(text: string): boolean {
  const mark = /^("""|'''|"|')/.exec(text)?.[0] ?? '"';
  return text.length >= 2 * mark.length && text.endsWith(mark) && !(mark.length === 1 && text.length < 2);
}

/** Return the prefixes that a query declares, with their namespaces. */
export function declaredPrefixes(tokens: Token[]): Map<string, string> {
  const found = new Map<string, string>();
  const solid = tokens.filter((token) => token.kind !== "comment");
  solid.forEach((token, place) => {
    const [name, iri] = [solid[place + 1], solid[place + 2]];
    if (token.kind === "word" && /^prefix$/i.test(token.text) && name?.kind === "name" && name.text.endsWith(":")) {
      found.set(name.text.slice(0, -1), iri?.kind === "iri" ? iri.text.slice(1, -1) : "");
    }
  });
  return found;
}

/** Return the prefixes that a query uses, each once. */
export function usedPrefixes(tokens: Token[]): Set<string> {
  return new Set(tokens.filter((token) => token.kind === "name").map((token) => token.text.split(":", 1)[0] ?? ""));
}
