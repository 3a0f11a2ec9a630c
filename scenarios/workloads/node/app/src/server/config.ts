import { readFileSync } from "fs";
import Ajv, { JSONSchemaType } from "ajv";
import { load } from "js-yaml";

export interface Config {
  port: number;
  pageSize: number;
  cachedNotices: number;
  zone: string;
  logLevel: "error" | "warn" | "info" | "debug";
}

export const defaults: Config = {
  port: 8080,
  pageSize: 20,
  cachedNotices: 500,
  zone: "utc",
  logLevel: "info",
};

const schema: JSONSchemaType<Config> = {
  type: "object",
  properties: {
    port: { type: "integer", minimum: 0, maximum: 65535 },
    pageSize: { type: "integer", minimum: 1, maximum: 200 },
    cachedNotices: { type: "integer", minimum: 1 },
    zone: { type: "string" },
    logLevel: { type: "string", enum: ["error", "warn", "info", "debug"] },
  },
  required: ["port", "pageSize", "cachedNotices", "zone", "logLevel"],
  additionalProperties: false,
};

const validate = new Ajv({ allErrors: true }).compile(schema);

/** Settings in YAML over the defaults. Throws with every setting that is wrong. */
export function parseConfig(text: string): Config {
  const config = { ...defaults, ...(load(text) as object | undefined) };
  if (validate(config)) return config;
  const problems = (validate.errors ?? []).map((e) => `${e.instancePath || "/"} ${e.message}`);
  throw new Error(`settings: ${problems.join("; ")}`);
}

export function readConfig(file: string | undefined): Config {
  return file === undefined ? { ...defaults } : parseConfig(readFileSync(file, "utf8"));
}
