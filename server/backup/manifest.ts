/** A backup's metadata; the last entry of its archive. */
import { z } from "zod";

/** Format of the archive. A change that older versions cannot read increments it. */
const FORMAT = 1;

export const MANIFEST_ENTRY = "manifest.json";

const TableCopy = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Of its rows in the archive, uncompressed. */
  sha256: z.string(),
});
/** One table, in Postgres's text format of COPY. */
export type TableCopy = z.infer<typeof TableCopy>;

const Manifest = z.object({
  product: z.literal("dramatis"),
  format: z.literal(FORMAT),
  version: z.string(),
  createdAt: z.iso.datetime(),
  postgresVersion: z.string(),
  /** Those that created its tables, oldest first. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(TableCopy),
  /** `lastValue` has been used; it may be larger than a JavaScript number can hold. */
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), lastValue: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export const entryOf = ({ schema, name }: Pick<TableCopy, "schema" | "name">): string => `${schema}/${name}.copy`;

export const createManifest = (content: Omit<Manifest, "product" | "format">): Manifest => ({
  product: "dramatis",
  format: FORMAT,
  ...content,
});

/** The part of a manifest that every version can read. */
const Header = z.object({ product: z.literal("dramatis"), format: z.int(), version: z.string() });

/**
 * @param knownMigrations of this version, oldest first
 * @returns the manifest, or a line on why this version cannot restore it
 */
export function readManifest(json: string, knownMigrations: string[]): Manifest | { problem: string } {
  const content = parseJson(json);
  const header = Header.safeParse(content);
  if (!header.success) return { problem: "it was not written by Dramatis" };
  const { format, version } = header.data;
  if (format !== FORMAT)
    return { problem: `it has format ${format}, and this version reads format ${FORMAT}. Restore it with ${version}` };
  const manifest = Manifest.safeParse(content);
  if (!manifest.success) return { problem: `its manifest is damaged (${z.prettifyError(manifest.error)})` };
  const newer = manifest.data.migrations.find((name, index) => name !== knownMigrations[index]);
  if (newer)
    return { problem: `it was written by a newer version, ${version} (it has ${newer}). Restore it with that version` };
  return manifest.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
