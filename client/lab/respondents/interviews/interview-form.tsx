import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  MOST_INTERVIEWS,
  type InterviewVoices,
  type InterviewDraft,
  type PersonSeed,
  type WantedPeople,
} from "../../../../schema/messages/interview.ts";
import { STANDARD_TRAITS } from "../../../../schema/rules/survey/standard-traits.ts";
import { Money } from "../../../panels/money/money.tsx";
import { Button } from "../../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../../panels/parts/field.tsx";
import { Loading, Problem } from "../../../panels/parts/states.tsx";
import { messageText } from "../../../words/message-text.ts";
import { parseLimit } from "../../../words/parse-dollars.ts";
import { problemText } from "../../../words/problem-text.ts";
import { readCount } from "../../read-count.ts";
import { useTraitWords } from "../../trait-words.ts";
import { useBegin, useEstimate, useVoices } from "./interviews-api.ts";
import style from "./interviews.module.css";

const ANYONE = "";

/** Who is interviewed, by which models, for how much: estimated while it is filled in. */
export function InterviewForm({ people }: { people: WantedPeople | null }) {
  const voices = useVoices();
  if (voices.isPending) return <Loading lines={6} />;
  if (voices.isError) return <Problem error={voices.error} onRetry={() => void voices.refetch()} />;
  const { problem, problemMessage } = voices.data;
  if (problem !== null)
    return (
      <p className={style.warning} role="status">
        {messageText(problemMessage, problem)}
      </p>
    );
  return <Form voices={voices.data} people={people} />;
}

function Form({ voices, people }: { voices: InterviewVoices; people: WantedPeople | null }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const [count, setCount] = useState("10");
  const [setIn, setSetIn] = useState("October 1996");
  const [person, setPerson] = useState<PersonSeed>({});
  const [chosen, setChosen] = useState<Chosen>({ interviewee: voices.interviewees[0]!.route, critic: "", dollars: "" });
  const begin = useBegin();
  const number = people ? 1 : readCount(count, 1, MOST_INTERVIEWS);
  const wanted = people ?? (number === null ? null : [{ person, count: number }]);
  const wish = wanted && toWish(wanted, setIn.trim(), { ...chosen, critic: criticOf(voices, chosen) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Each round draws anew.
    if (wish) begin.mutate({ ...wish, seed: Math.floor(Math.random() * 2_147_483_647) });
  };
  return (
    <form className={style.form} onSubmit={submit} aria-label={t("interviews.new")}>
      {people ? (
        <WantedList people={people} />
      ) : (
        <>
          <TextField
            label={t("interviews.howMany")}
            value={count}
            inputMode="numeric"
            error={number === null ? t("interviews.howManyWrong", { most: MOST_INTERVIEWS }) : null}
            onText={setCount}
          />
          <PersonFields person={person} onPerson={setPerson} />
        </>
      )}
      <TextField
        label={t("interviews.setIn")}
        hint={t("interviews.setInHint")}
        value={setIn}
        maxLength={60}
        required
        onText={setSetIn}
      />
      <VoiceFields voices={voices} chosen={chosen} onChosen={setChosen} />
      <Estimate wish={wish} />
      {begin.isError && (
        <p className={style.problem} role="alert">
          {problemText(begin.error, common)}
        </p>
      )}
      <Button look="primary" type="submit" disabled={wish === null || begin.isPending}>
        {t("interviews.begin")}
      </Button>
    </form>
  );
}

type Chosen = { interviewee: string; critic: string; dollars: string };

/** The one that was chosen, unless it is interviewed itself; empty if there is no other. */
function criticOf({ critics }: InterviewVoices, { interviewee, critic }: Chosen): string {
  const others = critics.filter(({ route }) => route !== interviewee);
  return others.some(({ route }) => route === critic) ? critic : (others[0]?.route ?? "");
}

/** Null while something is missing. */
function toWish(people: WantedPeople, setIn: string, { interviewee, critic, dollars }: Chosen): InterviewDraft | null {
  const budgetNano = parseLimit(dollars);
  if (setIn === "" || critic === "" || budgetNano === undefined) return null;
  return { people, setIn, interviewee, critic, form: null, mostDraws: 5, budgetNano };
}

type VoiceFieldsProps = { voices: InterviewVoices; chosen: Chosen; onChosen: (chosen: Chosen) => void };

function VoiceFields({ voices, chosen, onChosen }: VoiceFieldsProps) {
  const { t } = useTranslation("lab");
  const { interviewees, critics } = voices;
  const critic = criticOf(voices, chosen);
  const interviewee = interviewees.find(({ route }) => route === chosen.interviewee);
  const isFree = interviewee?.isFree && critics.find(({ route }) => route === critic)?.isFree;
  const choices = (routes: readonly { route: string }[]) => routes.map(({ route }) => ({ value: route, label: route }));
  return (
    <>
      <ChoiceField
        label={t("interviews.interviewee")}
        hint={t(interviewee?.form === "completion" ? "interviews.completionHint" : "interviews.chatHint")}
        value={chosen.interviewee}
        options={choices(interviewees)}
        onChoose={(route) => onChosen({ ...chosen, interviewee: route })}
      />
      <ChoiceField
        label={t("interviews.critic")}
        hint={t("interviews.criticHint")}
        value={critic}
        error={critic === "" ? t("interviews.noCritic") : null}
        options={choices(critics.filter(({ route }) => route !== chosen.interviewee))}
        onChoose={(route) => onChosen({ ...chosen, critic: route })}
      />
      {!isFree && (
        <TextField
          label={t("interviews.budget")}
          hint={t("interviews.budgetHint")}
          value={chosen.dollars}
          inputMode="decimal"
          error={parseLimit(chosen.dollars) === undefined ? t("interviews.budgetWrong") : null}
          onText={(dollars) => onChosen({ ...chosen, dollars })}
        />
      )}
    </>
  );
}

function WantedList({ people }: { people: WantedPeople }) {
  const words = useTraitWords();
  const { t } = useTranslation("lab");
  return (
    <ul className={style.wanted}>
      {people.map(({ person, count }) => {
        const traits = Object.entries(person).map(([trait, value]) => words.valueOf(trait, value));
        return (
          <li key={JSON.stringify(person)}>
            {count} × {traits.length > 0 ? traits.join(", ") : t("interviews.anyone")}
          </li>
        );
      })}
    </ul>
  );
}

function PersonFields({ person, onPerson }: { person: PersonSeed; onPerson: (person: PersonSeed) => void }) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const choose = (trait: string, value: string) => {
    const { [trait]: _, ...rest } = person;
    onPerson(value === ANYONE ? rest : { ...rest, [trait]: value });
  };
  return (
    <details className={style.person}>
      <summary>{t("interviews.person")}</summary>
      <p className={style.notes}>{t("interviews.personText")}</p>
      <div className={style.traits}>
        {STANDARD_TRAITS.map(({ id, values }) => (
          <ChoiceField
            key={id}
            label={words.nameOf(id)}
            value={person[id] ?? ANYONE}
            options={[
              { value: ANYONE, label: t("interviews.any") },
              ...values.map((value) => ({ value: value.id as string, label: words.valueOf(id, value.id) })),
            ]}
            onChoose={(value) => choose(id, value)}
          />
        ))}
      </div>
    </details>
  );
}

function Estimate({ wish }: { wish: InterviewDraft | null }) {
  const { t } = useTranslation("lab");
  const { t: common } = useTranslation();
  const estimate = useEstimate(wish);
  if (estimate.isError)
    return (
      <p className={style.problem} role="alert">
        {problemText(estimate.error, common)}
      </p>
    );
  if (!wish || !estimate.data) return null;
  const { interviews, inputTokens, outputTokens, lowNano, likelyNano, highNano } = estimate.data;
  return (
    <p role="status" className={style.estimate}>
      {t("interviews.estimate", { count: interviews, tokens: inputTokens + outputTokens })}{" "}
      {highNano === 0 ? (
        t("interviews.free")
      ) : (
        <>
          {t("interviews.costs")} <Money nano={lowNano} /> – <Money nano={highNano} />, {t("interviews.likely")}{" "}
          <Money nano={likelyNano} />
        </>
      )}
    </p>
  );
}
