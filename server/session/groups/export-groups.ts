/** The groups of one guide side by side, as a file (SPEC C9). */
import { CommonTheme, SessionGroups } from "../../../schema/messages/session-groups.ts";
import type { ProbeTally } from "../../../schema/messages/session-probe.ts";
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

const OF_THEME = ["theme", "broughtTogetherBy", "turns", "shareOfTurns", "quotation", "speakerName", "turnId"] as const;
const OF_ANSWER = ["question", "round", "askedOf", "answer", "count", "answered"] as const;
const HEADS = ["row", "group", "groupId", ...OF_THEME, ...OF_ANSWER] as const;
type Cells = Partial<Record<(typeof HEADS)[number], string | number>>;

const writeRow = (cells: Cells): string => writeCsvRows([HEADS.map((head) => cells[head] ?? "")]);

/**
 * A row for each theme, group and quotation, one without a quotation where a group does not have the theme; then one for
 * each answer to what was asked of all, by group and time, people and personas apart.
 */
async function* writeRows({ groups, themes, questions }: SessionGroups): AsyncGenerator<string> {
  yield CSV_START + writeCsvRows([[...HEADS]]);
  const titleOf = new Map(groups.map(({ id, title }) => [id, title]));
  const inGroup = (groupId: string): Cells => ({ group: titleOf.get(groupId) ?? "", groupId });
  for (const { name, by, cells } of themes)
    for (const { groupId, turns, share, quotations } of cells) {
      const theme: Cells = { row: "theme", ...inGroup(groupId), theme: name, broughtTogetherBy: by };
      const rows = quotations.length > 0 ? quotations : [null];
      yield rows
        .map((said) =>
          writeRow({
            ...theme,
            turns,
            shareOfTurns: share,
            ...(said && { quotation: said.text, speakerName: said.speakerName, turnId: said.turnId }),
          }),
        )
        .join("");
    }
  for (const { question, groups: asked } of questions)
    for (const { groupId, rounds } of asked)
      for (const { round, ...tallies } of rounds)
        for (const askedOf of ["people", "personas"] as const)
          yield countAnswers(tallies[askedOf])
            .map((counted) =>
              writeRow({ row: "answer", ...inGroup(groupId), question: question.title, round, askedOf, ...counted }),
            )
            .join("");
}

/** How often each was given; an open answer has a row of its own. */
const countAnswers = ({ answered, bars, texts }: ProbeTally): Cells[] => [
  ...bars.map(({ text, count }) => ({ answer: text, count, answered })),
  ...texts.map((text) => ({ answer: text, count: 1, answered })),
];
