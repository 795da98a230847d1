import type { Attendance, SessionRole, SessionStatus } from "../../schema/messages/session.ts";
import type { Material } from "../../schema/messages/session-material.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";

/** A session as the server that has its place runs it. */
export type HostedSession = {
  id: string;
  placeId: string;
  workspaceId: string;
  owner: { userId: string; name: string };
  /** The facilitator who leads it. */
  leadId: string;
  status: SessionStatus;
  /** When it starts by itself. */
  startsAt: Date | null;
  circleId: string | null;
  /** Whether its circle is stored already: another server may hold it. */
  hasCircle: boolean;
  topic: string;
  kind: CircleKind;
  language: string;
  isPrivate: boolean;
  personaIds: string[];
  isFrozen: boolean;
  muted: string[];
  /** Where the guide is. */
  section: { title: string; prompts: string[]; shown?: string | undefined; material?: Material | undefined } | null;
  people: { userId: string; name: string; role: SessionRole; status: Attendance; onStageUntil: Date | null }[];
  /** Those not delivered yet, oldest first. */
  whispers: HostedWhisper[];
};

export type HostedWhisper = { id: string; personaId: string; text: string };

/** What somebody said, under which name and when (ISO). */
export type Said = { text: string; name: string; at: string };
