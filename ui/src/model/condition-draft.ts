import type { Condition } from "../bindings/Condition";
import type { Matching } from "../bindings/Matching";
import type { Operator } from "../bindings/Operator";
import type { Row } from "../bindings/Row";

/** *Only if* as the form holds it: the rows and the expression side by side. */
export interface ConditionDraft {
  kind: "rows" | "expression";
  match: Matching;
  rows: RowDraft[];
  group: GroupDraft | null;
  expression: string;
}

/** A nested group of rows. */
export interface GroupDraft {
  match: Matching;
  rows: RowDraft[];
}

/** One row; a list of values is kept beside the single one. */
export interface RowDraft {
  field: string;
  is: Operator;
  value: string;
  values: string[];
}

/** A row that is still to be filled in. */
export const newRow: RowDraft = { field: "", is: "is", value: "", values: [] };

/** The form of a condition. Nothing means always. */
export function conditionDraft(condition: Condition | null): ConditionDraft {
  const empty = {
    kind: "rows" as const,
    match: "all" as const,
    rows: [],
    group: null,
    expression: "",
  };
  if (!condition) return empty;
  if (condition.type === "expression") {
    return { ...empty, kind: "expression", expression: condition.expression };
  }
  const { match, rows, group } = condition;
  return {
    ...empty,
    match,
    rows: rows.map(rowDraft),
    group: group && { match: group.match, rows: group.rows.map(rowDraft) },
  };
}

function rowDraft({ field, is, value }: Row): RowDraft {
  if (Array.isArray(value)) return { field, is, value: "", values: value.map(String) };
  return { field, is, value: value === null ? "" : String(value), values: [] };
}

/** The condition of the form; nothing when no row was made and nothing written. */
export function conditionSettings(draft: ConditionDraft): Condition | null {
  if (draft.kind === "expression") {
    const expression = draft.expression.trim();
    return expression ? { type: "expression", expression } : null;
  }
  const { match, rows, group } = draft;
  if (rows.length === 0 && !group) return null;
  return {
    type: "rows",
    match,
    rows: rows.map(rowSettings),
    group: group && { match: group.match, rows: group.rows.map(rowSettings) },
  };
}

function rowSettings({ field, is, value, values }: RowDraft): Row {
  return { field, is, value: rowValue(is, value, values) };
}

function rowValue(is: Operator, value: string, values: string[]): Row["value"] {
  if (needsNoValue(is)) return null;
  if (is === "is_one_of") return values;
  const asNumber = value.trim() === "" ? Number.NaN : Number(value);
  const compares = is === "greater_than" || is === "less_than";
  return compares && Number.isFinite(asNumber) ? asNumber : value;
}

/** Whether a comparison stands alone. */
export function needsNoValue(is: Operator): boolean {
  return is === "is_empty" || is === "is_not_empty";
}
