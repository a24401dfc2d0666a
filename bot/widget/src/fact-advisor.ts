// <fact-advisor server="https://advisor.example">: the advisor on any page, as a launcher with a panel or in the page itself.

import { html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Conversation, type Entry, plainMessage } from "./conversation/conversation.js";
import { Memory } from "./conversation/memory.js";
import type { Message } from "./server/model.js";
import type { Problem } from "./server/problem.js";
import { Server } from "./server/server.js";
import { chat } from "./styles/chat.js";
import { frame } from "./styles/frame.js";
import { theme } from "./styles/theme.js";
import { TEXTS, type Texts } from "./texts.js";
import { entryView } from "./views/entry.js";
import { Figures } from "./views/figures.js";
import type { Hooks } from "./views/hooks.js";
import { NotedFacts } from "./views/noted.js";
import { Replies } from "./views/replies.js";
import { Share } from "./views/share.js";

type ReportPart = typeof import("./views/report.js");

const LONGEST_TEXT = 4000;
// A screen so narrow has no room for a page beside the panel.
const NARROW = "(max-width: 480px)";
// So near to the end, one is reading the newest message.
const NEAR_PX = 80;
const OPEN_MARK = "fact-advisor-open";

/**
 * Attributes: `server` (the advisor's address; without one, where this script came from), `mode` ("launcher" or "inline"),
 * `identity` (a signed merchant identity), `theme` ("light" or "dark"; without one, as the system), `text-size` ("large").
 * Property `texts` replaces sentences. Events and all else: docs/embed.md.
 */
export class FactAdvisor extends LitElement {
  static override styles = [theme, frame, chat];
  static override properties = {
    server: {},
    mode: { reflect: true },
    identity: {},
    theme: { reflect: true },
    textSize: { attribute: "text-size", reflect: true },
    texts: { attribute: false },
    isOpen: { state: true },
    writing: { state: true },
    hasNews: { state: true },
    reportPart: { state: true },
    asking: { state: true },
    revision: { state: true },
  };

  declare server: string;
  declare mode: "launcher" | "inline";
  declare identity: string;
  declare theme: string | undefined;
  declare textSize: string | undefined;
  declare texts: Partial<Texts>;
  private declare isOpen: boolean;
  private declare writing: string;
  private declare hasNews: boolean;
  private declare reportPart: ReportPart | null;
  private declare asking: { question: string; yes: string; agreed: () => void } | null;
  private declare revision: number;

  private conversation!: Conversation;
  private memory!: Memory;
  private begun = false;
  private unwatch: () => void = () => {};
  private goal: Entry | "end" | null = null;
  private focusAnswer = false;

  constructor() {
    super();
    this.server = new URL(import.meta.url).origin;
    this.mode = "launcher";
    this.identity = "";
    this.texts = {};
    this.isOpen = false;
    this.writing = "";
    this.hasNews = false;
    this.reportPart = null;
    this.asking = null;
    this.revision = 0;
  }

  // on and off the page

  override connectedCallback(): void {
    super.connectedCallback();
    const address = this.server.replace(/\/+$/, "");
    const words = this.words;
    this.memory = new Memory(address === location.origin ? "" : address);
    this.conversation = new Conversation(new Server(address, words.unreachable), this.memory, this.identity, {
      changed: () => this.revision++,
      said: (from, message) => this.heard(from, message),
      forgotten: () => this.announce("deleted", {}),
      failed: (problem) => this.announceProblem(problem),
      returned: (text) => this.write(text),
    });
    this.writing = this.memory.draft;
    this.unwatch = this.memory.watch(() => void this.conversation.refresh());
    addEventListener("online", this.reconnect);
    addEventListener("popstate", this.goBack);
    visualViewport?.addEventListener("resize", this.fit);
    this.begun = false;
    if (this.mode === "inline") this.begin();
    this.announce("ready", {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.conversation.leave();
    this.unwatch();
    removeEventListener("online", this.reconnect);
    removeEventListener("popstate", this.goBack);
    visualViewport?.removeEventListener("resize", this.fit);
  }

  /** Opens the panel. */
  async open(): Promise<void> {
    if (this.mode === "inline" || this.isOpen) return;
    this.isOpen = true;
    this.begin();
    await this.updateComplete;
    this.goal = "end";
    if (matchMedia(NARROW).matches) {
      this.panel?.showModal();
      history.pushState({ ...history.state, [OPEN_MARK]: true }, "");
    } else {
      this.panel?.show();
      this.field?.focus();
    }
    this.fit();
    this.announce("open", {});
  }

  /** Closes the panel; the conversation stays. */
  close(): void {
    if (!this.isOpen) return;
    if (history.state?.[OPEN_MARK]) return history.back();
    this.shut();
  }

  private shut(): void {
    this.panel?.close();
    this.isOpen = false;
    this.announce("close", {});
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".launcher")?.focus());
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.goal = "end";
    void this.conversation.restore();
  }

  private readonly reconnect = () => this.conversation.comeBack();

  private readonly goBack = () => {
    if (this.isOpen && !history.state?.[OPEN_MARK]) this.shut();
  };

  /** A phone's keyboard covers part of the screen; the panel takes what is left. */
  private readonly fit = () => {
    if (visualViewport) this.style.setProperty("--visible-height", `${visualViewport.height}px`);
  };

  // what the page is told

  private announce(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`advisor:${name}`, { detail, bubbles: true, composed: true }));
  }

  private announceProblem({ code, status, message }: Problem): void {
    this.announce("problem", { code, status, message });
  }

  private heard(from: "merchant" | "advisor", message: Message): void {
    this.announce("message", { from, text: message.text });
    if (message.card?.type === "report") this.announce("report", { report: message.card.report });
    const question = [...this.conversation.state.entries].reverse().find((entry) => entry.from === "merchant");
    if (from === "merchant" || this.isAtEnd) this.goal = from === "merchant" ? "end" : this.startOfNews(question);
    else this.hasNews = true;
  }

  /** A long answer is read from its top. */
  private startOfNews(question: Entry | undefined): Entry | "end" {
    const { entries } = this.conversation.state;
    return entries.find((entry) => entry.from === "advisor" && (!question || entry.number > question.number)) ?? "end";
  }

  // drawing

  private get words(): Texts {
    return { ...TEXTS, ...this.texts };
  }

  private get hooks(): Hooks {
    return {
      texts: this.words,
      say: (title, choice, byKeyboard = false) => {
        this.focusAnswer = byKeyboard;
        void this.conversation.say(title, choice);
      },
    };
  }

  protected override render(): unknown {
    if (this.mode === "inline") return html`<section class="chat" aria-label=${this.words.title}>${this.chat()}</section>`;
    return html`<button
        class="launcher"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${String(this.isOpen)}
        ?hidden=${this.isOpen}
        @click=${this.open}
      >
        ${BUBBLE}${this.words.launcher}
      </button>
      <dialog class="panel" aria-label=${this.words.title} @cancel=${this.cancelled} @keydown=${this.escaped}>
        ${this.isOpen ? html`<div class="chat">${this.chat()}</div>` : nothing}
      </dialog>`;
  }

  private chat(): unknown {
    const { phase, entries, waiting, trouble } = this.conversation.state;
    const words = this.words;
    return html`${this.header()}
      <div class="scroll" tabindex="0" @scroll=${this.scrolled}>
        <div
          class="log"
          role="log"
          aria-label=${words.conversation}
          aria-live="polite"
          aria-busy=${String(phase === "restoring")}
        >
          ${phase === "restoring" ? html`<p class="muted">${words.restoring}</p>` : nothing}
          ${phase === "new" || this.beganHere ? this.welcome() : nothing}
          ${repeat(
            entries,
            (entry) => entry.number,
            (entry) => this.entry(entry, entry === entries.at(-1)),
          )}
        </div>
        <div class="below">
          ${waiting ? html`<p class="typing" aria-hidden="true"><i></i><i></i><i></i></p>` : this.answers()}
          ${trouble ? this.notice(trouble) : nothing}
        </div>
        <p class="unseen" role="status">${waiting ? words.thinking : ""}</p>
      </div>
      <div class="news-place">
        ${this.hasNews
          ? html`<button class="news send" type="button" @click=${this.readNews}>${words.newMessages}</button>`
          : nothing}
      </div>
      ${this.composer()} ${this.confirmation()}`;
  }

  private header(): unknown {
    const { progress, deleted } = this.conversation.state;
    const words = this.words;
    return html`<div class="top">
      <div class="top-inner">
        <div class="top-words">
          <h1>${words.title}</h1>
          <p class="progress" role="status">${deleted ? words.deleted : (progress?.text ?? words.calm)}</p>
        </div>
        <button class="quiet" type="button" @click=${this.restart}>${words.restart}</button>
        ${this.mode === "inline"
          ? nothing
          : html`<button class="close" type="button" aria-label=${words.close} @click=${this.close}>${CROSS}</button>`}
      </div>
    </div>`;
  }

  /** Whether the conversation began on this page, with its greeting, and is not one that was brought back. */
  private get beganHere(): boolean {
    const [first] = this.conversation.state.entries;
    return first?.fresh === true && first.from === "merchant";
  }

  private welcome(): unknown {
    const entry: Entry = {
      number: -1,
      from: "advisor",
      message: plainMessage(this.words.welcome),
      delivery: "sent",
      fresh: false,
    };
    return entryView(entry, this.hooks, null, false);
  }

  private entry(entry: Entry, isNewest: boolean): unknown {
    const { card } = entry.message;
    if (card?.type !== "report") return entryView(entry, this.hooks, null, isNewest);
    if (!this.reportPart) void this.loadReport();
    const part = this.reportPart;
    const draw = part && (() => part.reportView(card.report, this.words, isNewest ? this.share() : nothing));
    return entryView(entry, this.hooks, draw, isNewest);
  }

  private share(): unknown {
    return html`<fact-advisor-share .texts=${this.words} .sharing=${this.conversation}></fact-advisor-share>`;
  }

  private async loadReport(): Promise<void> {
    const part = await import("./views/report.js");
    if (this.reportPart) return;
    const sheets = (this.renderRoot as ShadowRoot).adoptedStyleSheets;
    (this.renderRoot as ShadowRoot).adoptedStyleSheets = [...sheets, part.styles.styleSheet!];
    this.reportPart = part;
  }

  private answers(): unknown {
    const { phase, entries } = this.conversation.state;
    if (phase === "new") return this.beginnings();
    const last = entries.at(-1);
    if (!this.conversation.replies.length || !last) return nothing;
    return html`<fact-advisor-replies .message=${last.message} .hooks=${this.hooks}></fact-advisor-replies>`;
  }

  private beginnings(): unknown {
    const words = this.words;
    const begin = (event: MouseEvent) => this.hooks.say(words.begin, "act:start_diagnosis", event.detail === 0);
    const example = () => {
      this.write(words.example);
      this.field?.focus();
    };
    return html`<div class="replies" role="group" aria-label=${words.replies}>
      <button class="reply" type="button" @click=${begin}>${words.begin}</button>
      <button class="reply" type="button" @click=${example}>${words.showExample}</button>
    </div>`;
  }

  private notice({ message, retry }: { message: string; retry: string | null }): unknown {
    const words = this.words;
    const again = { send: words.again, "send-anew": words.inNew, restore: words.tryAgain }[retry ?? ""];
    return html`<div class="notice" role="alert">
      <p>${message}</p>
      ${again ? html`<button class="quiet" type="button" @click=${this.retry}>${again}</button>` : nothing}
    </div>`;
  }

  private composer(): unknown {
    const words = this.words;
    return html`<form class="composer" autocomplete="off" @submit=${this.submitted}>
      <div class="composer-inner">
        <label class="unseen" for="text">${words.say}</label>
        <textarea
          id="text"
          rows="1"
          maxlength=${LONGEST_TEXT}
          enterkeyhint="send"
          placeholder=${words.say}
          .value=${this.writing}
          @input=${this.wrote}
          @keydown=${this.pressed}
        ></textarea>
        <button class="send" type="submit" ?disabled=${!this.writing.trim()}>${words.send}</button>
      </div>
      <div class="footing">
        <p>${words.privacy}</p>
        <button class="link" type="button" @click=${this.askHuman}>${words.human}</button>
        <button class="link" type="button" @click=${this.forget}>${words.forget}</button>
      </div>
    </form>`;
  }

  private confirmation(): unknown {
    const words = this.words;
    return html`<dialog class="confirm" aria-labelledby="question" @close=${this.decided} @keydown=${stopEscape}>
      <form method="dialog">
        <p id="question">${this.asking?.question}</p>
        <div class="confirm-buttons">
          <button value="no" class="quiet" autofocus>${words.no}</button>
          <button value="yes" class="send">${this.asking?.yes}</button>
        </div>
      </form>
    </dialog>`;
  }

  protected override updated(): void {
    this.grow();
    // What stands inside, replies and fields, is drawn right after this.
    if (this.goal !== null) requestAnimationFrame(() => this.reachGoal());
    if (this.focusAnswer && !this.conversation.state.waiting) {
      this.focusAnswer = false;
      void this.focusFirstAnswer();
    }
  }

  // where one is

  private get panel(): HTMLDialogElement | null {
    return this.renderRoot.querySelector(".panel");
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("#text");
  }

  private get scroller(): HTMLElement | null {
    return this.renderRoot.querySelector(".scroll");
  }

  private get isAtEnd(): boolean {
    const scroller = this.scroller;
    return !scroller || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
  }

  private reachGoal(): void {
    const scroller = this.scroller;
    const target = this.goal;
    if (!scroller || target === null || this.isIncomplete) return;
    this.goal = null;
    const shown = target === "end" ? null : this.shown(target);
    scroller.scrollTop = scroller.scrollHeight;
    if (shown && scroller.scrollHeight - offsetIn(scroller, shown) > scroller.clientHeight) {
      scroller.scrollTop = offsetIn(scroller, shown) - 12;
    }
  }

  /** Whether something that is about to appear will move what one is scrolled to. */
  private get isIncomplete(): boolean {
    const { phase, entries } = this.conversation.state;
    const reports = entries.some((entry) => entry.message.card?.type === "report");
    return phase === "restoring" || (reports && !this.reportPart);
  }

  private shown(entry: Entry): HTMLElement | null {
    const at = this.conversation.state.entries.indexOf(entry);
    const shown = this.renderRoot.querySelectorAll<HTMLElement>(".log > .message");
    return shown[at + (this.beganHere ? 1 : 0)] ?? null;
  }

  private scrolled(): void {
    if (this.hasNews && this.isAtEnd) this.hasNews = false;
  }

  private readNews(): void {
    this.hasNews = false;
    this.goal = "end";
  }

  private async focusFirstAnswer(): Promise<void> {
    const replies = this.renderRoot.querySelector<Replies>("fact-advisor-replies");
    await replies?.updateComplete;
    const first = replies?.querySelector<HTMLElement>("fact-advisor-figures input, button") ?? this.field;
    first?.focus();
  }

  // what the merchant's hands do

  private write(text: string): void {
    this.writing = text;
    this.memory.draft = text;
  }

  private wrote(event: InputEvent): void {
    this.write((event.target as HTMLTextAreaElement).value);
  }

  private grow(): void {
    const field = this.field;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  private pressed(event: KeyboardEvent): void {
    // Enter also accepts a word of a Chinese input method; then it must not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.send();
    }
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    this.send();
  }

  private send(): void {
    const written = this.writing.trim();
    if (!written) return;
    this.write("");
    void this.conversation.say(written);
  }

  private retry(): void {
    void this.conversation.retry();
  }

  private askHuman(): void {
    this.hooks.say(this.words.human, "act:ask_human");
  }

  private restart(): void {
    const words = this.words;
    if (this.conversation.state.phase === "new") return;
    this.ask(words.askRestart, words.restart, () => this.hooks.say(words.restart, "act:restart"));
  }

  private forget(): void {
    const words = this.words;
    this.ask(words.askForget, words.delete, () => {
      this.write("");
      void this.conversation.forget();
    });
  }

  private async ask(question: string, yes: string, agreed: () => void): Promise<void> {
    this.asking = { question, yes, agreed };
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>(".confirm")!;
    dialog.returnValue = "no";
    dialog.showModal();
  }

  private decided(event: Event): void {
    event.stopPropagation();
    const agreed = (event.target as HTMLDialogElement).returnValue === "yes" && this.asking?.agreed;
    this.asking = null;
    if (agreed) agreed();
  }

  private cancelled(event: Event): void {
    if (event.target !== this.panel) return;
    event.preventDefault();
    this.close();
  }

  private escaped(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.isComposing && !this.panel?.matches(":modal")) this.close();
  }
}

function stopEscape(event: KeyboardEvent): void {
  if (event.key === "Escape") event.stopPropagation();
}

function offsetIn(scroller: HTMLElement, shown: HTMLElement): number {
  return shown.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}

const BUBBLE = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
  <path d="M4 5h16v11H9l-5 4z" stroke-linejoin="round" />
  <path d="M8 9h8M8 12.5h5" stroke-linecap="round" />
</svg>`;

const CROSS = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
  <path d="M6 6l12 12M18 6L6 18" stroke-linecap="round" />
</svg>`;

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

define("fact-advisor-figures", Figures);
define("fact-advisor-noted", NotedFacts);
define("fact-advisor-replies", Replies);
define("fact-advisor-share", Share);
define("fact-advisor", FactAdvisor);
