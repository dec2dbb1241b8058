// Cuts the fonts down to the characters that the site writes; the same packages give the same bytes.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import subsetFont from "subset-font";

const find = createRequire(import.meta.url).resolve;

function range(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

/** Characters by script; browsers load a file only where a page has one of its characters (unicode-range). */
const SCRIPTS = {
  latin: { from: "latin", text: range(0x20, 0x7e) + range(0xa0, 0xbf) + "×÷–—‘’‚“”„•…‹›€−≈≤≥←↑→↓" },
  accents: { from: "latin", text: range(0xc0, 0xff).replace(/[×÷]/g, "") + "ıŒœ" },
  "latin-ext": { from: "latin-ext", text: range(0x100, 0x17f).replace(/[ıŒœ]/g, "") + "ƏəǑǒǓǔǕǖǗǘǙǚǛǜȘșȚțʻʼẒẓḤḥ" },
  // The name of a language in the head of each page: not worth the whole alphabet.
  tongue: { from: "cyrillic", text: "Русский", only: "inter-400", family: "Inter Tongue" },
  cyrillic: { from: "cyrillic", text: range(0x400, 0x45f) + "ҐґҒғҚқҢңӨөҰұҮүҲҳҺһӘә№" },
};

/** Kerning, marks, and digits of one width for tables; no stylistic sets. */
const FEATURES = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk"];

const FACES = [
  { name: "inter", weight: 400, package: "@fontsource/inter" },
  { name: "inter", weight: 600, package: "@fontsource/inter" },
  { name: "source-serif", weight: 600, package: "@fontsource/source-serif-4" },
];

/** Return the font files by name; what a face has not is left to the reader's system. */
export async function makeFonts() {
  const made = new Map();
  for (const face of FACES) {
    for (const [script, { from, text, only }] of Object.entries(SCRIPTS)) {
      if (only && only !== `${face.name}-${face.weight}`) continue;
      const file = `${face.package.split("/")[1]}-${from}-${face.weight}-normal.woff2`;
      const whole = await readFile(find(`${face.package}/files/${file}`));
      const cut = await subsetFont(whole, text, { targetFormat: "woff2", keepFeatures: FEATURES });
      made.set(`${face.name}-${script}-${face.weight}.woff2`, cut);
    }
  }
  return made;
}

/** Return the characters of a script as the value of unicode-range. */
export function unicodeRange(script) {
  const points = [...new Set(SCRIPTS[script].text)].map((character) => character.codePointAt(0)).sort((a, b) => a - b);
  const parts = [];
  for (const point of points) {
    const last = parts.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else parts.push([point, point]);
  }
  const hex = (point) => point.toString(16).toUpperCase();
  return parts.map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`)).join(", ");
}

/** Return the font faces as CSS, their addresses with the digest of what stands there. */
export function writeFaces(fonts) {
  const families = { inter: "Inter", "source-serif": "Source Serif 4" };
  return [...fonts]
    .map(([name, bytes]) => {
      const [, face, script, weight] = /^(inter|source-serif)-(.+)-(\d+)\.woff2$/.exec(name);
      return `@font-face {
  font-family: "${SCRIPTS[script].family ?? families[face]}";
  font-weight: ${weight};
  font-display: swap;
  src: url("./fonts/${name}?v=${digest(bytes)}") format("woff2");
  unicode-range: ${unicodeRange(script)};
}`;
    })
    .join("\n");
}

/** Return what names a version of a file in its address. */
export function digest(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 8);
}
