// Fields for the figures that are asked for, each with its unit.

import { html, LitElement, nothing } from "lit";
import type { FigureFormat } from "../server/model.js";
import { shown, unitOf, valueOf } from "./figure.js";
import type { Hooks } from "./hooks.js";

export interface Wanted {
  variable: string;
  label: string;
  figure: FigureFormat & { value?: number | null };
  example: string;
}

/** `wanted` one or two figures; `correcting` when an answer is being changed. Fires `done` when it is answered or left. */
export class Figures extends LitElement {
  static override properties = { wanted: { attribute: false }, hooks: { attribute: false }, correcting: { type: Boolean } };

  declare wanted: Wanted[];
  declare hooks: Hooks;
  declare correcting: boolean;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { texts } = this.hooks;
    return html`<form class="figures" autocomplete="off" @submit=${this.answer}>
      ${this.wanted.map((one) => this.field(one))}
      <button class="send" type="submit">${this.correcting ? texts.save : texts.answer}</button>
      ${this.correcting ? html`<button class="quiet" type="button" @click=${this.leave}>${texts.cancel}</button>` : nothing}
    </form>`;
  }

  private field({ variable, label, figure, example }: Wanted): unknown {
    return html`<label class="figure">
      <span>${label}</span>
      <span class="figure-field">
        <input
          name=${variable}
          inputmode="decimal"
          enterkeyhint="done"
          maxlength="20"
          placeholder=${placeholder(example)}
          .value=${shown(figure.value ?? null, figure)}
        />
        <span>${unitOf(figure)}</span>
      </span>
    </label>`;
  }

  /** Takes the keyboard to the first field. */
  grasp(): void {
    const field = this.querySelector("input");
    field?.focus();
    field?.select();
  }

  private answer(event: SubmitEvent): void {
    event.preventDefault();
    const { texts } = this.hooks;
    const typed = new FormData(event.target as HTMLFormElement);
    const told = this.wanted
      .map((one) => ({ ...one, words: String(typed.get(one.variable) ?? "").trim() }))
      .filter((one) => one.words);
    if (!told.length) return this.grasp();
    const values = told.map((one) => valueOf(one.words, one.figure));
    const title = told.map((one, at) => inWords(one, values[at] ?? null, this.correcting ? texts.becomes : " ")).join("，");
    const choice = told.map((one, at) => `${one.variable}=${values[at]}`).join("&");
    this.hooks.say(title, values.includes(null) ? undefined : choice, true);
    this.leave();
  }

  private leave(): void {
    this.dispatchEvent(new Event("done"));
  }
}

/** @param link what stands between a name and words that the advisor has to read */
function inWords(one: Wanted & { words: string }, value: number | null, link: string): string {
  const unit = value === null || one.words.endsWith("%") ? "" : unitOf(one.figure);
  return `${one.label}${value === null ? link : " "}${one.words}${unit && unit !== "%" ? " " : ""}${unit}`;
}

/** The figure of an example sentence: 比如 28 秒 is 28. */
function placeholder(example: string): string {
  return /\d+(?:\.\d+)?/.exec(example)?.[0] ?? "";
}
