/** Stored conversations as they are walked through again: as much of them as a person may read (SPEC W11, C8). */
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Look } from "../../schema/messages/look.ts";
import type { Replay, ReplayMember, ReplayMotion } from "../../schema/messages/replay.ts";
import { fallbackLook } from "../../schema/rules/replay/fallback-look.ts";
import type { Database } from "../database/open-database.store.ts";
import type { ConversationReading } from "./conversation-reading.store.ts";
import { unpackTracks } from "./pack-tracks.ts";

/** `hears`: all of it, and not only what they were present for. */
const CIRCLE = `
  select c.branched_from as "branchedFrom", c.branched_at as "branchedAt",
    (select o.title from circles o where o.id = c.branched_from) as "branchedTitle", place_id as "placeId", language, is_private as "isPrivate", x, z,
    not is_private or (select scope_has_role('facilitator', 'admin')) or id in (select scope_session_circles()) as hears
  from circles c where id = ?`;

/** In order of arrival. Of a private circle people get no more than was there while they were. */
const STAYS = `
  select m.member_id as id, m.member_kind as kind, m.member_name as name, m.look, m.seat,
    greatest(m.joined_at, mine.joined_at) as "from", least(m.left_at, mine.left_at) as until
  from memberships m left join memberships mine on not ? and mine.circle_id = m.circle_id and mine.member_id = ?
      and tstzrange(mine.joined_at, mine.left_at) && tstzrange(m.joined_at, m.left_at)
  where m.circle_id = ? and (? or mine.id is not null) and m.member_id not in (select scope_withdrawn(m.circle_id))
  order by 6, m.id`;

const MOTIONS = `
  select started_at as "startedAt", samples, to_json(members) as members, tracks
  from circle_motions where circle_id = ? order by started_at`;

const REACTIONS = `
  select turn_id as "turnId", emoji, count(*)::int as count from reactions where circle_id = ?
  group by turn_id, emoji order by min(created_at)`;

/** The record is read by facilitators alone. */
const PINS = `
  select r.details->>'turnId' as "turnId", coalesce(r.details->>'text', '') as note
  from session_records r join sessions s on s.id = r.session_id
  where s.circle_id = ? and r.action = 'pinned' order by r.id`;

type Stay = Pick<ReplayMember, "id" | "kind" | "name"> & {
  look: Look | null;
  seat: number;
  from: Date;
  until: Date | null;
};

type StoredReplay = Pick<Replay, "placeId" | "language" | "isPrivate" | "x" | "z"> & {
  hears: boolean;
  branchedFrom: string | null;
  branchedAt: string | null;
  branchedTitle: string | null;
};

type StoredMotion = Pick<ReplayMotion, "samples" | "members"> & { startedAt: Date; tracks: Buffer };

export type ReplayReading = (scope: Principal, circleId: string) => Promise<Replay | null>;

/**
 * Resolves with null when there is no such conversation, or they may not read it.
 *
 * @param lookNow how a persona looks now, for those whose look was not kept
 */
export const createReplayReading =
  (
    database: Database,
    conversations: Pick<ConversationReading, "read">,
    lookNow: (personaId: string) => Promise<Look | undefined>,
  ): ReplayReading =>
  async (scope, circleId) => {
    const conversation = await conversations.read(scope, circleId);
    if (!conversation) return null;
    const { title, topic, kind } = conversation;
    return database.inScope(scope, async (em) => {
      const [circle] = await em.execute<StoredReplay[]>(CIRCLE, [circleId]);
      if (!circle) return null;
      const { hears, branchedFrom, branchedAt, branchedTitle, ...where } = circle;
      const origin = branchedFrom && branchedAt && { circleId: branchedFrom, turnId: branchedAt };
      const stays = await em.execute<Stay[]>(STAYS, [hears, personOf(scope), circleId, hears]);
      const withdrawn = await em.execute<{ id: string }[]>("select scope_withdrawn(?) as id", [circleId]);
      const isHere = (id: string) => !withdrawn.some((gone) => gone.id === id);
      const turns = conversation.turns.filter(({ speakerId }) => isHere(speakerId));
      const isTold = ({ turnId }: { turnId: string }) => turns.some(({ id }) => id === turnId);
      const motions = await em.execute<StoredMotion[]>(MOTIONS, [circleId]);
      const sections = await em.execute<{ title: string | null; at: Date }[]>(
        "select title, at from scope_sections(?) order by at",
        [circleId],
      );
      return {
        circleId,
        title,
        topic,
        kind,
        ...where,
        turns,
        branchedFrom: origin ? { ...origin, title: branchedTitle ?? "" } : null,
        branches: await em.execute<Replay["branches"]>(
          `select circle_id as "circleId", title, turn_id as "turnId" from scope_branches(?)`,
          [circleId],
        ),
        members: await toMembers(stays, lookNow),
        motions: motions.map((motion) => toMotion(motion, isHere)),
        reactions: (await em.execute<Replay["reactions"]>(REACTIONS, [circleId])).filter(isTold),
        sections: sections.map((section) => ({ title: section.title ?? "", at: iso(section.at) })),
        pins: (await em.execute<Replay["pins"]>(PINS, [circleId])).filter(isTold),
      };
    });
  };

function toMembers(
  stays: readonly Stay[],
  lookNow: (personaId: string) => Promise<Look | undefined>,
): Promise<ReplayMember[]> {
  const byId = Map.groupBy(stays, ({ id }) => id);
  return Promise.all(
    [...byId].map(async ([id, own]) => {
      const { kind, name, look } = own.at(-1)!;
      return {
        id,
        kind,
        name,
        look: look ?? (kind === "persona" ? await lookNow(id) : undefined) ?? fallbackLook(id, name, kind),
        stays: own.map(({ seat, from, until }) => ({ seat, from: iso(from), until: until && iso(until) })),
      };
    }),
  );
}

function toMotion(
  { startedAt, samples, members, tracks }: StoredMotion,
  isHere: (id: string) => boolean,
): ReplayMotion {
  return {
    startedAt: iso(startedAt),
    samples,
    members: members.filter(isHere),
    tracks: unpackTracks(tracks)
      .filter((_, index) => isHere(members[index]!))
      .map((track) => track.toString("base64")),
  };
}

const iso = (at: Date): string => new Date(at).toISOString();
