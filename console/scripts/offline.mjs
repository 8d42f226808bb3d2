// sw.js: the worker that opens the console without a line, with the list of this build's files written in.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const site = join(root, "target/site");
const hash = (name) => createHash("sha256").update(readFileSync(join(site, name))).digest("hex").slice(0, 16);

const shell = [
  ...readdirSync(join(site, "assets"))
    .filter((it) => /\.(js|css)$/.test(it))
    .sort()
    .map((it) => ({ url: `/assets/${it}`, revision: null })),
  ...["index.html", "icon.svg"].map((it) => ({ url: `/${it}`, revision: hash(it) })),
];

await build({
  root,
  configFile: false,
  logLevel: "warn",
  define: { SHELL: JSON.stringify(shell), "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: site,
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
    rollupOptions: { input: join(root, "src/offline/worker.ts"), output: { format: "iife", entryFileNames: "sw.js" } },
  },
});
console.log(`sw.js: ${shell.length} files`);
