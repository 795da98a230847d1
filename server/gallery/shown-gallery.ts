/** The gallery of one circle as its spectators are shown it, and what they have not been sent yet. */
import type {
  AudienceVote,
  Cheer,
  GalleryChange,
  GalleryQuestion,
  GalleryView,
} from "../../schema/messages/gallery.ts";

/** Long texts: the rest follows with the next message. */
const MAX_TEXTS_AT_ONCE = 8;

type Unsent = {
  questions: Map<string, GalleryQuestion>;
  votes: Set<string>;
  vote: boolean;
  cheers: Map<Cheer, number>;
};
const nothing = (): Unsent => ({ questions: new Map(), votes: new Set(), vote: false, cheers: new Map() });

export class ShownGallery {
  readonly circleId: string;
  /** Counts what was sent, so that a page which got the whole meanwhile discards an older change. */
  revision = 0;
  #vote: AudienceVote | null;
  readonly #questions: Map<string, GalleryQuestion>;
  #unsent = nothing();

  constructor(circleId: string, { questions, vote }: GalleryView) {
    this.circleId = circleId;
    this.#vote = vote;
    this.#questions = new Map(questions.map((question) => [question.id, question]));
  }

  get vote(): AudienceVote | null {
    return this.#vote;
  }

  get isEmpty(): boolean {
    return this.#questions.size === 0 && this.#vote === null;
  }

  view(): GalleryView {
    return { questions: [...this.#questions.values()], vote: this.#vote };
  }

  /** A new question, or one that was settled. */
  put(question: GalleryQuestion): void {
    if (question.state === "dismissed") this.#questions.delete(question.id);
    else this.#questions.set(question.id, question);
    this.#unsent.questions.set(question.id, question);
  }

  countVote(questionId: string, by: 1 | -1): void {
    const question = this.#questions.get(questionId);
    if (!question) return;
    this.#questions.set(questionId, { ...question, votes: question.votes + by });
    this.#unsent.votes.add(questionId);
  }

  setVote(vote: AudienceVote | null): void {
    this.#vote = vote;
    this.#unsent.vote = true;
  }

  countBallot(): void {
    if (this.#vote) this.setVote({ ...this.#vote, cast: this.#vote.cast + 1 });
  }

  countCheer(cheer: Cheer): void {
    this.#unsent.cheers.set(cheer, (this.#unsent.cheers.get(cheer) ?? 0) + 1);
  }

  /** What has changed since the last time; null: nothing. */
  takeChange(): GalleryChange | null {
    const { questions, votes, vote, cheers } = this.#unsent;
    if (questions.size + votes.size + cheers.size === 0 && !vote) return null;
    const texts = [...questions.values()];
    const later = texts.splice(MAX_TEXTS_AT_ONCE);
    const counted = [...votes].flatMap((id) => {
      const question = this.#questions.get(id);
      return question ? [[id, question.votes] as const] : [];
    });
    this.#unsent = { ...nothing(), questions: new Map(later.map((question) => [question.id, question])) };
    this.revision += 1;
    return {
      circleId: this.circleId,
      revision: this.revision,
      questions: texts,
      votes: Object.fromEntries(counted),
      ...(vote && { vote: this.#vote }),
      cheers: Object.fromEntries(cheers),
    };
  }
}
