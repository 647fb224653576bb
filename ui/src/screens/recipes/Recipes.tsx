import { Button } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "../../components/shared/EmptyState";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { matching } from "../../model/recipes";
import type { TriggerKind } from "../../model/sample-event";
import { askForImport } from "../../state/import";
import { useRecipes } from "../../state/queries";
import { RecipeCards } from "./RecipeCards";
import { RecipesBar } from "./RecipesBar";
import { RecipesMenu } from "./RecipesMenu";
import { UseRecipeDialog } from "./UseRecipeDialog";

interface RecipesProps {
  /** The recipe whose questions are asked. */
  use: string | null;
}

/** What others have found useful, ready to be used. */
export function Recipes({ use }: RecipesProps) {
  const recipes = useRecipes();
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState<TriggerKind | null>(null);
  const all = recipes.data ?? [];
  const shown = matching(all, search, kind);
  const everything = () => {
    setSearch("");
    setKind(null);
  };
  return (
    <>
      <PageTop
        title={words.recipes.title}
        count={all.length > 0 ? words.recipes.count(all.length) : undefined}
        tools={
          <>
            <Button leftSection={<Icon name="upload" />} onClick={() => askForImport()}>
              {words.recipes.import}
            </Button>
            <RecipesMenu />
          </>
        }
      />
      <RecipesBar recipes={all} search={search} kind={kind} onSearch={setSearch} onKind={setKind} />
      <Reading query={recipes}>
        {shown.length > 0 ? (
          <RecipeCards recipes={shown} />
        ) : (
          <EmptyState
            title={words.recipes.none}
            actions={<Button onClick={everything}>{words.recipes.clear}</Button>}
          >
            {""}
          </EmptyState>
        )}
      </Reading>
      <UseRecipeDialog recipe={all.find((one) => one.id === use) ?? null} />
    </>
  );
}
