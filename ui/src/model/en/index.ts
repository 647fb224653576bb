/**
 * Every word that the window says. A sentence stands here whole, with its values as parameters,
 * so that it can be said in another language: this folder is the only one to translate.
 */

import { access } from "./access";
import { activity } from "./activity";
import { automations } from "./automations";
import { builder, onlyIf, send } from "./builder";
import { checkup } from "./checkup";
import { closing } from "./closing";
import { common } from "./common";
import { delivery, faults } from "./delivery";
import { destinations } from "./destinations";
import { firstRun } from "./first-run";
import { help } from "./help";
import { home } from "./home";
import { inbox } from "./inbox";
import { incoming } from "./incoming";
import { limits } from "./limits";
import { map } from "./map";
import { notices } from "./notices";
import { events, fields, fileKinds, kinds, operators, states, units, weekdays } from "./nouns";
import { palette } from "./palette";
import { backTest, preview, test, verdict } from "./preview";
import { receiver } from "./receiver";
import { recipes, share } from "./recipes";
import { reset } from "./reset";
import { sentence } from "./sentence";
import { settings } from "./settings";
import { shell } from "./shell";
import { time } from "./time";
import { trouble } from "./trouble";
import { undo } from "./undo";
import { uploads } from "./uploads";
import { when } from "./when";

/** All words of the window, in English. */
export const words = {
  common,
  checkup,
  closing,
  shell,
  trouble,
  undo,
  palette,
  help,
  time,
  states,
  kinds,
  events,
  weekdays,
  fileKinds,
  units,
  operators,
  fields,
  sentence,
  automations,
  builder,
  when,
  onlyIf,
  limits,
  incoming,
  send,
  uploads,
  preview,
  verdict,
  test,
  backTest,
  activity,
  delivery,
  faults,
  destinations,
  access,
  receiver,
  inbox,
  home,
  reset,
  settings,
  notices,
  recipes,
  share,
  firstRun,
  map,
};
