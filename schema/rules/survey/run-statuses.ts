/** What a run's status is called, on screens and in reports. */
import type { RunStatus } from "../../messages/run.ts";

export const enRunStatuses: Record<RunStatus, string> = {
  QUEUED: "Waiting for a worker",
  LABELLING: "Labelling backstories",
  MATCHING: "Matching respondents",
  INFERENCE: "Asking",
  PAUSED: "Paused",
  COMPLETED: "Completed",
  FAILED: "Failed",
  CANCELLED: "Cancelled",
};

export const deRunStatuses: Record<RunStatus, string> = {
  QUEUED: "Wartet auf einen Worker",
  LABELLING: "Lebensgeschichten werden gelabelt",
  MATCHING: "Befragte werden zugeordnet",
  INFERENCE: "Es wird gefragt",
  PAUSED: "Pausiert",
  COMPLETED: "Abgeschlossen",
  FAILED: "Gescheitert",
  CANCELLED: "Abgebrochen",
};
