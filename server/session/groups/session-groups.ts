/** The groups of one guide side by side, for those who lead them (SPEC C9). */
import type { Principal, Scope } from "../../../engine/scope/scope.ts";
import { gatherThemes } from "../../../engine/outcome/gather-themes.ts";
import { foldText } from "../../../engine/text/fold-text.ts";
import { message } from "../../../schema/messages/message.ts";
import type { SessionGroups, ThemeNaming } from "../../../schema/messages/session-groups.ts";
import { whatProposes, type ProposingVoices } from "../../models/proposal-ability.ts";
import type { CodebookStore } from "../coding/codebook.store.ts";
import type { ResultsOfSessions } from "../report/session-results.ts";
import { refuse, type Sessions } from "../sessions.ts";
import type { GroupStore, Guide } from "./session-groups.store.ts";
import { summariseGroups, type Group } from "./summarise-groups.ts";

export type GroupPorts = {
  store: GroupStore;
  sessions: Pick<Sessions, "find">;
  results: Pick<ResultsOfSessions, "open">;
  codebooks: Pick<CodebookStore, "read">;
  voices: ProposingVoices;
};

/** What is said of it side by side, and what each group left. */
export type ComparedGroups = { view: SessionGroups; groups: Group[]; guide: Guide };
export type GroupsOfGuide = ReturnType<typeof createSessionGroups>;

/** The most themes that a model is asked about. */
const MOST_GATHERED = 400;

export function createSessionGroups({ store, sessions, results, codebooks, voices }: GroupPorts) {
  async function readGroup(scope: Principal, id: string): Promise<Group> {
    const session = await sessions.find(scope, id);
    if (session.status === "planned") return { session, left: null };
    const codebook = await codebooks.read(scope, id);
    const coded = codebook.codings.map(({ turnId }) => turnId);
    return { session, left: { results: await results.open(scope, id, coded), codebook } };
  }

  /** Only its facilitators get any further. */
  async function compare(scope: Principal, id: string): Promise<ComparedGroups> {
    await sessions.find(scope, id);
    const guide = await store.readGuide(scope, id);
    const groups: Group[] = [];
    for (const sessionId of guide.sessionIds) groups.push(await readGroup(scope, sessionId));
    const view = summariseGroups(groups, await store.listNames(scope, guide.sessionIds));
    return { view, groups, guide };
  }
  const read = async (scope: Principal, id: string): Promise<SessionGroups> => (await compare(scope, id)).view;

  return {
    compare,
    read,

    /** Brings entries together under a name, with all that have it; or lets their words count again. */
    async name(scope: Principal, id: string, { name, entryIds }: ThemeNaming): Promise<SessionGroups> {
      const { themes } = await read(scope, id);
      const isMeant = (theme: SessionGroups["themes"][number]) =>
        name !== null && foldText(theme.name) === foldText(name);
      const meant = themes.flatMap((theme) =>
        theme.entries.filter((entry) => isMeant(theme) || entryIds.includes(entry.id)),
      );
      if (!meant.some((entry) => entryIds.includes(entry.id))) throw refuse(404, message("no-such-theme"));
      const renamed = meant.map(({ id: entryId, groupId, kind }) => ({ id: entryId, groupId, kind, name: name ?? "" }));
      await (name === null ? store.unname(scope, renamed) : store.rename(scope, renamed));
      return read(scope, id);
    },

    /** By a model, in one call; where a script speaks, nothing but their words brings them together. */
    async gather(scope: Scope, id: string): Promise<SessionGroups> {
      const { view, groups, guide } = await compare(scope, id);
      if (whatProposes(voices) === "rehearsal") return view;
      const byPerson = view.themes.filter(({ by }) => by === "person");
      const places = new Map(guide.sessionIds.map((sessionId, place) => [sessionId, place + 1]));
      const themes = view.themes
        .filter(({ by }) => by !== "person")
        .flatMap(({ entries }) => entries)
        .slice(0, MOST_GATHERED);
      const { topic, language } = groups[0]!.session.plan;
      const together = await gatherThemes(
        {
          topic,
          language,
          themes: themes.map(({ groupId, text }) => ({ group: places.get(groupId)!, text })),
          names: byPerson.map(({ name }) => name),
        },
        voices.modelFor("speak"),
        { ...scope, task: "propose" as const },
      );
      const renamed = together.flatMap(({ name, places: own }) => own.map((place) => ({ ...themes[place]!, name })));
      if (!(await store.renameByModel(scope, guide, renamed))) throw refuse(409, message("themes-withdrawn"));
      return read(scope, id);
    },
  };
}
