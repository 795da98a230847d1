/** Which persona templates suit a session made from a template (SPEC C9, M2), by their ids. */
const SUGGESTED: Record<string, string[]> = {
  "focus-group": ["end-user-representative", "devils-advocate"],
  "concept-test": ["end-user-representative", "creative-designer", "business-strategist"],
  "usability-talk": ["end-user-representative", "technical-expert", "creative-designer"],
  debate: ["devils-advocate", "technical-expert", "business-strategist"],
  "planning-workshop": ["project-manager", "technical-expert", "business-strategist"],
  "classroom-seminar": ["technical-expert", "devils-advocate"],
  deliberation: ["end-user-representative", "business-strategist", "devils-advocate"],
};

export const suggestPersonas = (template: string | null): string[] => SUGGESTED[template ?? ""] ?? [];
