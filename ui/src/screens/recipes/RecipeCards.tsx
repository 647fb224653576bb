import { Button } from "@mantine/core";
import type { RecipeRow } from "../../bindings/RecipeRow";
import { Weave } from "../../components/shared/Weave";
import { words } from "../../model/en";
import { go } from "../../state/route";
import css from "./Recipes.module.css";

interface RecipeCardsProps {
  recipes: RecipeRow[];
}

/** The gallery. */
export function RecipeCards({ recipes }: RecipeCardsProps) {
  return (
    <div className={css.body}>
      <ul className={css.cards} aria-label={words.recipes.list}>
        {recipes.map((recipe) => (
          <RecipeCard key={recipe.id} recipe={recipe} />
        ))}
      </ul>
    </div>
  );
}

function RecipeCard({ recipe }: { recipe: RecipeRow }) {
  const { id, name, sentence, triggers, questions } = recipe;
  return (
    <li className={css.card}>
      <div className={css.cardTop}>
        <Weave from={triggers[0] ?? "manual"} to="destination" size="md" />
        <Button
          size="xs"
          id={`use-${id}`}
          aria-label={words.recipes.useOf(name)}
          onClick={() => go({ screen: "recipes", use: id })}
        >
          {words.recipes.use}
        </Button>
      </div>
      <div className={css.cardLine}>
        <h2 className={css.cardTitle}>{name}</h2>
        <span className={css.asked}>{words.recipes.questions(questions.length)}</span>
      </div>
      <p className={css.cardWords}>{sentence}</p>
    </li>
  );
}
