/** What a person says, as text: by the browser's recognition, or recorded for the server's (SPEC W12). */
import { MAX_RECORDING_SECONDS, Recognised, type Recording } from "../../schema/messages/speech.ts";
import { callApi } from "../state/call-api.ts";

export type DictationProblem = "no-microphone" | "not-recognised" | "not-recorded";
export type DictationEvents = {
  /** The person may speak now, or has begun to. */
  onSpeech(): void;
  /** What has been recognised so far. */
  onWords(text: string): void;
  /** Once, with everything; "" when nothing was recognised. */
  onDone(text: string): void;
  /** Instead of `onDone`. */
  onProblem(problem: DictationProblem): void;
};
/** Ends the recording; `onDone` follows. */
export type Dictation = { stop(): void };

type Recognition = EventTarget & {
  lang: string;
  interimResults: boolean;
  continuous: boolean;
  start(): void;
  stop(): void;
};
type RecognitionResults = Event & { results: ArrayLike<ArrayLike<{ transcript: string }>> };
type RecognitionFailure = Event & { error: string };
type RecognitionWindow = Window & {
  SpeechRecognition?: new () => Recognition;
  webkitSpeechRecognition?: new () => Recognition;
};

const recognitionOf = ({ SpeechRecognition, webkitSpeechRecognition }: RecognitionWindow) =>
  SpeechRecognition ?? webkitSpeechRecognition;

export const canBrowserRecognise = (): boolean => recognitionOf(window) !== undefined;

/** Ends by itself when the person pauses. `language` is a BCP 47 tag. */
export function dictateInBrowser(language: string, events: DictationEvents): Dictation {
  const recognition = new (recognitionOf(window)!)();
  let text = "";
  // Until it records.
  let problem: DictationProblem | null = "not-recorded";
  Object.assign(recognition, { lang: language, interimResults: true, continuous: false });
  recognition.addEventListener("audiostart", () => (problem = null));
  recognition.addEventListener("speechstart", events.onSpeech);
  recognition.addEventListener("result", (event) => {
    text = Array.from((event as RecognitionResults).results, (result) => result[0]?.transcript ?? "").join("");
    events.onWords(text);
  });
  recognition.addEventListener("error", (event) => {
    const { error } = event as RecognitionFailure;
    if (error === "no-speech" || error === "aborted") return;
    problem = error === "not-allowed" || error === "audio-capture" ? "no-microphone" : "not-recognised";
  });
  // Comes after every error, too.
  recognition.addEventListener("end", () => (problem ? events.onProblem(problem) : events.onDone(text)));
  recognition.start();
  return { stop: () => recognition.stop() };
}

const BITS_PER_SECOND = 16_000;
const CONTENT_TYPES: Recording["contentType"][] = ["audio/webm", "audio/ogg", "audio/mp4"];

/** Records until it is stopped, a minute at most. `language` is a BCP 47 tag. */
export function dictateToServer(language: string, events: DictationEvents): Dictation {
  let stop = () => {};
  let isStopped = false;
  void record().catch((error: unknown) =>
    events.onProblem(error instanceof DOMException ? "no-microphone" : "not-recognised"),
  );
  return {
    stop() {
      isStopped = true;
      stop();
    },
  };

  async function record() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      if (isStopped) return events.onProblem("not-recorded");
      const contentType = CONTENT_TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? "audio/webm";
      const recorder = new MediaRecorder(stream, { mimeType: contentType, audioBitsPerSecond: BITS_PER_SECOND });
      const recorded = new Promise<Blob>((resolve) =>
        recorder.addEventListener("dataavailable", ({ data }) => resolve(data), { once: true }),
      );
      recorder.start();
      events.onSpeech();
      const timer = setTimeout(() => recorder.stop(), MAX_RECORDING_SECONDS * 1000);
      stop = () => {
        clearTimeout(timer);
        if (recorder.state !== "inactive") recorder.stop();
      };
      const audio = await toBase64(await recorded);
      events.onDone(await recognise({ audio, contentType, language: language.slice(0, 2) }));
    } finally {
      for (const track of stream.getTracks()) track.stop();
    }
  }
}

const recognise = (body: Recording): Promise<string> =>
  callApi("speech", { method: "POST", body, read: (answer) => Recognised.parse(answer).text });

/** A data URL is the browser's own base64. */
const toBase64 = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).replace(/^[^,]*,/, "")));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("The recording could not be read.")));
    reader.readAsDataURL(blob);
  });
