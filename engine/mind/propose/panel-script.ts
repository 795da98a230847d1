/** Who has a stake in most matters, for the scripted panel. Eight each, so that a panel of the largest size repeats nobody. */
import type { PersonaDraft } from "../../../schema/messages/persona.ts";

type Stake = {
  occupation: string;
  description: string;
  why: string;
  expertise: string[];
  values: string[];
  experienceLevel: PersonaDraft["experienceLevel"];
};
type Script = { names: string[]; styles: string[]; stakes: Stake[] };

export const PANEL_SCRIPTS: { en: Script; de: Script } = {
  en: {
    names: [
      "Imara Teal",
      "Joss Harrow",
      "Liv Okafor",
      "Pavel Stone",
      "Rhea Lindqvist",
      "Tomas Bell",
      "Noor Castell",
      "Edda Vale",
    ],
    styles: ["Short sentences, asks back.", "Tells a story first.", "Counts and compares.", "Warm, then firm."],
    stakes: [
      {
        occupation: "Daily user",
        description: "Would use it every day, and has no time for detours.",
        why: "It changes how every morning begins.",
        expertise: ["daily use"],
        values: ["simplicity"],
        experienceLevel: "Limited",
      },
      {
        occupation: "Treasurer",
        description: "Pays for it, and answers for every cent.",
        why: "Somebody has to say what it costs.",
        expertise: ["budgets"],
        values: ["thrift"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Technician",
        description: "Would have to build and repair it.",
        why: "What others wish for breaks at night, on duty.",
        expertise: ["maintenance"],
        values: ["reliability"],
        experienceLevel: "Mastery",
      },
      {
        occupation: "Neighbour",
        description: "Lives next to it, whether it is wanted or not.",
        why: "Nobody asked those who live beside it.",
        expertise: ["the neighbourhood"],
        values: ["quiet"],
        experienceLevel: "None",
      },
      {
        occupation: "Teacher",
        description: "Explains it to others, and hears what they do not understand.",
        why: "The young will live with it longest.",
        expertise: ["teaching"],
        values: ["fairness"],
        experienceLevel: "Entry",
      },
      {
        occupation: "Founder",
        description: "Sees a beginning in it, and wants to start tomorrow.",
        why: "Waiting has a price as well.",
        expertise: ["starting things"],
        values: ["courage"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Carer",
        description: "Speaks for those who cannot come and speak.",
        why: "The weakest notice last, and most.",
        expertise: ["care"],
        values: ["solidarity"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Inspector",
        description: "Has seen such plans before, and kept the files.",
        why: "The same mistake was made ten years ago.",
        expertise: ["rules"],
        values: ["order"],
        experienceLevel: "Mastery",
      },
    ],
  },
  de: {
    names: [
      "Imke Tannert",
      "Jost Harms",
      "Livia Okonkwo",
      "Pavel Stein",
      "Rhea Lindner",
      "Tomas Bellmann",
      "Nura Kastell",
      "Edda Vogt",
    ],
    styles: [
      "Kurze Sätze, fragt zurück.",
      "Erzählt erst eine Geschichte.",
      "Zählt und vergleicht.",
      "Herzlich, dann bestimmt.",
    ],
    stakes: [
      {
        occupation: "Tägliche Nutzerin",
        description: "Würde es jeden Tag benutzen und hat keine Zeit für Umwege.",
        why: "Es ändert, wie jeder Morgen beginnt.",
        expertise: ["täglicher Gebrauch"],
        values: ["Einfachheit"],
        experienceLevel: "Limited",
      },
      {
        occupation: "Kassenwart",
        description: "Bezahlt es und steht für jeden Cent gerade.",
        why: "Jemand muss sagen, was es kostet.",
        expertise: ["Haushalt"],
        values: ["Sparsamkeit"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Technikerin",
        description: "Müsste es bauen und reparieren.",
        why: "Was andere sich wünschen, geht nachts im Dienst kaputt.",
        expertise: ["Wartung"],
        values: ["Verlässlichkeit"],
        experienceLevel: "Mastery",
      },
      {
        occupation: "Nachbar",
        description: "Wohnt daneben, ob man es will oder nicht.",
        why: "Die nebenan wohnen, hat niemand gefragt.",
        expertise: ["das Viertel"],
        values: ["Ruhe"],
        experienceLevel: "None",
      },
      {
        occupation: "Lehrerin",
        description: "Erklärt es anderen und hört, was sie nicht verstehen.",
        why: "Die Jungen leben am längsten damit.",
        expertise: ["Unterricht"],
        values: ["Gerechtigkeit"],
        experienceLevel: "Entry",
      },
      {
        occupation: "Gründer",
        description: "Sieht einen Anfang darin und will morgen beginnen.",
        why: "Auch Warten hat seinen Preis.",
        expertise: ["Anfangen"],
        values: ["Mut"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Pflegerin",
        description: "Spricht für die, die nicht kommen und sprechen können.",
        why: "Die Schwächsten merken es zuletzt und am meisten.",
        expertise: ["Pflege"],
        values: ["Solidarität"],
        experienceLevel: "Senior",
      },
      {
        occupation: "Prüfer",
        description: "Hat solche Pläne schon gesehen und die Akten aufgehoben.",
        why: "Denselben Fehler gab es vor zehn Jahren.",
        expertise: ["Vorschriften"],
        values: ["Ordnung"],
        experienceLevel: "Mastery",
      },
    ],
  },
};
