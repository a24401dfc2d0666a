// What the advisor understood, each fact with a way to correct it where it stands.

import { html, LitElement, nothing } from "lit";
import type { Noted } from "../server/model.js";
import type { Figures } from "./figures.js";
import type { Hooks } from "./hooks.js";

export class NotedFacts extends LitElement {
  static override properties = { facts: { attribute: false }, hooks: { attribute: false }, changing: { state: true } };

  declare facts: Noted[];
  declare hooks: Hooks;
  private declare changing: Noted | null;

  constructor() {
    super();
    this.changing = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { texts } = this.hooks;
    return html`<div class="noted" role="group" aria-label=${texts.noted}>
      ${this.facts
        .filter((fact) => fact.changeable)
        .map(
          (fact) => html`<button
            class="chip"
            type="button"
            aria-expanded=${fact.figure ? String(fact === this.changing) : nothing}
            aria-label=${`${texts.change}${fact.label}，${fact.value}`}
            @click=${() => this.change(fact)}
          >
            ${texts.change}${fact.label}
          </button>`,
        )}
      ${this.changing ? this.field(this.changing) : nothing}
    </div>`;
  }

  private field(fact: Noted): unknown {
    const wanted = [{ variable: fact.variable, label: fact.label, figure: fact.figure!, example: "" }];
    return html`<fact-advisor-figures correcting .wanted=${wanted} .hooks=${this.hooks} @done=${this.stop}></fact-advisor-figures>`;
  }

  private async change(fact: Noted): Promise<void> {
    if (!fact.figure) return this.hooks.say(`${this.hooks.texts.change}${fact.label}`, `change:${fact.variable}`);
    if (fact === this.changing) return this.stop();
    this.changing = fact;
    await this.updateComplete;
    const fields = this.querySelector<Figures>("fact-advisor-figures");
    await fields?.updateComplete;
    fields?.grasp();
  }

  private stop(): void {
    this.changing = null;
  }
}
