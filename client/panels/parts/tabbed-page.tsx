import { Tabs } from "@base-ui/react/tabs";
import type { ComponentType } from "react";
import parts from "./parts.module.css";
import style from "./tabbed-page.module.css";

type TabbedPageProps<Name extends string> = {
  /** In order; the first is shown initially. */
  tabs: Record<Name, ComponentType>;
  titleOf(name: Name): string;
  className?: string | undefined;
};

/** A page with tabs. */
export function TabbedPage<Name extends string>({ tabs, titleOf, className }: TabbedPageProps<Name>) {
  const named = Object.entries(tabs) as [Name, ComponentType][];
  return (
    <Tabs.Root className={className} defaultValue={named[0]?.[0]}>
      <Tabs.List className={`${parts.tabs} ${style.tabs}`}>
        {named.map(([name]) => (
          <Tabs.Tab key={name} className={parts.tab} value={name}>
            {titleOf(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {named.map(([name, Content]) => (
        <Tabs.Panel key={name} className={style.panel} value={name}>
          <Content />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
