// Builds what the pages load into carec_kg/web/static (or the folder given): the same sources give the same bytes.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { makeFonts, writeFaces } from "./fonts.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.resolve(process.argv[2] ?? path.join(HERE, "../carec_kg/web/static"));
/** Each becomes static/{name}.js, where there is such a file. */
const ENTRIES = ["pages", "map", "editor"].filter((name) => existsSync(path.join(HERE, `src/${name}.ts`)));
const FONT_PACKAGES = ["@fontsource/inter", "@fontsource/source-serif-4"];

const fonts = await makeFonts();

/** Lets a style sheet say `@import "fonts"`, and leaves the fonts beside the bundle. */
const fontFaces = {
  name: "fonts",
  setup(build) {
    build.onResolve({ filter: /^fonts$/ }, () => ({ path: "fonts", namespace: "faces" }));
    build.onLoad({ filter: /.*/, namespace: "faces" }, () => ({ contents: writeFaces(fonts), loader: "css" }));
    build.onResolve({ filter: /^\.\/fonts\// }, ({ path: address }) => ({ path: address, external: true }));
  },
};

const result = await esbuild.build({
  absWorkingDir: HERE,
  entryPoints: [
    ...ENTRIES.map((name) => ({ in: `src/${name}.ts`, out: name })),
    { in: "styles/index.css", out: "pages" },
  ],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  plugins: [fontFaces],
  write: false,
});

await mkdir(path.join(OUT, "fonts"), { recursive: true });
for (const { path: file, contents } of result.outputFiles) await writeFile(file, contents);
for (const [name, bytes] of fonts) await writeFile(path.join(OUT, "fonts", name), bytes);
await writeFile(path.join(OUT, "LICENSES.txt"), await writeLicences(Object.keys(result.metafile.inputs)));

/** Return the licences of all packages that stand in the bundles, by name. */
async function writeLicences(inputs) {
  const packages = new Set(FONT_PACKAGES);
  for (const input of inputs) {
    const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
    if (found) packages.add(found[1]);
  }
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = path.join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? await readFile(path.join(folder, file), "utf8") : `Licence: ${license}.`;
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  const rule = `\n${"-".repeat(80)}\n\n`;
  return ["What the files in this folder are made from, with the licence of each.\n", ...parts].join(rule);
}
