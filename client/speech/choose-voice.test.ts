import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseVoice, type Voice } from "./choose-voice.ts";

const voice = (name: string, lang: string, localService = true): Voice => ({ name, lang, localService });
const voices = [
  voice("Anna", "de-DE"),
  voice("Daniel", "en_GB"),
  voice("Moira", "en-IE"),
  voice("Cloud", "en-US", false),
];

describe("the voice of a speaker", () => {
  it("W12 is the same each time, of the conversation's language, whatever the order of the browser's list", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.shuffledSubarray(voices, { minLength: voices.length }), (speakerId, shuffled) => {
        const chosen = chooseVoice(shuffled, "en", speakerId);
        expect(chosen).toEqual(chooseVoice(voices, "en", speakerId));
        expect(["Daniel", "Moira"]).toContain(chosen.voice?.name);
        expect(chosen.pitch).toBeGreaterThanOrEqual(0.8);
        expect(chosen.rate).toBeLessThanOrEqual(1.1);
      }),
    );
  });

  it("W12 sends words to a server only if no voice on the device speaks the language", () => {
    expect(chooseVoice([voice("Cloud", "fr-FR", false)], "fr", "mara").voice?.name).toBe("Cloud");
    expect(chooseVoice(voices, "fr", "mara").voice).toBeNull();
  });

  it("W12 tells most speakers apart where there is one voice", () => {
    const sounds = Array.from({ length: 8 }, (_, index) => {
      const { pitch, rate } = chooseVoice([voice("Anna", "de-DE")], "de", `persona-${index}`);
      return `${pitch} ${rate}`;
    });
    expect(new Set(sounds).size).toBeGreaterThanOrEqual(6);
  });
});
