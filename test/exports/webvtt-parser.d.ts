/** W3C's own parser, which has no types. */
declare module "webvtt-parser" {
  export type CueNode = { type: "object" | "text"; name?: string; value?: string; children?: CueNode[] };
  export type Cue = { id: string; startTime: number; endTime: number; tree: { children: CueNode[] } };
  export class WebVTTParser {
    constructor(entities?: Record<string, string>);
    parse(text: string, mode?: string): { cues: Cue[]; errors: { message: string; line: number }[] };
  }
}
