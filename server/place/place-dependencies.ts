/** What a place needs from the rest of the server. */
import type { Role } from "../../schema/messages/account.ts";
import type { Caller } from "../account/caller.ts";
import type { Subscriber } from "../changes/open-change-bus.adapter.ts";
import type { CircleHost, CircleStage } from "../circle/circle-stage.ts";
import type { GalleryStore } from "../gallery/gallery.store.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import type { Voices } from "../models/voices.ts";
import type { PlaceNotice } from "./place-notice.ts";
import type { Places } from "./places.store.ts";

export type PlaceDependencies = {
  places: Places;
  /** Null when the token is missing, forged, revoked or expired. */
  verifyToken(token: string): Promise<Caller | null>;
  /** Notified when somebody is signed out, given a role or sent out; returns a function that unsubscribes. */
  followPeople(subscriber: Subscriber<"people">): () => void;
  /** Notified when no server holds circles of some place any longer; returns a function that unsubscribes. */
  followCircles(subscriber: Subscriber<"circles">): () => void;
  /** Notified when anything of a session changes; returns a function that unsubscribes. */
  followSessions(subscriber: Subscriber<"sessions">): () => void;
  /** The current role of the sign-in's user; null when it has ended. */
  roleOf(signInId: string): Promise<Role | null>;
  personas: PersonaDirectory;
  voices: Pick<Voices, "status" | "onStatus">;
  createCircleHost(stage: CircleStage): CircleHost;
  gallery: GalleryStore;
  log: Record<"error" | "warn", (details: object, text: string) => void>;
  /** Subscribes to notices from outside; returns a function that unsubscribes. */
  onNotice?(listener: (notice: PlaceNotice) => void): () => void;
  /** Whether personas may talk by themselves (SPEC W8): the voice is free, or it has a budget. Never, if absent. */
  mayTalkCasually?(workspaceId: string): boolean;
  /** Called at the start of every beat and at the end of each of its parts, for measurements. */
  onBeat?(reached: BeatMark): void;
};

export type BeatMark = "started" | "stepped" | "encoded" | "sent";
