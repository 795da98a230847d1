/** The groups of one guide side by side, as a file (SPEC C9). */
import { SessionGroups } from "../../../schema/messages/session-groups.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import type { FileAnswer } from "../../http/define-route.ts";
import { DATA_TYPES } from "../report/export-session.ts";

export const exportGroups = (found: SessionGroups, format: keyof typeof DATA_TYPES): FileAnswer => ({
  name: `groups.${format}`,
  contentType: DATA_TYPES[format],
  content: format === "json" ? `${JSON.stringify(SessionGroups.parse(found), null, 2)}\n` : writeThemes(found),
});

/** A row for each theme, group and quotation; one without a quotation where a group does not have the theme. */
function writeThemes({ groups, themes }: SessionGroups): string {
  const titleOf = new Map(groups.map(({ id, title }) => [id, title]));
  const rows = themes.flatMap(({ name, by, cells }) =>
    cells.flatMap(({ groupId, turns, share, quotations }) =>
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
    ),
  );
  const heads = ["theme", "broughtTogetherBy", "group", "groupId", "turns", "shareOfTurns"];
  return writeCsv([[...heads, "quotation", "speakerName", "turnId"], ...rows]);
}
