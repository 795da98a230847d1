import type { AudienceVote, GalleryView } from "../../schema/messages/gallery.ts";

/** A gallery as parts of a file: what was asked, and how the audience voted, before and after. */
export function describeGallery({ questions, vote }: GalleryView): { title: string; lines: string[] }[] {
  const asked = questions
    .toSorted((one, other) => other.votes - one.votes)
    .map(
      ({ text, askerName, votes, state }) =>
        `${text.replaceAll(/\s+/g, " ")} (${askerName}, votes: ${votes}${state === "taken" ? ", taken" : ""})`,
    );
  return [
    { title: "Questions from the gallery", lines: asked },
    ...(vote ? [{ title: `Vote of the audience: ${vote.question}`, lines: describeVote(vote) }] : []),
  ].filter(({ lines }) => lines.length > 0);
}

function describeVote({ options, before, after, swing }: AudienceVote): string[] {
  const counts = options.flatMap((option, index) => {
    const rounds = [before && `before ${before[index]}`, after && `after ${after[index]}`].filter(Boolean);
    return rounds.length > 0 ? [`${option}: ${rounds.join(", ")}`] : [];
  });
  const moved = (swing ?? []).flatMap((row, from) =>
    row.flatMap((people, to) => (from === to || people === 0 ? [] : [`${options[from]} → ${options[to]}: ${people}`])),
  );
  return [...counts, ...moved];
}
