import { joinPlace, until } from "../../e2e/support/join-place.ts";
import type { Replay } from "../../schema/messages/replay.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import { SAMPLES_PER_SECOND } from "../../schema/rules/replay/pose.ts";
import { packTracks } from "../../server/conversation/pack-tracks.ts";
import { sayProgress } from "../say-progress.ts";
import { rounded } from "./rounded.ts";

const PERSONAS = 7;
/** Long enough for a minute of talk to be stored, arrivals included. */
const WITHIN_MS = 100_000;
/** Of a stored row, besides members and tracks: its header, keys, time and lengths. */
const ROW_BYTES = 120;

/** A person and seven personas walk up, sit and talk at full speed: what a minute of it takes in the database. */
export async function measureRecording(url: string): Promise<object> {
  const host = await joinPlace(url, "Recorded");
  const personas = [...host.room.state.avatars.values()].filter(
    ({ kind, circleId }) => kind === "persona" && circleId === "",
  );
  const { circleId } = await host.request<CircleTranscript>("open-circle", { topic: "What should the square be for?" });
  await host.request("steer", { circleId, action: "set-speed", speed: 10 });
  for (const { personaId } of personas.slice(0, PERSONAS)) await host.request("invite", { personaId });
  await host.request("say", { text: "What should the square be for? I would like to hear all of you." });

  const read = async (): Promise<Replay["motions"]> => {
    const headers = { authorization: `Bearer ${host.token}` };
    const answer = await fetch(`${url}/api/conversations/${circleId}/replay`, { headers });
    return ((await answer.json()) as Replay).motions;
  };
  const recorded = (motions: Replay["motions"]) => motions.filter(({ members }) => members.length === PERSONAS + 1);
  await until("a recorded minute", async () => recorded(await read()).length > 0, WITHIN_MS);
  const motions = recorded(await read());
  await host.request("steer", { circleId, action: "stop" });
  await until("free personas", () => personas.every(({ circleId: seat }) => seat === ""));
  await host.room.leave();

  const bytes = motions.reduce((sum, motion) => sum + bytesOf(motion), 0);
  const seconds = motions.reduce((sum, { samples }) => sum + samples / SAMPLES_PER_SECOND, 0);
  sayProgress(`${bytes} bytes for ${seconds} s of a circle of ${PERSONAS + 1}`);
  return { recordedBytesPerMinuteOfEight: rounded((bytes / seconds) * 60, 0) };
}

const bytesOf = ({ members, tracks }: Replay["motions"][number]): number =>
  ROW_BYTES +
  members.reduce((sum, id) => sum + id.length + 4, 0) +
  packTracks(tracks.map((track) => Buffer.from(track, "base64"))).length;
