import type { RecipeRow } from "../../bindings/RecipeRow";
import { PageBar } from "../../components/shared/PageTop";
import { SearchField } from "../../components/shared/SearchField";
import { ToggleChip } from "../../components/shared/ToggleChip";
import { words } from "../../model/en";
import { kindsOf } from "../../model/recipes";
import type { TriggerKind } from "../../model/sample-event";

interface RecipesBarProps {
  recipes: RecipeRow[];
  search: string;
  kind: TriggerKind | null;
  onSearch: (search: string) => void;
  onKind: (kind: TriggerKind | null) => void;
}

/** Search and kinds. */
export function RecipesBar({ recipes, search, kind, onSearch, onKind }: RecipesBarProps) {
  return (
    <PageBar label={words.recipes.filter}>
      <SearchField label={words.recipes.search} value={search} onChange={onSearch} />
      <ToggleChip on={kind === null} onClick={() => onKind(null)}>
        {words.recipes.all(recipes.length)}
      </ToggleChip>
      {kindsOf(recipes).map((one) => (
        <ToggleChip
          key={one.kind}
          icon={one.kind}
          on={kind === one.kind}
          onClick={() => onKind(one.kind)}
        >
          {words.recipes.kind(words.kinds[one.kind], one.count)}
        </ToggleChip>
      ))}
    </PageBar>
  );
}
