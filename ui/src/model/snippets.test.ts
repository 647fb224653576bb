// @vitest-environment node
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Signing } from "../bindings/Signing";
import { LANGUAGES, type Language, snippet } from "./snippets";

interface Vector {
  id: string;
  scheme: string;
  secret: string;
  now: number;
  headers: [string, string][];
  body?: string;
  body_base64?: string;
  expected: string;
  level: string;
}

const SCHEMES: Record<string, Signing> = {
  "sw-v1": { type: "standard_webhooks" },
  "sw-v1a": { type: "standard_webhooks_ed25519" },
  "github-sha256": { type: "github" },
  "stripe-v1": { type: "stripe" },
  "slack-v0": { type: "slack" },
  "shopify-hmac": { type: "shopify" },
};

const file = join(import.meta.dirname, "../../../tests/fixtures/signatures.json");
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] };

/** What a receiver has to get right; a header that comes twice never reaches its code as two. */
const must = vectors.filter(
  ({ scheme, level, headers }) =>
    scheme in SCHEMES &&
    level === "must" &&
    new Set(headers.map(([name]) => name.toLowerCase())).size === headers.length,
);

const folder = mkdtempSync(join(tmpdir(), "snippets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = must.map(({ scheme, secret, now, headers, body, body_base64 }) => ({
  scheme,
  secret,
  now,
  headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  body: body_base64 ?? Buffer.from(body ?? "").toString("base64"),
}));

function write(language: Language, extension: string): void {
  for (const [scheme, signing] of Object.entries(SCHEMES)) {
    const name = `${scheme.replaceAll("-", "_")}.${extension}`;
    writeFileSync(join(folder, name), snippet(signing, language) ?? "");
  }
  writeFileSync(join(folder, "cases.json"), JSON.stringify(cases));
}

const RUN_NODE = `
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync("cases.json", "utf8"));
const verdicts = [];
for (const { scheme, secret, now, headers, body } of cases) {
  Date.now = () => now * 1000;
  const { verify } = await import("./" + scheme.replaceAll("-", "_") + ".mjs");
  verdicts.push(verify(secret, headers, Buffer.from(body, "base64")));
}
console.log(JSON.stringify(verdicts));
`;

const RUN_PYTHON = `
import base64, importlib, json, time
verdicts = []
for case in json.load(open("cases.json")):
    time.time = lambda: case["now"]
    try:
        module = importlib.import_module(case["scheme"].replace("-", "_"))
    except ModuleNotFoundError:
        verdicts.append(None)
        continue
    verdicts.append(module.verify(
        case["secret"], case["headers"], base64.b64decode(case["body"])))
print(json.dumps(verdicts))
`;

function verdicts(program: string, script: string): (boolean | null)[] {
  const ran = spawnSync(program, [script], { cwd: folder, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as (boolean | null)[];
}

describe("the code that is offered to receivers", () => {
  test("gives every vector its verdict in Node", () => {
    write("node", "mjs");
    writeFileSync(join(folder, "run.mjs"), RUN_NODE);
    const found = verdicts(process.execPath, "run.mjs");
    const wrong = must.filter((one, at) => found[at] !== (one.expected === "valid"));
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(found.length).toBeGreaterThan(45);
  });

  test.runIf(spawnSync("python3", ["--version"]).status === 0)(
    "gives every vector its verdict in Python, where its libraries are there",
    () => {
      write("python", "py");
      writeFileSync(join(folder, "run.py"), RUN_PYTHON);
      const found = verdicts("python3", "run.py");
      const wrong = must.filter(
        (one, at) => found[at] !== null && found[at] !== (one.expected === "valid"),
      );
      expect(wrong.map(({ id }) => id)).toEqual([]);
      expect(found.filter((one) => one !== null).length).toBeGreaterThan(45);
    },
  );

  test("is there for every way of signing in every language", () => {
    const own: Signing = {
      type: "header",
      header: "X-Mine",
      prefix: "hmac ",
      encoding: "base64",
      content: "{{ id }}|{{timestamp}}|{{ body }}",
    };
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      for (const signing of [...Object.values(SCHEMES), own]) {
        expect(snippet(signing, language), `${signing.type} in ${language}`).toBeTruthy();
      }
      expect(snippet(own, language)).toContain("x-mine");
      expect(snippet({ type: "none" }, language)).toBeNull();
    }
  });
});
