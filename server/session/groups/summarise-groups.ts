/** The groups of one guide side by side, from what each of them left (SPEC C9). */
import { bringTogether, type Together } from "../../../engine/outcome/bring-together.ts";
import type { Session } from "../../../schema/messages/session.ts";
import type {
  CommonQuestion,
  CommonTheme,
  GuideGroup,
  SessionGroups,
  ThemeEntry,
  ThemeQuotation,
} from "../../../schema/messages/session-groups.ts";
import type { CitedTurn, OpenResults } from "../report/summarise-session.ts";
import type { StoredCodebook } from "../coding/codebook.store.ts";
import type { ThemeName } from "./session-groups.store.ts";

export type Group = {
  session: Session;
  /** Null until it has begun. */
  left: { results: OpenResults; codebook: StoredCodebook } | null;
};
type Left = NonNullable<Group["left"]>;

/** An entry with the turns that say it, and their words that it quotes. */
type Found = ThemeEntry & {
  turnIds: readonly string[];
  quotations: readonly { turnId: string; text: string }[];
  named: { name: string; by: ThemeName["by"] } | null;
};

export function summariseGroups(groups: readonly Group[], names: readonly ThemeName[]): SessionGroups {
  const nameOf = new Map(names.map(({ entryId, name, by }) => [entryId, { name, by }]));
  const left = groups.flatMap((group) => group.left ?? []);
  const found = left
    .flatMap((each) => [...findThemes(each), ...findCodes(each)])
    .map((entry): Found => ({ ...entry, named: nameOf.get(entry.id) ?? null }))
    // What is said most names a theme.
    .toSorted((one, other) => other.turnIds.length - one.turnIds.length);
  const language = groups[0]?.session.plan.language ?? "en";
  const themes = bringTogether(found, language).map((theme) => toCommonTheme(theme, left));
  return { groups: groups.map(toGroup), themes: themes.toSorted(byWeight), questions: sideBySide(left) };
}

function toGroup({ session: { id, plan, status, times, circleId }, left }: Group): GuideGroup {
  const said = left && {
    people: left.results.head.people,
    speakers: left.results.head.speakers,
    turns: left.results.turnCount,
    circleId,
  };
  return { id, title: plan.title, status, startedAt: times.startedAt, endedAt: times.endedAt, said };
}

type Unnamed = Omit<Found, "named">;

const findThemes = ({ results: { head } }: Left): Unnamed[] =>
  head.outcomes.flatMap(({ items }) =>
    items.flatMap(({ id, content, turnIds, madeBy, correctedBy }) =>
      content.type === "theme"
        ? [
            {
              id,
              groupId: head.id,
              kind: "theme" as const,
              text: content.text,
              madeBy: correctedBy ? ("person" as const) : madeBy,
              turnIds,
              quotations: content.quotations,
            },
          ]
        : [],
    ),
  );

/** Codes that some turn was given. */
const findCodes = ({ results: { head }, codebook: { codes, codings } }: Left): Unnamed[] =>
  codes.flatMap(({ id, name: text }) => {
    const groupId = head.id;
    const turnIds = [...new Set(codings.filter(({ codeId }) => codeId === id).map(({ turnId }) => turnId))];
    const madeBy = "person" as const;
    return turnIds.length > 0 ? [{ id, groupId, kind: "code" as const, text, madeBy, turnIds, quotations: [] }] : [];
  });

function toCommonTheme({ name, by, entries }: Together<Found>, left: readonly Left[]): CommonTheme {
  return {
    name,
    by,
    entries: entries.map(({ id, groupId, kind, text, madeBy }) => ({ id, groupId, kind, text, madeBy })),
    cells: left.map(({ results: { head, cited, turnCount } }) => {
      const own = entries.filter(({ groupId }) => groupId === head.id);
      const turnIds = new Set(own.flatMap((entry) => entry.turnIds));
      const saying = [...cited].filter(([id]) => turnIds.has(id));
      return {
        groupId: head.id,
        turns: saying.length,
        share: turnCount === 0 ? 0 : saying.length / turnCount,
        quotations: saying.flatMap(([id, turn]) => quote(id, turn, own)),
      };
    }),
  };
}

/** Its words that are quoted; all of them where none are. */
function quote(id: string, { speakerName, text }: CitedTurn, own: readonly Found[]): ThemeQuotation[] {
  const quoted = own.flatMap(({ quotations }) => quotations.flatMap((each) => (each.turnId === id ? each.text : [])));
  return [...new Set(quoted.length > 0 ? quoted : [text])].map((words) => ({ turnId: id, speakerName, text: words }));
}

/** Those of most groups first, then of most turns. */
function byWeight(one: CommonTheme, other: CommonTheme): number {
  const groupsOf = ({ cells }: CommonTheme) => cells.filter(({ turns }) => turns > 0).length;
  const turnsOf = ({ cells }: CommonTheme) => cells.reduce((sum, { turns }) => sum + turns, 0);
  return groupsOf(other) - groupsOf(one) || turnsOf(other) - turnsOf(one);
}

/** Questions with the same words and options are the same. */
function sideBySide(left: readonly Left[]): CommonQuestion[] {
  const put = left.flatMap(({ results: { head } }) =>
    head.questions.map(({ question, rounds }) => ({ question, groupId: head.id, rounds })),
  );
  return [...Map.groupBy(put, ({ question }) => JSON.stringify(question)).values()].map((own) => ({
    question: own[0]!.question,
    groups: own.map(({ groupId, rounds }) => ({ groupId, rounds })),
  }));
}
