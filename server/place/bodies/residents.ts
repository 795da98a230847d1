import type { Persona } from "../../../schema/messages/persona.ts";
import type { PersonaDirectory } from "../../persona/persona-directory.ts";
import type { Floor } from "../ground/floor.ts";

/** Keeps the personas on the floor in sync with those that live here by the directory, up to the place's limit. */
export class Residents {
  private readonly floor: Floor;
  private readonly directory: PersonaDirectory;
  private readonly workspaceId: string;
  private readonly onGone: (personaId: string) => Promise<void>;

  /** `onGone` is called before a persona's body is removed: it may sit in a circle. */
  constructor(options: {
    floor: Floor;
    directory: PersonaDirectory;
    workspaceId: string;
    onGone: (personaId: string) => Promise<void>;
  }) {
    this.floor = options.floor;
    this.directory = options.directory;
    this.workspaceId = options.workspaceId;
    this.onGone = options.onGone;
  }

  async moveIn(): Promise<void> {
    const { place, state } = this.floor;
    const residents = await this.directory.residentsOf(place.id, this.workspaceId);
    // Counted only now: others may have been added meanwhile.
    let count = [...state.avatars.values()].filter((avatar) => avatar.kind === "persona").length;
    for (const persona of residents) {
      if (count >= place.limits.personas) return;
      if (state.avatars.has(persona.id)) continue;
      this.floor.addPersona(persona);
      count += 1;
    }
  }

  /** Those who no longer live here leave: respondents, once their session is over. */
  async moveOut(): Promise<void> {
    const { place, state } = this.floor;
    // Taken first: whoever moves in meanwhile stays.
    const here = [...state.avatars].flatMap(([id, { kind }]) => (kind === "persona" ? [id] : []));
    const residents = await this.directory.residentsOf(place.id, this.workspaceId);
    const stay = new Set(residents.map(({ id }) => id));
    for (const id of here) {
      if (stay.has(id) || !state.avatars.has(id)) continue;
      await this.onGone(id);
      this.floor.remove(id);
    }
  }

  async update(change: { personaId: string; persona: Persona | null }): Promise<void> {
    const isHere = this.floor.state.avatars.has(change.personaId);
    if (change.persona === null) {
      if (!isHere) return;
      await this.onGone(change.personaId);
      this.floor.remove(change.personaId);
    } else if (isHere) {
      this.floor.updatePersona(change.persona);
    } else if (change.persona.workspaceId === this.workspaceId) {
      await this.moveIn();
    }
  }
}
