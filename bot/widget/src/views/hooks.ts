// What the views can ask for, and what they need to know to draw.

import type { Texts } from "../texts.js";

export interface Hooks {
  texts: Texts;
  /** Says words, or taps a choice; `byKeyboard` keeps the keyboard's focus where the next answer is given. */
  say(title: string, choice?: string, byKeyboard?: boolean): void;
}
