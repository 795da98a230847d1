import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { liveIn, query, readAllRows, readSchema } from "../../test/backup/lived-in-database.ts";
import { emptyDatabase } from "../../test/fresh-database.ts";
import { openDatabase } from "../database/open-database.store.ts";
import { openArchive } from "./archive.process.ts";
import { knownMigrations, restoreBackup } from "./restore-backup.store.ts";
import { writeBackup } from "./write-backup.process.ts";

test("A2 O5 a database user for whom policies hold backs up all rows and restores them, policies included", async () => {
  const [source, target] = [await emptyDatabase(), await emptyDatabase()];
  const folder = await mkdtemp(join(tmpdir(), "dramatis-plain-owner-"));
  const name = `plain_${new URL(source.url).pathname.slice(1)}`;
  const asPlain = (of: string) => Object.assign(new URL(of), { username: name, password: "word" }).href;
  const { signal } = new AbortController();
  try {
    await query(source.url, `create role ${name} login createrole password 'word'`);
    for (const { url } of [source, target])
      await query(
        url,
        `alter schema public owner to ${name}; grant create on database ${new URL(url).pathname.slice(1)} to ${name};
         grant dramatis_app to ${name} with admin option`,
      );
    const [sourceUrl, targetUrl] = [asPlain(source.url), asPlain(target.url)];
    await liveIn(sourceUrl);
    await (await openDatabase(targetUrl)).close();
    const file = join(folder, "backup.zip");
    await writeBackup({ databaseUrl: sourceUrl, file, version: "1.0.0", signal });
    const archive = await openArchive(file, knownMigrations);
    await restoreBackup({ databaseUrl: targetUrl, isShared: true, archive, signal, backUp: async () => undefined });
    archive.close();
    const rows = await readAllRows(source.url);
    expect(rows["memories"]).toHaveLength(50);
    expect(await readAllRows(target.url)).toEqual(rows);
    expect(await readSchema(target.url)).toEqual(await readSchema(source.url));
    // The password of its login is now the backup's.
    await (await openDatabase(targetUrl)).close();
  } finally {
    await source.drop();
    await target.drop();
    await rm(folder, { recursive: true });
  }
});
