import { Tabs } from "@base-ui/react/tabs";
import type { ComponentType } from "react";
import parts from "./parts.module.css";
import style from "./tabbed-page.module.css";

type TabbedPageProps<Name extends string> = {
  /** In order; the first is shown initially. */
  tabs: Record<Name, ComponentType>;
  titleOf(name: Name): string;
  /** With `onShow`, for tabs whose state is kept outside. */
  shown?: Name;
  onShow?(name: Name): void;
  className?: string | undefined;
};

/** A page with tabs. */
export function TabbedPage<Name extends string>({ tabs, titleOf, shown, onShow, className }: TabbedPageProps<Name>) {
  const named = Object.entries(tabs) as [Name, ComponentType][];
  return (
    <Tabs.Root
      className={className}
      defaultValue={named[0]?.[0]}
      {...(shown && { value: shown })}
      onValueChange={(name: Name) => onShow?.(name)}
    >
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
