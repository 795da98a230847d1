/** The galleries of the circles that this page watches or leads, as the room sends them (SPEC C10). */
import { create } from "zustand";
import type { Cheer, GalleryChange, GalleryView, OwnPart, VoteRound } from "../../schema/messages/gallery.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";

export type ShownGallery = GalleryView & {
  revision: number;
  mine: OwnPart;
  /** How often each was shown since this page began to watch. */
  cheers: Partial<Record<Cheer, number>>;
};

export const useGalleries = create<{ byCircle: Record<string, ShownGallery> }>()(() => ({ byCircle: {} }));

export const receiveGallery = ({ circleId, ...gallery }: ServerMessages["gallery"]): void =>
  useGalleries.setState(({ byCircle }) => ({
    byCircle: { ...byCircle, [circleId]: { ...gallery, cheers: byCircle[circleId]?.cheers ?? {} } },
  }));

export const receiveGalleryChange = (change: GalleryChange): void =>
  changeGallery(change.circleId, (gallery) => applyGalleryChange(gallery, change));

export const forgetGallery = (circleId: string): void =>
  useGalleries.setState(({ byCircle: { [circleId]: _, ...byCircle } }) => ({ byCircle }));

/** What the person did there themselves. */
export const noteOwnVote = (circleId: string, questionId: string, voted: boolean): void =>
  changeGallery(circleId, ({ mine, ...gallery }) => {
    const others = mine.questionIds.filter((id) => id !== questionId);
    return { ...gallery, mine: { ...mine, questionIds: voted ? [...others, questionId] : others } };
  });
export const noteOwnBallot = (circleId: string, round: VoteRound, option: number | null): void =>
  changeGallery(circleId, ({ mine, ...gallery }) => ({ ...gallery, mine: { ...mine, [round]: option } }));

function changeGallery(circleId: string, change: (gallery: ShownGallery) => ShownGallery): void {
  useGalleries.setState(({ byCircle }) => {
    const gallery = byCircle[circleId];
    return gallery ? { byCircle: { ...byCircle, [circleId]: change(gallery) } } : {};
  });
}

/** A change that is older than the whole gallery, which came meanwhile, changes nothing. */
export function applyGalleryChange(gallery: ShownGallery, change: GalleryChange): ShownGallery {
  if (change.revision <= gallery.revision) return gallery;
  const questions = new Map(gallery.questions.map((question) => [question.id, question]));
  for (const question of change.questions)
    if (question.state === "dismissed") questions.delete(question.id);
    else questions.set(question.id, question);
  for (const [id, votes] of Object.entries(change.votes)) {
    const question = questions.get(id);
    if (question) questions.set(id, { ...question, votes });
  }
  const cheers = { ...gallery.cheers };
  for (const [cheer, count] of Object.entries(change.cheers) as [Cheer, number][])
    cheers[cheer] = (cheers[cheer] ?? 0) + count;
  return {
    ...gallery,
    revision: change.revision,
    questions: [...questions.values()],
    ...(change.vote !== undefined && { vote: change.vote }),
    cheers,
  };
}
