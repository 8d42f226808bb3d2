// As the gateway wants it: the files beside their .br and .gz, so that it has only to pick one, and the page apart from
// them, since the framework would serve an index.html by itself and let browsers keep it.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const target = join(dirname(fileURLToPath(import.meta.url)), "../target");
const classes = join(target, "classes");
const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((it) =>
    it.isDirectory() ? files(join(folder, it.name)) : [join(folder, it.name)],
  );

rmSync(classes, { recursive: true, force: true });
cpSync(join(target, "site"), join(classes, "static"), { recursive: true });
mkdirSync(join(classes, "console"));
renameSync(join(classes, "static/index.html"), join(classes, "console/index.html"));

const packed = [...files(join(classes, "static/assets")), join(classes, "static/sw.js")];
for (const file of packed.filter((it) => /\.(js|css|svg)$/.test(it) && statSync(it).size > 512)) {
  const text = readFileSync(file);
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } };
  writeFileSync(`${file}.br`, brotliCompressSync(text, options));
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
}
