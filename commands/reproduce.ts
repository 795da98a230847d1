/** `npm run reproduce -- MANIFEST`: runs it again on a running server, and says what differs (SPEC S9). */
import { RunDraft } from "../schema/messages/run.ts";
import { RunManifest } from "../schema/messages/run-manifest.ts";
import { compareManifests } from "./compare-manifests.ts";
import { followRun } from "./follow-run.ts";
import { findOrCreateSurvey, findOrCreateTarget } from "./keep-inputs.ts";
import { readJson, runCommand } from "./run-command.ts";

const read = (answer: unknown) => RunManifest.parse(answer);

await runCommand(async (ports) => {
  const { server } = ports;
  const [named] = process.argv.slice(2);
  if (!named) throw new Error("Name the manifest: npm run reproduce -- manifest.json");
  const first = read(await readJson(named));
  const survey = await findOrCreateSurvey(server, first.survey);
  const target = await findOrCreateTarget(server, first.target);
  const draft = RunDraft.parse({
    ...first.settings,
    name: `${first.run.name.slice(0, 100)}, again`,
    surveyVersion: survey.version,
    targetId: target.id,
    plan: first.plan,
  });
  const { id } = await followRun(survey.id, draft, ports);
  const differences = compareManifests(first, await server.call("GET", `runs/${id}/manifest`, { read }));
  console.log(JSON.stringify({ first: first.run.id, again: id, differences }, null, 2));
});
