/** Parses models.yaml, or returns everything that is wrong with it. */
import { ModelsFile } from "./price-table.ts";

/** @param content parsed YAML, not validated */
export function parseModelsFile(content: unknown): { models: ModelsFile } | { faults: string[] } {
  const parsed = ModelsFile.safeParse(content);
  const shape = parsed.error?.issues.map(({ path, message }) => `at ${path.join(".") || "the top"}: ${message}`) ?? [];
  // Also checked in invalid content, so that all faults are reported at once.
  const faults = [...shape, ...listRepeated(content)];
  return parsed.success && faults.length === 0 ? { models: parsed.data } : { faults };
}

function listRepeated(content: unknown): string[] {
  const models = listOf(content, "models");
  const name = (model: unknown) => `${textOf(model, "provider")}/${textOf(model, "model")}`;
  const twice = repeated(models, name).map((index) => `at models.${index}: ${name(models[index])} is there already`);
  const dates = models.flatMap((model, index) => {
    const rows = listOf(model, "prices");
    return repeated(rows, (row) => textOf(row, "from")).map(
      (row) =>
        `at models.${index}.prices.${row}.from: ${name(model)} has a price from ${textOf(rows[row], "from")} already`,
    );
  });
  return [...twice, ...dates];
}

/** Positions of items whose name an earlier one has. */
const repeated = (items: unknown[], nameOf: (item: unknown) => string): number[] => {
  const names = items.map(nameOf);
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const listOf = (value: unknown, name: string): unknown[] => {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
};
const textOf = (value: unknown, name: string): string => {
  const text = fieldOf(value, name);
  return typeof text === "string" ? text : "";
};
