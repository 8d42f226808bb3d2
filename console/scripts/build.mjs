// Called by Maven: npm ci and npm run build, and nothing when neither the sources nor the contracts have changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const contracts = join(root, "../contracts/openapi");
const target = join(root, "target");

const files = (path) =>
  readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((it) => (it.isDirectory() ? files(join(path, it.name)) : [join(path, it.name)]));

function hash(paths) {
  const sum = createHash("sha256");
  for (const path of paths) {
    sum.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return sum.digest("hex");
}

const stampedAs = (stamp, value) => existsSync(stamp) && readFileSync(stamp, "utf8") === value;

function npm(...args) {
  console.log(`npm ${args.join(" ")}`);
  execFileSync("npm", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The console's build needs Node.js 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}

const lock = [join(root, "package.json"), join(root, "package-lock.json")];
const sources = ["src", "scripts", "public"].flatMap((it) => files(join(root, it))).filter((it) => !it.includes("/generated/"));
const own = ["index.html", "vite.config.ts", "tsconfig.json", "tsconfig.worker.json"].map((it) => join(root, it));
const all = [...lock, ...own, ...sources, ...files(contracts)];
const installed = join(root, "node_modules/.installed");
const built = join(target, "built");
const wantedInstall = hash(lock);
const wantedBuild = hash(all);

if (stampedAs(built, wantedBuild) && existsSync(join(target, "classes/console/index.html"))) {
  console.log("The console is built already.");
  writeFileSync(built, wantedBuild);
} else {
  if (!stampedAs(installed, wantedInstall)) {
    npm("ci", "--no-audit", "--no-fund");
    writeFileSync(installed, wantedInstall);
  }
  rmSync(built, { force: true });
  npm("run", "build");
  mkdirSync(target, { recursive: true });
  writeFileSync(built, wantedBuild);
}
