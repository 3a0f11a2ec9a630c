import Ajv, { JSONSchemaType } from "ajv";
import type { Draft } from "../shared/notice";

const schema: JSONSchemaType<Draft> = {
  type: "object",
  properties: {
    title: { type: "string", minLength: 1, maxLength: 200 },
    text: { type: "string", minLength: 1, maxLength: 20000 },
    tags: {
      type: "array",
      items: { type: "string", pattern: "^[a-z0-9-]{1,32}$" },
      maxItems: 8,
      uniqueItems: true,
      default: [],
    },
  },
  required: ["title", "text", "tags"],
  additionalProperties: false,
};

const validate = new Ajv({ allErrors: true, useDefaults: true }).compile(schema);

export class InvalidDraft extends Error {}

/** What a client sent, as a draft, or InvalidDraft with every reason. */
export function parseDraft(body: unknown): Draft {
  if (validate(body)) return body;
  const reasons = (validate.errors ?? []).map((e) => `${e.instancePath || "/"} ${e.message}`);
  throw new InvalidDraft(reasons.join("; "));
}
