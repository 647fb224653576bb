import type { Encoding } from "../../bindings/Encoding";
import type { Signing } from "../../bindings/Signing";

/** A piece of what is signed. */
export type Part = { text: string } | "id" | "timestamp" | "body";

/** How a receiver checks an HMAC-SHA256, as far as schemes differ. */
export interface Recipe {
  /** The header with the signature, in small letters. */
  header: string;
  /** Stands before the code. */
  prefix: string;
  encoding: Encoding;
  /** Whether the key is base64 behind `whsec_`, or the secret's own characters. */
  key: "whsec" | "text";
  parts: Part[];
  /** The header with the time; Stripe has it in the signature's. */
  timestamp: string | null;
  /** How several signatures stand in one header. */
  several: "spaces" | "pairs" | null;
}

const body: Pick<Recipe, "key" | "parts" | "timestamp" | "several"> = {
  key: "text",
  parts: ["body"],
  timestamp: null,
  several: null,
};

/** The recipe of a way of signing; none for what is no HMAC. */
export function recipeOf(signing: Signing): Recipe | null {
  switch (signing.type) {
    case "standard_webhooks":
      return {
        header: "webhook-signature",
        prefix: "v1,",
        encoding: "base64",
        key: "whsec",
        parts: ["id", { text: "." }, "timestamp", { text: "." }, "body"],
        timestamp: "webhook-timestamp",
        several: "spaces",
      };
    case "github":
      return { ...body, header: "x-hub-signature-256", prefix: "sha256=", encoding: "hex" };
    case "shopify":
      return { ...body, header: "x-shopify-hmac-sha256", prefix: "", encoding: "base64" };
    case "slack":
      return {
        ...body,
        header: "x-slack-signature",
        prefix: "v0=",
        encoding: "hex",
        parts: [{ text: "v0:" }, "timestamp", { text: ":" }, "body"],
        timestamp: "x-slack-request-timestamp",
      };
    case "stripe":
      return {
        ...body,
        header: "stripe-signature",
        prefix: "",
        encoding: "hex",
        parts: ["timestamp", { text: "." }, "body"],
        several: "pairs",
      };
    case "header":
      return ownRecipe(signing);
    default:
      return null;
  }
}

function ownRecipe(signing: Extract<Signing, { type: "header" }>): Recipe {
  const parts = partsOf(signing.content);
  return {
    ...body,
    header: signing.header.toLowerCase(),
    prefix: signing.prefix,
    encoding: signing.encoding,
    parts,
    timestamp: parts.includes("timestamp") ? "webhook-timestamp" : null,
  };
}

/** Reads a template of what is signed; what is no placeholder stays text. */
export function partsOf(content: string): Part[] {
  const pieces = content.split(/\{\{\s*(id|timestamp|body)\s*\}\}/);
  const parts = pieces.map(
    (piece, at): Part => (at % 2 === 1 ? (piece as "id" | "timestamp" | "body") : { text: piece }),
  );
  return parts.filter((part) => typeof part === "string" || part.text !== "");
}

/** Whether a time is checked. */
export function hasTime(recipe: Recipe): boolean {
  return recipe.timestamp !== null || recipe.several === "pairs";
}

/** A text as a literal in double quotes, which all the languages read alike. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Lines with the empty ones left out, so that a scheme can lack some. */
export function lines(...all: (string | false)[]): string {
  return all.filter((line) => line !== false).join("\n");
}
