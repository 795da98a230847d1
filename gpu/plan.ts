/**
 * What a number of backstories and probes takes on a card: tokens, hours and dollars from a measured rate. It counts
 * what a card computes: a prefix that it has cached is not read again.
 */

export interface Wish {
  backstories: number;
  respondents: number;
  /** Questions to each respondent. */
  probes: number;
}

/** Tokens a second of the whole card under load, as `node gpu/main.ts measure` prints them. */
export interface Rate {
  readPerSecond: number;
  writePerSecond: number;
  dollarsPerHour: number;
}

export interface Work {
  readTokens: number;
  cachedTokens: number;
  writtenTokens: number;
}

/** Of the interview: ten questions, 2,499 tokens of answers and questions in the published ones, a preface. */
const QUESTIONS = 10;
const QUESTION_TOKENS = 30;
const ANSWER_TOKENS = 220;
const PREFACE_TOKENS = 120;
/** Draws for one accepted answer. */
const DRAWS = 1.3;
/** A probe with its options, and a letter or a few words as the answer. */
const PROBE_TOKENS = 90;
const REPLY_TOKENS = 6;
const TRANSCRIPT_TOKENS = PREFACE_TOKENS + QUESTIONS * (QUESTION_TOKENS + ANSWER_TOKENS);

export interface Plan {
  interviews: Work;
  probing: Work;
  hours: number;
  dollars: number;
}

/** The critic is another model, on another route: its work is not counted. */
export function planWork({ backstories, respondents, probes }: Wish, rate: Rate): Plan {
  const interviews = times(backstories, interviewWork());
  const probing = times(respondents, probingWork(probes));
  const seconds =
    (interviews.readTokens + probing.readTokens) / rate.readPerSecond +
    (interviews.writtenTokens + probing.writtenTokens) / rate.writePerSecond;
  const hours = seconds / 3600;
  return { interviews, probing, hours, dollars: hours * rate.dollarsPerHour };
}

/** Each answer goes on from those before, which the card has cached; so does each further draw. */
function interviewWork(): Work {
  let cachedTokens = 0;
  for (let asked = 0; asked < QUESTIONS; asked++)
    cachedTokens += DRAWS * (PREFACE_TOKENS + asked * (QUESTION_TOKENS + ANSWER_TOKENS));
  return {
    readTokens: PREFACE_TOKENS + QUESTIONS * DRAWS * QUESTION_TOKENS,
    cachedTokens,
    writtenTokens: QUESTIONS * DRAWS * ANSWER_TOKENS,
  };
}

/** In series: a respondent's transcript is read once, then each probe goes on from the answers before. */
function probingWork(probes: number): Work {
  let cachedTokens = 0;
  for (let asked = 1; asked < probes; asked++)
    cachedTokens += TRANSCRIPT_TOKENS + asked * (PROBE_TOKENS + REPLY_TOKENS);
  return {
    readTokens: probes > 0 ? TRANSCRIPT_TOKENS + probes * PROBE_TOKENS : 0,
    cachedTokens,
    writtenTokens: probes * REPLY_TOKENS,
  };
}

const times = (count: number, { readTokens, cachedTokens, writtenTokens }: Work): Work => ({
  readTokens: Math.round(count * readTokens),
  cachedTokens: Math.round(count * cachedTokens),
  writtenTokens: Math.round(count * writtenTokens),
});
