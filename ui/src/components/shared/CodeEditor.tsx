import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import {
  Compartment,
  EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
} from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  keymap,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import css from "./CodeEditor.module.css";

/** Something that can be written between `{{` and `}}`. */
export interface CodeWord {
  written: string;
  /** What it stands for at the moment. */
  value: string | null;
}

/** A place in the text with what is wrong there. */
export interface CodePlace {
  line: number;
  column: number;
  message: string;
}

/** What others can do to the editor. */
export interface CodeEditorHandle {
  /** Puts a text in where one is writing. */
  insert: (text: string) => void;
}

interface CodeEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  language: "json" | "text";
  invalid: boolean;
  describedBy?: string;
  words?: CodeWord[];
  places?: CodePlace[];
  editor?: Ref<CodeEditorHandle>;
  /** Whether a person was writing in what stood here before. */
  writing?: { current: boolean };
}

/** An editor for a few lines of JSON or text with places that are filled in. */
export default function CodeEditor(props: CodeEditorProps) {
  const { label, value, language, invalid, describedBy, places, editor } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  // What was told to the form and has not come back yet.
  const told = useRef<string[]>([]);
  const following = useRef(false);

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          language === "json" ? json() : [],
          look,
          wrongPlaces,
          placed,
          explained(latest),
          autocompletion({
            override: [(context) => completions(context, latest.current.words)],
            // The words are at hand, and Enter in a place means one of them: a list that is seen
            // is to be taken from at once, and not only after the usual moment.
            activateOnTypingDelay: 0,
            interactionDelay: 0,
          }),
          history(),
          keys,
          EditorView.lineWrapping,
          attributes.of([]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || following.current) return;
            const text = update.state.doc.toString();
            told.current.push(text);
            latest.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = made;
    if (latest.current.writing?.current) {
      made.dispatch({ selection: { anchor: made.state.doc.length } });
      made.focus();
    }
    return () => made.destroy();
  }, [language]);

  useEffect(() => {
    // The form may be a few keys behind: its answers are no news, and would take those keys back.
    const echo = told.current.lastIndexOf(value);
    told.current = told.current.slice(echo + 1);
    const state = view.current?.state;
    if (echo >= 0 || !state || state.doc.toString() === value) return;
    following.current = true;
    view.current?.dispatch({ changes: { from: 0, to: state.doc.length, insert: value } });
    following.current = false;
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: setPlaces.of(places ?? []) });
  }, [places]);

  useEffect(() => {
    const own = {
      "aria-label": label,
      "aria-invalid": String(invalid),
      ...(describedBy ? { "aria-describedby": describedBy } : {}),
    };
    view.current?.dispatch({
      effects: attributes.reconfigure(EditorView.contentAttributes.of(own)),
    });
  }, [label, invalid, describedBy]);

  useImperativeHandle(editor, () => ({
    insert: (text) => {
      const made = view.current;
      if (!made) return;
      made.dispatch(made.state.replaceSelection(text), { scrollIntoView: true });
      made.focus();
    },
  }));

  return <div ref={host} className={css.editor} data-invalid={invalid || undefined} />;
}

const attributes = new Compartment();

// Tab leaves the editor, as it leaves every field; Ctrl Enter belongs to the page.
const keys: Extension = [
  Prec.high(keymap.of([{ key: "Tab", run: acceptCompletion }])),
  keymap.of([
    ...completionKeymap,
    ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
    ...historyKeymap,
  ]),
];

const look = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.propertyName, class: css.key ?? "" },
    { tag: tags.string, class: css.string ?? "" },
    { tag: [tags.number, tags.bool, tags.null], class: css.number ?? "" },
    { tag: [tags.punctuation, tags.separator], class: css.mark ?? "" },
  ]),
);

/** `{{ … }}`, `{% … %}` and `{# … #}`, over whatever else they stand in. */
const matcher = new MatchDecorator({
  regexp: /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/g,
  decoration: Decoration.mark({ class: css.place }),
});

const placed = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const setPlaces = StateEffect.define<CodePlace[]>();

/** What is wrong is underlined where it stands. */
const wrongPlaces = StateField.define<{ list: CodePlace[]; marks: DecorationSet }>({
  create: () => ({ list: [], marks: Decoration.none }),
  update(before, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setPlaces)) {
        return { list: effect.value, marks: marksOf(transaction.state, effect.value) };
      }
    }
    return { list: before.list, marks: before.marks.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.marks),
});

function marksOf(state: EditorState, places: CodePlace[]): DecorationSet {
  const marks = places.flatMap((place) => {
    const range = rangeOf(state, place);
    return range ? [Decoration.mark({ class: css.wrong }).range(range.from, range.to)] : [];
  });
  return Decoration.set(marks, true);
}

/** From the place to the end of what stands there; the last letter when it is the end. */
function rangeOf(state: EditorState, { line, column }: CodePlace) {
  if (state.doc.length === 0) return null;
  const found = state.doc.line(Math.min(line, state.doc.lines));
  const from = Math.min(found.from + column - 1, state.doc.length - 1);
  const rest = state.doc.sliceString(from, found.to);
  const length = /^\s*[^\s{}[\],"]+/.exec(rest)?.[0].length ?? 1;
  return { from, to: Math.min(from + Math.max(1, length), state.doc.length) };
}

function completions(context: CompletionContext, words: CodeWord[] | undefined) {
  const before = context.matchBefore(/\{\{-?\s*[\w.[\]"-]*$/);
  if (!before || !words) return null;
  const opened = /^\{\{-?\s*/.exec(before.text)?.[0].length ?? 2;
  const after = context.state.doc.sliceString(context.pos, context.pos + 3);
  const closing = /^\s?\}\}/.test(after) ? "" : " }}";
  return {
    from: before.from + opened,
    options: words.map(({ written, value }) => ({
      label: written,
      detail: value ?? undefined,
      apply: written + closing,
    })),
    validFor: /^[\w.[\]"-]*$/,
  };
}

/** What is wrong at a place, or what a place is filled in with. */
function explained(latest: { current: CodeEditorProps }): Extension {
  return hoverTooltip((view, position) => {
    const { list } = view.state.field(wrongPlaces);
    for (const place of list) {
      const range = rangeOf(view.state, place);
      if (range && position >= range.from && position <= range.to) {
        return tooltip(range.from, range.to, place.message);
      }
    }
    const line = view.state.doc.lineAt(position);
    for (const found of line.text.matchAll(/\{\{-?\s*([\w.[\]"-]+).*?\}\}/g)) {
      const from = line.from + found.index;
      const to = from + found[0].length;
      const word = latest.current.words?.find((one) => one.written === found[1]);
      if (position >= from && position <= to && word?.value != null) {
        return tooltip(from, to, word.value);
      }
    }
    return null;
  });
}

function tooltip(pos: number, end: number, text: string) {
  return {
    pos,
    end,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = css.hover ?? "";
      dom.textContent = text;
      return { dom };
    },
  };
}
