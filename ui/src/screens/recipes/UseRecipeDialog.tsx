import { Modal, Switch } from "@mantine/core";
import { useState } from "react";
import type { RecipeRow } from "../../bindings/RecipeRow";
import { QuestionFields } from "../../components/recipe/QuestionFields";
import { DialogBody, SubmitActions } from "../../components/shared/Dialog";
import { ProblemSummary } from "../../components/shared/ProblemSummary";
import { words } from "../../model/en";
import { firstAnswers } from "../../model/recipes";
import { go } from "../../state/route";
import { useMakeFromRecipe } from "../../state/use-recipe";
import css from "./Dialogs.module.css";

interface UseRecipeDialogProps {
  /** Nothing while no recipe is being used. */
  recipe: RecipeRow | null;
}

const back = () => go({ screen: "recipes", use: null });

/** The few questions of a recipe, and what it makes of the answers. */
export function UseRecipeDialog({ recipe }: UseRecipeDialogProps) {
  const [shown, setShown] = useState(recipe);
  if (recipe && recipe !== shown) setShown(recipe);
  return (
    <Modal
      opened={recipe !== null}
      onClose={back}
      title={shown?.name}
      size={560}
      onExitTransitionEnd={() => document.getElementById(`use-${shown?.id}`)?.focus()}
    >
      {shown && <Content key={shown.id} recipe={shown} />}
    </Modal>
  );
}

function Content({ recipe }: { recipe: RecipeRow }) {
  const [answers, setAnswers] = useState(() => firstAnswers(recipe.questions));
  const [enabled, setEnabled] = useState(true);
  const { make, busy, problems } = useMakeFromRecipe();
  return (
    <DialogBody onSubmit={() => void make(recipe.id, answers, enabled)}>
      <p className={css.words}>{recipe.sentence}</p>
      <ProblemSummary problems={problems} />
      <QuestionFields
        questions={recipe.questions}
        answers={answers}
        problems={problems}
        onChange={setAnswers}
      />
      <Switch
        label={words.recipes.turnOn}
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      <SubmitActions verb={words.recipes.make} onCancel={back} busy={busy} />
    </DialogBody>
  );
}
