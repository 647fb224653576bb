import { TextInput } from "@mantine/core";
import { useRef } from "react";
import type { RecipeRow } from "../../bindings/RecipeRow";
import { Icon } from "../../components/shared/Icon";
import { PageBar } from "../../components/shared/PageTop";
import { words } from "../../model/en";
import { kindsOf } from "../../model/recipes";
import type { TriggerKind } from "../../model/sample-event";
import { useShortcut } from "../../state/keyboard";
import css from "./Recipes.module.css";

interface RecipesBarProps {
  recipes: RecipeRow[];
  search: string;
  kind: TriggerKind | null;
  onSearch: (search: string) => void;
  onKind: (kind: TriggerKind | null) => void;
}

/** Search and kinds. */
export function RecipesBar({ recipes, search, kind, onSearch, onKind }: RecipesBarProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut("search", () => field.current?.focus());
  return (
    <PageBar label={words.recipes.filter}>
      <TextInput
        ref={field}
        className={css.search}
        type="search"
        aria-label={words.recipes.search}
        placeholder={words.recipes.search}
        leftSection={<Icon name="search" />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <Chip on={kind === null} onPress={() => onKind(null)}>
        {words.recipes.all(recipes.length)}
      </Chip>
      {kindsOf(recipes).map((one) => (
        <Chip
          key={one.kind}
          icon={one.kind}
          on={kind === one.kind}
          onPress={() => onKind(one.kind)}
        >
          {words.recipes.kind(words.kinds[one.kind], one.count)}
        </Chip>
      ))}
    </PageBar>
  );
}

interface ChipProps {
  on: boolean;
  icon?: TriggerKind;
  onPress: () => void;
  children: string;
}

function Chip({ on, icon, onPress, children }: ChipProps) {
  return (
    <button type="button" className={css.chip} aria-pressed={on} onClick={onPress}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </button>
  );
}
