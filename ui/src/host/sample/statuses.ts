/** Lists of statuses such as `200-299, 404`, as the runner reads and checks them. */

import type { Problem } from "../../bindings/Problem";
import type { Send } from "../../bindings/Send";

type Range = [first: number, last: number];

/** What an answer can end with, and so may be tried again; and what may count as success. */
const ENDS: Range = [200, 999];
const SUCCESSES: Range = [200, 599];

/** Whether a status is in such a list. */
export function contains(list: string, status: number): boolean {
  return partsOf(list).some((part) => {
    const [first, last] = rangeOf(part) ?? [0, 0];
    return first <= status && status <= last;
  });
}

/** What is wrong with the answers that count as success, and those after which is tried again. */
export function checkAnswers({ retry, retry_on, success_on }: Send, at: string): Problem[] {
  const problems = [
    ...checkList(retry_on, `${at}.retry_on`, ENDS, "can be tried again"),
    ...checkList(success_on, `${at}.success_on`, SUCCESSES, "can count as success"),
  ];
  const field = `${at}.success_on`;
  if (partsOf(success_on).length === 0) {
    const message = "Name at least one status that counts as success, usually 200-299.";
    problems.push({ field, message });
  }
  if (problems.length > 0 || retry.type === "never") return problems;
  for (let status = SUCCESSES[0]; status <= SUCCESSES[1]; status += 1) {
    if (status === 410 || !contains(success_on, status) || !contains(retry_on, status)) continue;
    const message = `${status} is also among the answers that are tried again. Take it out of one of the two lists.`;
    return [{ field, message }];
  }
  return [];
}

function checkList(list: string, field: string, [lowest, highest]: Range, can: string): Problem[] {
  for (const part of partsOf(list)) {
    const range = rangeOf(part);
    if (!range) {
      const message = `‘${part}’ is no status: write numbers and ranges such as 408, 500-599.`;
      return [{ field, message }];
    }
    const wrong = range.find((status) => status < lowest || status > highest);
    if (wrong !== undefined) {
      const message = `Only statuses from ${lowest} to ${highest} ${can}; you wrote ${wrong}.`;
      return [{ field, message }];
    }
    const [first, last] = range;
    if (last < first) {
      return [{ field, message: `The range ${first}-${last} ends before it begins.` }];
    }
  }
  return [];
}

function partsOf(list: string): string[] {
  const parts = list.split(/[,;]/).map((part) => part.trim());
  return parts.filter(Boolean);
}

function rangeOf(part: string): Range | null {
  const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(part);
  return found && [Number(found[1]), Number(found[2] ?? found[1])];
}
