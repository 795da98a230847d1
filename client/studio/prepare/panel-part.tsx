import { useRef } from "react";
import type { Session } from "../../../schema/messages/session.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { LabPanel } from "./lab-panel.tsx";
import { MadePersonas } from "./made-personas.tsx";
import { PersonaPicker } from "./persona-picker.tsx";
import { StepPart } from "./plan-steps.tsx";
import type { EditedPlan } from "./use-plan.ts";

type PanelPartProps = { session: Session; edited: EditedPlan };

/** Who sits in the session as personas: those who live in its place, are made for it, or stand up from the lab. */
export function PanelPart({ session, edited }: PanelPartProps) {
  const { plan, change, addPersona, store, setPlan, leftBehind } = edited;
  const mayUseLab = useIsFacilitator();
  const making = useRef<HTMLDetailsElement>(null);
  const showMaking = () => {
    making.current!.open = true;
    making.current!.querySelector("summary")!.focus();
  };
  return (
    <StepPart name="panel">
      <PersonaPicker
        placeId={plan.placeId}
        personaIds={plan.personaIds}
        leftBehind={leftBehind}
        onChange={(personaIds) => change({ personaIds })}
        onMake={showMaking}
      />
      <MadePersonas
        ref={making}
        session={session}
        count={Math.max(plan.personaIds.length, session.plan.personaIds.length)}
        onMade={addPersona}
      />
      {mayUseLab && (
        <LabPanel
          id={session.id}
          count={plan.personaIds.length}
          onStore={store}
          onStoodUp={(stood) => setPlan(stood.plan)}
        />
      )}
    </StepPart>
  );
}
