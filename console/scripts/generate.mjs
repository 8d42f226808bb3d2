// What the console knows of the services, from their contracts: types, and what each action is called and asks for.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const contracts = join(here, "../../contracts/openapi");
const out = join(here, "../src/generated");
mkdirSync(out, { recursive: true });

const read = (name) => parse(readFileSync(join(contracts, `${name}.yaml`), "utf8"), { version: "1.2", schema: "core" });
const head = "// Generated from contracts/openapi by scripts/generate.mjs; not to be edited.\n";

for (const name of ["referral", "gateway", "staffing"]) {
  const ast = await openapiTS(read(name), { alphabetize: true });
  writeFileSync(join(out, `${name}.ts`), head + astToString(ast));
}

const referral = read("referral");
const refName = (ref) => ref.split("/").at(-1);
const refsIn = (node) =>
  node && typeof node === "object"
    ? [...(typeof node.$ref === "string" ? [refName(node.$ref)] : []), ...Object.values(node).flatMap(refsIn)]
    : [];

const actions = {};
const wanted = new Set();
for (const [path, methods] of Object.entries(referral.paths)) {
  const action = path.match(/^\/api\/referral\/v1\/referrals\/\{referralId}\/([a-z-]+)$/)?.[1];
  const post = methods.post;
  if (!action || !post || !post.parameters?.some((it) => it.name === "If-Match")) {
    continue;
  }
  const [zh, en] = post.summary.split(" · ");
  const ref = post.requestBody?.content?.["application/json"]?.schema?.$ref;
  actions[action] = { zh, en, schema: ref ? refName(ref) : null };
  if (ref) {
    wanted.add(refName(ref));
  }
}
if (Object.keys(actions).length < 20) {
  throw new Error("The contract offers hardly any action on a referral: has its form changed?");
}
const schemas = {};
const queue = [...wanted];
while (queue.length) {
  const name = queue.pop();
  if (!schemas[name]) {
    schemas[name] = referral.components.schemas[name];
    queue.push(...refsIn(schemas[name]));
  }
}
const json = (value) => JSON.stringify(value, null, 1);
writeFileSync(
  join(out, "actions.ts"),
  `${head}export const ACTIONS: Record<string, { zh: string; en: string; schema: string | null }> = ${json(actions)};\n`,
);
writeFileSync(
  join(out, "schemas.ts"),
  `${head}import type { Schema } from "../lib/schema";\nexport const SCHEMAS: Record<string, Schema> = ${json(schemas)};\n`,
);
console.log(`generated: types of 3 services, ${Object.keys(actions).length} actions, ${Object.keys(schemas).length} schemas`);
