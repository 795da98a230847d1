import { afterEach, expect, test, vi } from "vitest";
import { dictateInBrowser, dictateToServer, type DictationEvents } from "./dictation.ts";

afterEach(() => vi.unstubAllGlobals());

/** What a dictation ended with, and a promise of that. */
function watch() {
  const ended = Promise.withResolvers<string>();
  const events: DictationEvents = {
    onSpeech: () => undefined,
    onWords: () => undefined,
    onDone: (text) => ended.resolve(`done: ${text}`),
    onProblem: ended.resolve,
  };
  return { events, ended: ended.promise };
}

test("W12 a recording that is ended before the microphone is ready says so, instead of sending nothing", async () => {
  const microphone = Promise.withResolvers<{ getTracks: () => { stop(): void }[] }>();
  const stopped = vi.fn<() => void>();
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => microphone.promise } });
  const { events, ended } = watch();
  dictateToServer("en", events).stop();
  microphone.resolve({ getTracks: () => [{ stop: stopped }] });
  expect(await ended).toBe("not-recorded");
  expect(stopped).toHaveBeenCalledOnce();
});

test("W12 so does one that the browser recognises; one in which nobody spoke ends without a word", async () => {
  class Recognition extends EventTarget {
    start = () => undefined;
    stop = () => this.dispatchEvent(new Event("end"));
  }
  vi.stubGlobal("window", { SpeechRecognition: Recognition });
  const early = watch();
  dictateInBrowser("en", early.events).stop();
  expect(await early.ended).toBe("not-recorded");
  const made: Recognition[] = [];
  vi.stubGlobal("window", {
    SpeechRecognition: class extends Recognition {
      constructor() {
        super();
        made.push(this);
      }
    },
  });
  const silent = watch();
  const dictation = dictateInBrowser("en", silent.events);
  made[0]!.dispatchEvent(new Event("audiostart"));
  dictation.stop();
  expect(await silent.ended).toBe("done: ");
});
