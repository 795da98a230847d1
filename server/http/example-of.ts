/** An example of what a JSON schema describes: the same each time, as short as it may be. */

export type JsonSchema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minItems?: number;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
};

const FORMATS: Record<string, string> = {
  "date-time": "2026-05-01T12:00:00Z",
  date: "2026-05-01",
  uri: "https://example.org",
  url: "https://example.org",
  email: "ada@example.org",
  uuid: "0196a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
};

/** Tried in this order for a pattern. */
const WORDS = ["text", "plaza", "en", "#aa3344", "1", "2026-05-01T12:00:00Z", "https://example.org", "dGV4dA=="];

export function exampleOf(schema: JsonSchema): unknown {
  if ("const" in schema) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return exampleOf(choices[0] ?? {});
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(exampleOf));
  return exampleOfType(schema, Array.isArray(schema.type) ? schema.type[0] : schema.type);
}

function exampleOfType(schema: JsonSchema, type: string | undefined): unknown {
  switch (type) {
    case "object":
      return exampleObject(schema);
    case "array":
      if (schema.prefixItems) return schema.prefixItems.map(exampleOf);
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => exampleOf(schema.items ?? {}));
    case "string":
      return exampleText(schema);
    case "integer":
    case "number":
      return exampleNumber(schema);
    case "boolean":
      return true;
    default:
      return null;
  }
}

const exampleObject = ({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> =>
  Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]));

function exampleText({ format, pattern, minLength = 0, maxLength = Infinity }: JsonSchema): string {
  const formatted = format && FORMATS[format];
  if (formatted) return formatted;
  const fits = (word: string) => !pattern || new RegExp(pattern, "u").test(word);
  const word = WORDS.find(fits) ?? "text";
  return word.padEnd(minLength, "x").slice(0, maxLength);
}

function exampleNumber({ type, minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + (type === "integer" ? 1 : 0.5));
  return Math.max(least, Math.min(1, maximum ?? 1));
}
