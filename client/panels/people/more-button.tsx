import { useTranslation } from "react-i18next";
import { Button } from "../parts/button.tsx";

type MoreButtonProps = {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
};

/** Loads the next page, if there is one. */
export function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation();
  return (
    list.hasNextPage && (
      <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {list.isFetchingNextPage ? t("loading") : t("operator.more")}
      </Button>
    )
  );
}
