/** The groups of one guide side by side, as a file (SPEC C9). */
import { CommonTheme, SessionGroups } from "../../../schema/messages/session-groups.ts";
import { CSV_START, writeCsvRows } from "../../../schema/rules/write-csv.ts";
import { writeJson } from "../../conversation/export/write-json.ts";
import type { FileInParts } from "../../http/define-route.ts";
import { DATA_TYPES } from "../report/export-session.ts";

export const exportGroups = (found: SessionGroups, format: keyof typeof DATA_TYPES): FileInParts => ({
  name: `groups.${format}`,
  contentType: DATA_TYPES[format],
  parts: format === "json" ? writeAll(found) : writeRows(found),
});

const Head = SessionGroups.omit({ themes: true });

const writeAll = (found: SessionGroups): AsyncIterable<string> =>
  writeJson(Head.parse(found), { name: "themes", pages: pagesOf(found) });

async function* pagesOf({ themes }: SessionGroups): AsyncGenerator<CommonTheme[]> {
  for (const theme of themes) yield [CommonTheme.parse(theme)];
}

/** A row for each theme, group and quotation; one without a quotation where a group does not have the theme. */
async function* writeRows({ groups, themes }: SessionGroups): AsyncGenerator<string> {
  const heads = ["theme", "broughtTogetherBy", "group", "groupId", "turns", "shareOfTurns"];
  yield CSV_START + writeCsvRows([[...heads, "quotation", "speakerName", "turnId"]]);
  const titleOf = new Map(groups.map(({ id, title }) => [id, title]));
  for (const { name, by, cells } of themes)
    for (const { groupId, turns, share, quotations } of cells)
      yield writeCsvRows(
        (quotations.length > 0 ? quotations : [null]).map((quotation) => [
          name,
          by,
          titleOf.get(groupId) ?? "",
          groupId,
          turns,
          share,
          quotation?.text ?? "",
          quotation?.speakerName ?? "",
          quotation?.turnId ?? "",
        ]),
      );
}
