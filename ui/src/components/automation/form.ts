import type { UseFormReturnType } from "@mantine/form";
import type { AutomationDraft } from "../../model/automation-draft";

/** The form that all cards of the builder share. */
export type AutomationForm = UseFormReturnType<AutomationDraft>;
