import {
  ActionIcon,
  Autocomplete,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  Menu,
  Modal,
  Notification,
  NumberInput,
  Popover,
  Portal,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { Icon } from "../components/shared/Icon";
import buttons from "./controls/buttons.module.css";
import choices from "./controls/choices.module.css";
import fields from "./controls/fields.module.css";
import floating from "./controls/floating.module.css";
import panels from "./controls/panels.module.css";

const fieldClasses = {
  wrapper: fields.inputWrapper,
  input: fields.input,
  section: fields.inputSection,
  label: fields.label,
  description: fields.description,
  error: fields.error,
};

const order: ("label" | "input" | "description" | "error")[] = [
  "label",
  "input",
  "description",
  "error",
];

/** A field: its label above it, help and error below. */
const field = { inputWrapperOrder: order, withAsterisk: false };

const dropdown = { dropdown: floating.dropdown, option: floating.option };
/** Menus are there in the very moment they are opened, so that the next key finds them: they fade
 * in by the style sheet, and wait for no frame. */
const menuTransition = { duration: 0 };

/**
 * How Mantine's parts look and behave here; LOOK section 7 is the source. What stands in every row of
 * a list takes its measures from our classes alone, so its `vars` are emptied: WebKitGTK never gives
 * back what it worked out for an element with custom properties in its own style.
 */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 4 },
  colors: {
    indigo: [
      "#eff4fd",
      "#e0eafb",
      "#c5d7f7",
      "#a3c2f9",
      "#8aaaea",
      "#658bd2",
      "#4b70b4",
      "#365796",
      "#274274",
      "#1f2f4d",
    ],
  },
  fontFamily: "var(--hl-font)",
  fontFamilyMonospace: "var(--hl-mono)",
  fontSizes: {
    xs: "0.75rem",
    sm: "0.8125rem",
    md: "0.875rem",
    lg: "1rem",
    xl: "1.25rem",
  },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "20px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "10px", lg: "12px", xl: "9999px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "default",
  focusRing: "auto",
  focusClassName: "hl-focus",
  shadows: {
    xs: "var(--hl-shadow)",
    sm: "var(--hl-shadow)",
    md: "var(--hl-shadow)",
    lg: "var(--hl-shadow)",
    xl: "var(--hl-shadow)",
  },
  components: {
    Button: Button.extend({
      defaultProps: { variant: "default", size: "sm", loaderProps: { size: 14 } },
      classNames: { root: buttons.button, section: buttons.section },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "quiet", size: "sm" },
      classNames: { root: buttons.action },
      vars: () => ({ root: { "--ai-size": "" } }),
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: field,
      classNames: { label: fields.label, description: fields.description, error: fields.error },
    }),
    TextInput: TextInput.extend({ defaultProps: field, classNames: fieldClasses }),
    Textarea: Textarea.extend({ defaultProps: field, classNames: fieldClasses }),
    NumberInput: NumberInput.extend({
      defaultProps: { ...field, hideControls: true },
      classNames: fieldClasses,
    }),
    Select: Select.extend({
      defaultProps: {
        ...field,
        allowDeselect: false,
        withCheckIcon: false,
        rightSection: <Icon name="down" size={12} />,
        rightSectionPointerEvents: "none",
        maxDropdownHeight: 320,
        comboboxProps: { shadow: "md", offset: 4, transitionProps: menuTransition },
      },
      classNames: { ...fieldClasses, ...dropdown },
    }),
    Autocomplete: Autocomplete.extend({
      defaultProps: {
        ...field,
        maxDropdownHeight: 320,
        comboboxProps: { shadow: "md", offset: 4, transitionProps: menuTransition },
      },
      classNames: { ...fieldClasses, ...dropdown },
    }),
    TagsInput: TagsInput.extend({
      defaultProps: field,
      classNames: {
        ...fieldClasses,
        ...dropdown,
        input: `${fields.input} ${fields.pillsInput}`,
        pillsList: fields.pillsList,
        pill: fields.pill,
        inputField: fields.pillField,
      },
    }),
    Pill: { classNames: { remove: fields.pillRemove } },
    Switch: Switch.extend({
      defaultProps: { withThumbIndicator: false },
      classNames: {
        root: choices.switchRoot,
        body: choices.choiceBody,
        track: choices.track,
        trackLabel: choices.trackLabel,
        thumb: choices.thumb,
        input: choices.switchInput,
        label: choices.choiceLabel,
        labelWrapper: choices.choiceLabelWrapper,
        description: choices.choiceDescription,
      },
    }),
    Checkbox: Checkbox.extend({
      vars: () => ({ root: { "--checkbox-radius": "", "--checkbox-color": "" } }),
      classNames: {
        body: choices.choiceBody,
        inner: choices.boxInner,
        input: choices.box,
        icon: choices.boxIcon,
        label: choices.choiceLabel,
        labelWrapper: choices.choiceLabelWrapper,
        description: choices.choiceDescription,
      },
    }),
    Radio: Radio.extend({
      classNames: {
        body: choices.choiceBody,
        inner: choices.boxInner,
        radio: choices.dot,
        icon: choices.dotIcon,
        label: choices.choiceLabel,
        labelWrapper: choices.choiceLabelWrapper,
        description: choices.choiceDescription,
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { transitionDuration: 0, withItemsBorders: false },
      classNames: {
        root: choices.segments,
        indicator: choices.segmentIndicator,
        label: choices.segmentLabel,
        input: choices.segmentInput,
        innerLabel: choices.segmentInner,
      },
    }),
    Tabs: Tabs.extend({ classNames: { list: choices.tabsList, tab: choices.tab } }),
    Menu: Menu.extend({
      // The first item takes the keyboard, as menus of the system have it.
      defaultProps: {
        shadow: "md",
        offset: 4,
        width: 220,
        transitionProps: menuTransition,
        withInitialFocusPlaceholder: false,
      },
      classNames: {
        dropdown: floating.dropdown,
        item: floating.menuItem,
        itemSection: floating.menuSection,
        label: floating.menuLabel,
        divider: floating.menuDivider,
      },
    }),
    Popover: Popover.extend({
      defaultProps: { shadow: "md", offset: 4, transitionProps: menuTransition },
      classNames: { dropdown: floating.dropdown },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, transitionProps: { duration: 100 } },
      classNames: { tooltip: floating.tooltip },
    }),
    Modal: Modal.extend({
      defaultProps: {
        size: 440,
        centered: true,
        withCloseButton: false,
        overlayProps: { blur: 0, backgroundOpacity: 1, className: floating.scrim },
        transitionProps: { transition: "fade", duration: 240 },
      },
      classNames: {
        inner: floating.whole,
        content: floating.dialog,
        header: floating.dialogHeader,
        title: floating.dialogTitle,
        body: floating.dialogBody,
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        size: 440,
        overlayProps: { blur: 0, backgroundOpacity: 1, className: floating.scrim },
        transitionProps: { duration: 160 },
      },
      classNames: {
        inner: floating.whole,
        content: panels.drawer,
        header: panels.drawerHeader,
        title: panels.drawerTitle,
        body: panels.drawerBody,
        close: panels.drawerClose,
      },
    }),
    Notification: Notification.extend({
      classNames: {
        root: panels.toast,
        icon: panels.toastIcon,
        body: panels.toastBody,
        description: panels.toastText,
        closeButton: panels.toastClose,
      },
    }),
    // What floats belongs to the page for those who go by landmarks.
    Portal: Portal.extend({ defaultProps: { target: "#main" } }),
    Notifications: Notifications.extend({ classNames: { root: panels.toasts } }),
  },
});

const roles = {
  "--mantine-color-body": "var(--hl-canvas)",
  "--mantine-color-text": "var(--hl-text)",
  "--mantine-color-dimmed": "var(--hl-text-3)",
  "--mantine-color-placeholder": "var(--hl-text-3)",
  "--mantine-color-default": "var(--hl-surface)",
  "--mantine-color-default-hover": "var(--hl-hover)",
  "--mantine-color-default-color": "var(--hl-text)",
  "--mantine-color-default-border": "var(--hl-edge)",
  "--mantine-color-error": "var(--hl-danger)",
  "--mantine-color-anchor": "var(--hl-accent-text)",
  "--mantine-primary-color-filled": "var(--hl-accent)",
  "--mantine-primary-color-filled-hover": "var(--hl-accent-hover)",
  "--mantine-primary-color-contrast": "var(--hl-on-fill)",
  "--mantine-primary-color-light": "var(--hl-accent-soft)",
  "--mantine-primary-color-light-color": "var(--hl-accent-text)",
};

/** Mantine's colour names speak of our roles, so both themes follow tokens.css alone. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: roles,
  dark: roles,
});
