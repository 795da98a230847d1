import { useTabPath } from "../lab-link.ts";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { PanelPreview } from "./panel-preview.tsx";
import { TargetEditor } from "./target-editor.tsx";
import { TargetList } from "./target-list.tsx";
import { useTarget } from "./targets-api.ts";

export const NEW_TARGET = "new";

/** All targets, a new one, or the one that the address names, with its panels. */
export function TargetsTab() {
  const [id] = useTabPath("targets");
  if (!id) return <TargetList />;
  return id === NEW_TARGET ? <TargetEditor saved={null} /> : <OneTarget key={id} id={id} />;
}

function OneTarget({ id }: { id: string }) {
  const target = useTarget(id);
  if (target.isPending) return <Loading lines={8} />;
  if (target.isError) return <Problem error={target.error} onRetry={() => void target.refetch()} />;
  return (
    <>
      <TargetEditor saved={target.data} />
      <PanelPreview targetId={id} />
    </>
  );
}
