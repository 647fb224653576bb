import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Signing } from "../../bindings/Signing";
import { Card } from "../../components/shared/Card";
import { CopyButton } from "../../components/shared/CopyButton";
import { words } from "../../model/en";
import { paint } from "../../model/paint";
import { checksTime, LANGUAGES, type Language, snippet } from "../../model/snippets";
import css from "./SnippetCard.module.css";

const CHOICES = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

/** Code with which the receiving side checks the signature. */
export function SnippetCard({ signing }: { signing: Signing }) {
  const [language, setLanguage] = useState<Language>("node");
  const code = snippet(signing, language);
  const painted = useMemo(() => paint(code ?? ""), [code]);
  if (code === null) return null;
  return (
    <Card title={words.receiver.check}>
      <div className={css.stack}>
        <SegmentedControl
          aria-label={words.receiver.language}
          fullWidth
          value={language}
          data={CHOICES}
          onChange={(value) => setLanguage(value as Language)}
        />
        <pre
          className={css.code}
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          aria-label={words.receiver.codeOf(LANGUAGES[language])}
        >
          {painted.map(({ kind, text }, index) =>
            kind === "plain" ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
              <span key={index} className={css[kind]}>
                {text}
              </span>
            ),
          )}
        </pre>
        <div className={css.foot}>
          <CopyButton text={code} label={words.receiver.copyCode} withWords />
          <span className={css.quiet}>
            {checksTime(signing) ? words.receiver.refuseOld : words.receiver.noTime}
          </span>
        </div>
      </div>
    </Card>
  );
}
