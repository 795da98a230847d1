/** The recorded motion of circles in Postgres (SPEC W11). */
import type { Pose } from "../../schema/rules/replay/pose.ts";
import { encodeTrack } from "../../schema/rules/replay/track.ts";
import type { Statement } from "../database/statement.ts";
import { packTracks } from "./pack-tracks.ts";

/** What one company in a circle did: for each member, in their order, one pose a sample. */
export type Motion = {
  startedAt: Date;
  members: readonly string[];
  /** User ids of the people among them; null: anybody may see it. */
  witnesses: readonly string[] | null;
  poses: readonly (readonly Pose[])[];
};

export const ADD_MOTION: Statement = {
  name: "add-motion",
  text: `insert into circle_motions (circle_id, workspace_id, owner_id, started_at, samples, witnesses, members, tracks)
    select id, workspace_id, owner_id, $2::timestamptz, $3::int, $4::text[],
      array(select value from json_array_elements_text($5::json) with ordinality order by ordinality),
      $6::bytea
    from circles where id = $1
    on conflict do nothing`,
};

export const toMotionValues = ({ id }: { id: string }, { startedAt, members, witnesses, poses }: Motion): unknown[] => [
  id,
  startedAt,
  poses[0]?.length ?? 0,
  witnesses && `{${witnesses.map((witness) => JSON.stringify(witness)).join(",")}}`,
  JSON.stringify(members),
  packTracks(poses.map(encodeTrack)),
];
