/** Long because it is data: the session templates in German; the English ones have the same ids. */
import type { SessionTemplate } from "../../../schema/messages/session.ts";

const CONSENT = `Was du hier sagst, wird aufgeschrieben und kann von den Menschen dieser Sitzung gelesen werden: Teilnehmenden, Moderierenden und Beobachtenden, auch von denen, die später kommen. Manche der Sprechenden werden von einem Sprachmodell simuliert; sie sind gekennzeichnet.
Gesagtes darf im Bericht dieser Sitzung zitiert werden.
Die Teilnahme ist freiwillig. Du kannst jederzeit gehen und deine Teilnahme widerrufen: Drück auf „Widerrufen“, und du bist sofort draußen.
Mit deiner Zustimmung sagst du, dass du mindestens 18 Jahre alt bist oder dass jemand zustimmt, der für dich verantwortlich ist.`;

export const germanTemplates: SessionTemplate[] = [
  {
    id: "focus-group",
    plan: {
      title: "Fokusgruppe",
      topic: "Was erwartest du von einem guten Busangebot?",
      kind: "focus-group",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Begrüßung",
          minutes: 5,
          prompts: ["Bitte sag, wer du bist und wie du an einem gewöhnlichen Tag unterwegs bist."],
          probes: [],
        },
        {
          title: "Erfahrungen",
          minutes: 15,
          prompts: ["Erzähl vom letzten Mal, als du damit gefahren bist.", "Was war gut, was nicht?"],
          probes: ["Kannst du ein Beispiel geben?", "Wie ging es dir damit?"],
        },
        {
          title: "Was zählt",
          minutes: 15,
          prompts: ["Was ist dir am wichtigsten, und warum?"],
          probes: ["Wer sieht das anders?"],
        },
        {
          title: "Ideen",
          minutes: 15,
          prompts: ["Wenn du eines ändern könntest, was wäre das?"],
          probes: ["Was würdest du dafür aufgeben?"],
        },
        {
          title: "Abschluss",
          minutes: 5,
          prompts: ["Was sollten wir nicht vergessen?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "concept-test",
    plan: {
      title: "Konzepttest",
      topic: "Ein Abonnement für Reparaturen zu Hause",
      kind: "focus-group",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Erster Eindruck",
          minutes: 5,
          prompts: ["Was ist das, in deinen eigenen Worten?"],
          probes: [],
        },
        {
          title: "Verständnis",
          minutes: 10,
          prompts: ["Was ist klar, was nicht?"],
          probes: ["Welches Wort würdest du ändern?"],
        },
        {
          title: "Nutzen",
          minutes: 15,
          prompts: ["Wem würde es helfen, und wann?", "Was würdest du stattdessen nehmen?"],
          probes: ["Was ist es dir wert?"],
        },
        {
          title: "Zweifel",
          minutes: 10,
          prompts: ["Was würde dich davon abhalten?"],
          probes: ["Was müsste stimmen, damit du es versuchst?"],
        },
        {
          title: "Urteil",
          minutes: 5,
          prompts: ["Würdest du es versuchen? Warum, warum nicht?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "usability-talk",
    plan: {
      title: "Gespräch über Bedienbarkeit",
      topic: "Einen Arzttermin am Telefon buchen",
      kind: "focus-group",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Gewohnheiten",
          minutes: 5,
          prompts: ["Wie machst du das heute?"],
          probes: [],
        },
        {
          title: "Erste Schritte",
          minutes: 10,
          prompts: ["Wo würdest du anfangen, und was würdest du erwarten?"],
          probes: ["Warum hast du das gedacht?"],
        },
        {
          title: "Hindernisse",
          minutes: 15,
          prompts: ["Wo hast du gezögert?", "Was hast du gesucht und nicht gefunden?"],
          probes: ["Was hast du dann getan?"],
        },
        {
          title: "Wünsche",
          minutes: 10,
          prompts: ["Welche eine Änderung hätte am meisten geholfen?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "debate",
    plan: {
      title: "Debatte",
      topic: "Soll die Schule um neun Uhr beginnen?",
      kind: "debate",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Eröffnung",
          minutes: 8,
          prompts: ["Bitte nenn deine Position und deinen besten Grund."],
          probes: [],
        },
        {
          title: "Erwiderungen",
          minutes: 12,
          prompts: ["Antworte auf das stärkste Argument der Gegenseite."],
          probes: ["Welche Belege gibt es dafür?"],
        },
        {
          title: "Fragen",
          minutes: 10,
          prompts: ["Welche Frage hast du an die andere Seite?"],
          probes: [],
        },
        {
          title: "Schlussworte",
          minutes: 6,
          prompts: ["Was sollten wir mitnehmen?"],
          probes: [],
        },
        {
          title: "Urteil",
          minutes: 4,
          prompts: ["Was hat dich überzeugt, was nicht?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "planning-workshop",
    plan: {
      title: "Planungswerkstatt",
      topic: "Ein Nachbarschaftsfest im Juni",
      kind: "planning",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Ziel",
          minutes: 10,
          prompts: ["Was soll wahr sein, wenn wir fertig sind?"],
          probes: [],
        },
        {
          title: "Aufgaben",
          minutes: 20,
          prompts: ["Was ist zu tun, und in welcher Reihenfolge?"],
          probes: ["Wer könnte das tun?"],
        },
        {
          title: "Termine und Mittel",
          minutes: 15,
          prompts: ["Wann, mit wem, womit?"],
          probes: ["Und wenn es doppelt so lange dauert?"],
        },
        {
          title: "Risiken",
          minutes: 10,
          prompts: ["Was könnte schiefgehen?"],
          probes: ["Woran würden wir es früh merken?"],
        },
        {
          title: "Wer was tut",
          minutes: 5,
          prompts: ["Bitte sag, was du übernimmst, und bis wann."],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "classroom-seminar",
    plan: {
      title: "Seminar",
      topic: "Was macht ein Argument gut?",
      kind: "chat",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Eingangsfrage",
          minutes: 5,
          prompts: ["Was denkst du, bevor wir etwas lesen?"],
          probes: [],
        },
        {
          title: "Der Text",
          minutes: 15,
          prompts: ["Was behauptet der Text, und mit welchen Gründen?"],
          probes: ["Wo steht das?"],
        },
        {
          title: "Gespräch",
          minutes: 20,
          prompts: ["Wo stimmst du zu, wo nicht?"],
          probes: ["Kannst du das anders sagen?"],
        },
        {
          title: "Zurück zur Frage",
          minutes: 5,
          prompts: ["Was würdest du jetzt sagen?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
  {
    id: "deliberation",
    plan: {
      title: "Beratung mit Abstimmung vorher und nachher",
      topic: "Soll die Innenstadt autofrei werden?",
      kind: "debate",
      language: "de",
      isOpen: false,
      guide: [
        {
          title: "Abstimmung vorher",
          minutes: 3,
          prompts: ["Bitte stimm ab und notiere, warum."],
          probes: [],
        },
        {
          title: "Tatsachen",
          minutes: 12,
          prompts: ["Was wissen wir, und woher?"],
          probes: ["Wie sicher sind wir?"],
        },
        {
          title: "Werte",
          minutes: 12,
          prompts: ["Was steht für dich auf dem Spiel?"],
          probes: ["Wer würde dabei verlieren?"],
        },
        {
          title: "Abwägen",
          minutes: 15,
          prompts: ["Was würdest du dafür in Kauf nehmen, was nicht?"],
          probes: [],
        },
        {
          title: "Abstimmung nachher",
          minutes: 3,
          prompts: ["Bitte stimm noch einmal ab. Hat etwas deine Meinung geändert?"],
          probes: [],
        },
      ],
      consent: CONSENT,
    },
  },
];
