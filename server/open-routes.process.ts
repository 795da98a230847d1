/** The HTTP API, area by area. */
import { accountRoutes } from "./account/account.route.ts";
import { chatRoutes } from "./chat/chat.route.ts";
import { pastRoutesIn } from "./conversation/past-routes-in.ts";
import { createConversationReading } from "./conversation/conversation-reading.store.ts";
import { createGalleryStore } from "./gallery/gallery.store.ts";
import { estimateRoutes } from "./ledger/estimate.route.ts";
import { createTurnSampleStore } from "./ledger/turn-samples.store.ts";
import { usageRoutes } from "./ledger/usage.route.ts";
import { createUsageStore } from "./ledger/usage.store.ts";
import { jobRoutes } from "./jobs/job.route.ts";
import { createLibrary } from "./library/library.ts";
import { effectivenessRoutes } from "./effectiveness/effectiveness.route.ts";
import { libraryRoutes } from "./library/library.route.ts";
import { memoryRoutes } from "./memory/memory.route.ts";
import { consentRoutes } from "./models/consent/consent.route.ts";
import { modelsRoutes } from "./models/models.route.ts";
import { outcomesIn } from "./outcome/outcome-reading.store.ts";
import { outcomeRoutes } from "./outcome/outcome.route.ts";
import { personaFileRoutes } from "./persona/persona-file.route.ts";
import { proposeRoutes } from "./persona/propose.route.ts";
import { personaRoutes } from "./persona/persona.route.ts";
import { placeRoutes } from "./place/place.route.ts";
import { createJoinLinkStore } from "./people/join-links.store.ts";
import { createPrinter } from "./print/print-page.adapter.ts";
import { reportRoutes } from "./people/report.route.ts";
import { createReportStore } from "./people/reports.store.ts";
import { createPeopleStore } from "./people/people.store.ts";
import { peopleRoutes } from "./people/people.route.ts";
import { runExportRoutes } from "./survey/export/run-export.route.ts";
import { createRunExportStore } from "./survey/export/run-export.store.ts";
import { createRunExport } from "./survey/export/run-export.ts";
import { surveyFileRoutes } from "./survey/survey-file.route.ts";
import { surveyRoutes } from "./survey/survey.route.ts";
import { createSurveyStore } from "./survey/survey.store.ts";
import { createSurveys } from "./survey/surveys.ts";
import { openRecogniser } from "./speech/recogniser.adapter.ts";
import { speechRoutes } from "./speech/speech.route.ts";
import { sessionProposalRoutes } from "./session/brief/session-proposal.route.ts";
import { sessionRoutesIn } from "./session/session-routes-in.process.ts";
import { storageRoutes } from "./storage/storage.route.ts";
import { humanBaselineRoutes } from "./survey/baseline/human-baseline.route.ts";
import { humanBaselinesIn } from "./survey/baseline/human-baselines-in.ts";
import { baselineRoutes } from "./survey/baseline/baseline.route.ts";
import { createBackstories } from "./survey/backstory/backstories.ts";
import { backstoryRoutes } from "./survey/backstory/backstory.route.ts";
import { resultRoutesIn } from "./survey/results/result-routes-in.ts";
import { runRoutesIn } from "./survey/run/run-routes-in.ts";
import { interviewRoutes } from "./survey/interview/interview.route.ts";
import { createInterviews } from "./survey/interview/interviews.ts";
import { createInterviewStore } from "./survey/interview/interview.store.ts";
import { labelRoutes } from "./survey/label/label.route.ts";
import { labelsIn } from "./survey/label/labels-in.ts";
import { targetRoutes } from "./survey/target/target.route.ts";
import { targetFitRoutes } from "./survey/target/target-fit.route.ts";
import { createTargetStore } from "./survey/target/target.store.ts";
import { createTargets } from "./survey/target/targets.ts";
import type { Route } from "./http/define-route.ts";
import type { Models } from "./open-models.process.ts";
import type { Stores } from "./open-stores.process.ts";
import type { StartPorts } from "./start-ports.ts";

const isRehearsing = (voices: Models["voices"]) => (): boolean =>
  voices.modelFor("speak").route.provider === "rehearsal";

export function openRoutes(
  { configuration, places, templates, baseline, version, now, reportTo }: StartPorts,
  stores: Stores,
  models: Models,
): Route[] {
  const { database, accounts, jobs, personas, backstoryPool, createLimiter } = stores;
  const { batches, budgets, chat, memory, memoryIndex, minds, modelSettings, reconciliation, voices } = models;
  const surveys = createSurveys(createSurveyStore(database));
  const { traits, labellings } = labelsIn(database, jobs, voices);
  const targets = createTargets(createTargetStore(database), jobs, traits);
  const humanBaselines = humanBaselinesIn(database, { surveys, traits, people: baseline });
  const runExport = createRunExport(createRunExportStore(database), version);
  const print = createPrinter({ report: reportTo("print") });
  const conversations = createConversationReading(database);
  const outcomesOf = outcomesIn(database, reportTo("outcomes"));
  const galleryOf = createGalleryStore(database).read;
  return [
    ...accountRoutes(accounts, createLimiter),
    ...peopleRoutes(createPeopleStore(database), createJoinLinkStore(database), database),
    ...reportRoutes(createReportStore(database)),
    ...placeRoutes(places),
    ...proposeRoutes(voices, createLimiter),
    ...personaFileRoutes(personas),
    ...personaRoutes(personas, templates),
    ...effectivenessRoutes(database, personas),
    ...libraryRoutes(createLibrary({ database, personas, embedding: voices.embedding, report: reportTo("library") })),
    ...backstoryRoutes({
      backstories: createBackstories({
        pool: backstoryPool,
        embedding: voices.embedding,
        report: reportTo("backstories"),
      }),
      pool: backstoryPool,
      voices,
    }),
    ...labelRoutes(traits, labellings),
    ...humanBaselineRoutes(humanBaselines, runExport),
    ...baselineRoutes({ people: baseline, surveys, targets }),
    ...memoryRoutes(memory, personas.find),
    ...chatRoutes(chat, minds, now, createLimiter),
    ...pastRoutesIn(database, conversations, { outcomesOf, galleryOf, print, personas, memory, createLimiter }),
    ...outcomeRoutes(database, voices, reportTo("outcomes")),
    ...modelsRoutes(voices, modelSettings, createLimiter),
    ...consentRoutes(modelSettings),
    ...speechRoutes(openRecogniser(configuration.SPEECH_URL), createLimiter, reportTo("speech")),
    ...batches.routes,
    ...jobRoutes(jobs),
    ...storageRoutes(database, memoryIndex.readState),
    ...budgets.routes,
    ...usageRoutes(createUsageStore(database)),
    ...estimateRoutes({ samples: createTurnSampleStore(database), personas, voices, now: database.now }),
    ...reconciliation.routes,
    // Before what is found by its id.
    ...sessionProposalRoutes(voices, createLimiter),
    ...sessionRoutesIn(database, {
      conversations,
      galleryOf,
      isPlace: (placeId) => places.has(placeId),
      isRehearsing: isRehearsing(voices),
      jobs,
      outcomesOf,
      personas,
      pool: backstoryPool,
      print,
      surveys,
      voices,
      createLimiter,
    }),
    ...surveyRoutes(surveys),
    ...surveyFileRoutes(surveys),
    ...targetFitRoutes({ pool: backstoryPool, traits }),
    ...targetRoutes(targets),
    ...runExportRoutes(runExport),
    ...resultRoutesIn(runExport, humanBaselines, print),
    ...runRoutesIn(database, { jobs, surveys, targets, pool: backstoryPool, labellings, voices, budgets }),
    ...interviewRoutes(createInterviews({ store: createInterviewStore(database), jobs, voices, now: database.now })),
  ];
}
