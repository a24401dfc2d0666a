// What can be tapped or filled in under the last message: quick replies, several of them at once, figures.

import { html, LitElement, nothing } from "lit";
import type { Card, Message, Question, QuickReply } from "../server/model.js";
import type { Wanted } from "./figures.js";
import type { Hooks } from "./hooks.js";

/** Draws the replies to one message. A question that takes several answers lets them be marked before they are sent. */
export class Replies extends LitElement {
  static override properties = { message: { attribute: false }, hooks: { attribute: false }, picked: { state: true } };

  declare message: Message;
  declare hooks: Hooks;
  private declare picked: readonly QuickReply[];

  constructor() {
    super();
    this.picked = [];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("message")) this.picked = [];
  }

  protected override render(): unknown {
    const { quickReplies, card } = this.message;
    const several = takesSeveral(card);
    const options = several ? quickReplies.filter((reply) => answers(reply, several)) : [];
    const singles = quickReplies.filter((reply) => !options.includes(reply));
    return html`${this.figures(figuresOf(card))}
    ${quickReplies.length
      ? html`<div class="replies" role="group" aria-label=${this.hooks.texts.replies}>
          ${options.map((option) => this.option(option))} ${options.length ? this.done() : nothing}
          ${singles.map((reply) => this.single(reply))}
        </div>`
      : nothing}`;
  }

  private figures(wanted: Wanted[]): unknown {
    if (!wanted.length) return nothing;
    return html`<fact-advisor-figures .wanted=${wanted} .hooks=${this.hooks}></fact-advisor-figures>`;
  }

  private single(reply: QuickReply): unknown {
    const tap = (event: MouseEvent) => this.hooks.say(reply.title, reply.choice, event.detail === 0);
    return html`<button class="reply" type="button" @click=${tap}>${reply.title}</button>`;
  }

  private option(option: QuickReply): unknown {
    const picked = this.picked.includes(option);
    const toggle = () => {
      this.picked = picked ? this.picked.filter((one) => one !== option) : [...this.picked, option];
    };
    return html`<button class="reply" type="button" aria-pressed=${String(picked)} @click=${toggle}>${option.title}</button>`;
  }

  private done(): unknown {
    const answer = (event: MouseEvent) => {
      const ordered = this.message.quickReplies.filter((reply) => this.picked.includes(reply));
      const [only] = ordered;
      this.hooks.say(
        ordered.map((reply) => reply.title).join("、"),
        ordered.length === 1 ? only!.choice : undefined,
        event.detail === 0,
      );
    };
    return html`<button class="reply reply-done" type="button" ?disabled=${!this.picked.length} @click=${answer}>
      ${this.hooks.texts.chosen}
    </button>`;
  }
}

function questionsOf(card: Card): Question[] {
  return card?.type === "question" ? card.questions : [];
}

function takesSeveral(card: Card): string | null {
  const [only, ...more] = questionsOf(card);
  return only?.multiple && !more.length ? only.variable : null;
}

function answers(reply: QuickReply, variable: string): boolean {
  return reply.choice.startsWith(`${variable}=`) && reply.choice !== `${variable}=unknown`;
}

function figuresOf(card: Card): Wanted[] {
  return questionsOf(card).flatMap(({ variable, label, figure, example }) =>
    figure ? [{ variable, label, figure, example }] : [],
  );
}
