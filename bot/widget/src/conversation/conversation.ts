// One conversation as the merchant sees it: what was said, what is on its way, what may be tapped. It knows no DOM.

import type { Card, Message, PastMessage, Progress, QuickReply } from "../server/model.js";
import { Problem } from "../server/problem.js";
import type { Advisor, Outgoing, ReportLink } from "../server/server.js";
import { merchantOf } from "./identity.js";
import type { KeptKey, Memory, Unsent } from "./memory.js";

export type Delivery = "sending" | "sent" | "unsent";

/** One message on the screen. */
export interface Entry {
  number: number;
  from: "merchant" | "advisor";
  message: Message;
  delivery: Delivery;
  /** False for what the history brought. */
  fresh: boolean;
}

/** What went wrong, and what a tap on the button beside it does. */
export interface Trouble {
  message: string;
  retry: "send" | "send-anew" | "restore" | null;
}

export interface State {
  phase: "new" | "restoring" | "talking";
  entries: readonly Entry[];
  /** Whether an answer is being waited for. */
  waiting: boolean;
  trouble: Trouble | null;
  progress: Progress | null;
  deleted: boolean;
}

/** What the conversation tells the page it is on. */
export interface Listener {
  changed(): void;
  said(from: "merchant" | "advisor", message: Message): void;
  forgotten(): void;
  failed(problem: Problem): void;
  /** Words that the advisor cannot take go back to where they can be changed. */
  returned(words: string): void;
}

interface Waiting {
  outgoing: Outgoing;
  entry: Entry;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export class Conversation {
  private entries: Entry[] = [];
  private outbox: Waiting[] = [];
  private phase: State["phase"] = "new";
  private waiting = false;
  private trouble: Trouble | null = null;
  private progress: Progress | null = null;
  private deleted = false;
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private numbered = 0;

  constructor(
    private readonly advisor: Advisor,
    private readonly memory: Memory,
    private readonly identity: string,
    private readonly listener: Listener,
  ) {}

  get state(): State {
    const { phase, entries, waiting, trouble, progress, deleted } = this;
    return { phase, entries, waiting, trouble, progress, deleted };
  }

  /** The quick replies that still answer something: those of the last message, while nothing is on its way. */
  get replies(): QuickReply[] {
    const last = this.entries.at(-1);
    return last?.from === "advisor" && !this.outbox.length ? last.message.quickReplies : [];
  }

  /** Brings back what was said before, here or, for a merchant the host page knows, anywhere. */
  async restore(): Promise<void> {
    if (this.key === null && !this.identity) return;
    this.phase = "restoring";
    this.changed();
    try {
      if (this.key === null) await this.open();
      const unsent = await this.sendKept();
      this.show(await this.advisor.history(this.key!));
      for (const one of unsent) this.queue(one, "unsent");
    } catch (error) {
      this.restoringFailed(asProblem(error));
    }
    this.changed();
    void this.deliver();
  }

  /** Takes over what was said in another tab. */
  async refresh(): Promise<void> {
    if (this.outbox.length || this.phase === "restoring") return;
    if (this.key === null) {
      if (this.phase === "talking") this.clear();
      return this.changed();
    }
    try {
      const history = await this.advisor.history(this.key);
      if (!this.outbox.length) this.show(history);
    } catch {
      // The next turn says what is wrong.
    }
    this.changed();
  }

  /** Says words, or taps a quick reply; `title` is what stands in the conversation. */
  say(title: string, choice?: string): Promise<void> {
    const id = newId();
    this.deleted = false;
    this.pause = FIRST_PAUSE_MS;
    const entry = this.queue({ title, outgoing: choice ? { choice, id } : { text: title, id } }, "sending");
    this.keepUnsent();
    this.listener.said("merchant", entry.message);
    this.changed();
    return this.deliver();
  }

  /** Tries again what did not work. */
  retry(): Promise<void> {
    const what = this.trouble?.retry;
    this.trouble = null;
    this.pause = FIRST_PAUSE_MS;
    return what === "restore" ? this.restore() : this.deliver();
  }

  /** Deletes everything said, here and on the server. */
  async forget(): Promise<void> {
    try {
      if (this.key) await this.advisor.forget(this.key);
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.lost) {
        this.trouble = { message: problem.message, retry: null };
        this.listener.failed(problem);
        return this.changed();
      }
    }
    this.memory.forget();
    this.clear();
    this.deleted = true;
    this.listener.forgotten();
    this.changed();
  }

  async shareReport(): Promise<ReportLink> {
    return this.advisor.shareReport(this.requireKey());
  }

  async revokeReport(report: string): Promise<void> {
    await this.advisor.revokeReport(this.requireKey(), report);
  }

  /** Stops trying; nothing is lost. */
  leave(): void {
    clearTimeout(this.timer);
  }

  // sending

  private queue({ title, outgoing }: Unsent, delivery: Delivery): Entry {
    const entry = this.add("merchant", plainMessage(title), delivery);
    this.phase = "talking";
    this.outbox.push({ outgoing, entry });
    return entry;
  }

  private keepUnsent(): void {
    this.memory.unsent = this.outbox.map(({ outgoing, entry }) => ({ title: entry.message.text, outgoing }));
  }

  /**
   * Sends what an earlier page could not, before the history is read: each is there then, answered or waiting.
   * Returns what is still to be sent.
   */
  private async sendKept(): Promise<Unsent[]> {
    const kept = this.memory.unsent;
    while (kept.length) {
      try {
        await this.advisor.say(this.key!, kept[0]!.outgoing);
      } catch (error) {
        const problem = asProblem(error);
        if (!problem.kept) {
          if (problem.lost) throw error;
          if (problem.passing) break;
        }
      }
      kept.shift();
      this.memory.unsent = kept;
    }
    return kept;
  }

  /** Sends what waits, oldest first, until nothing does or the advisor is out of reach. */
  private async deliver(): Promise<void> {
    if (this.waiting || this.phase === "restoring") return;
    clearTimeout(this.timer);
    while (this.outbox.length) {
      const [first] = this.outbox as [Waiting];
      this.trouble = null;
      first.entry.delivery = "sending";
      this.waiting = true;
      this.changed();
      try {
        if (this.key === null) await this.open();
        const answer = await this.advisor.say(this.key!, first.outgoing);
        this.waiting = false;
        this.answered(first, answer);
      } catch (error) {
        this.waiting = false;
        if (!this.outbox.includes(first)) return this.changed();
        this.deliveryFailed(first, asProblem(error));
        return this.changed();
      }
    }
    this.changed();
  }

  private answered(first: Waiting, answer: Message[]): void {
    this.pause = FIRST_PAUSE_MS;
    // Deleted in the meantime: the answer belongs to nothing any more.
    if (!this.outbox.includes(first)) return;
    this.outbox.shift();
    this.keepUnsent();
    first.entry.delivery = "sent";
    if (answer.some((message) => isDeletion(message.card))) {
      this.memory.forget();
      this.clear();
      this.phase = "talking";
      this.listener.forgotten();
    } else {
      this.memory.markTurn();
    }
    for (const message of answer) {
      this.add("advisor", message, "sent");
      this.listener.said("advisor", message);
    }
  }

  private deliveryFailed({ outgoing, entry }: Waiting, problem: Problem): void {
    this.listener.failed(problem);
    entry.delivery = "unsent";
    if (problem.lost) this.memory.key = null;
    if (problem.passing || problem.lost) {
      this.trouble = { message: problem.message, retry: problem.lost ? "send-anew" : "send" };
      if (problem.away) this.tryLater(problem.wait * 1_000);
      return;
    }
    this.trouble = { message: problem.message, retry: null };
    this.outbox.shift();
    this.keepUnsent();
    this.entries = this.entries.filter((one) => one !== entry);
    if ("text" in outgoing) this.listener.returned(outgoing.text);
  }

  private tryLater(asked: number): void {
    this.timer = setTimeout(() => void this.deliver(), Math.max(asked, this.pause));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  /** Back in reach: what waits need not wait any longer. */
  comeBack(): void {
    this.pause = FIRST_PAUSE_MS;
    if (this.trouble?.retry === "restore") void this.retry();
    else if (this.outbox.length && this.trouble?.retry !== "send-anew") void this.deliver();
  }

  private async open(): Promise<void> {
    const merchant = merchantOf(this.identity);
    try {
      this.memory.key = { ...(await this.advisor.open(this.identity)), merchant };
    } catch (error) {
      const problem = asProblem(error);
      if (!this.identity || ![401, 422].includes(problem.status)) throw error;
      // An identity the server does not accept: the merchant is a guest, and the page is told.
      this.listener.failed(problem);
      this.memory.key = { ...(await this.advisor.open("")), merchant };
    }
  }

  /** The kept key, unless it belongs to somebody else who used this browser. */
  private get key(): KeptKey | null {
    const kept = this.memory.key;
    const merchant = merchantOf(this.identity);
    return kept && (kept.merchant === merchant || !merchant) ? kept : null;
  }

  private requireKey(): KeptKey {
    const key = this.key;
    if (key === null) throw new Problem("", 404);
    return key;
  }

  // what is shown

  private show(history: PastMessage[]): void {
    this.clear();
    this.phase = history.length ? "talking" : "new";
    for (const past of history) {
      const entry = this.add(past.from, past, past.id ? "sending" : "sent", false);
      if (past.id) this.outbox.push({ outgoing: { text: past.text, id: past.id }, entry });
    }
  }

  private restoringFailed(problem: Problem): void {
    this.phase = "new";
    if (problem.lost) {
      this.memory.key = null;
      return;
    }
    this.trouble = { message: problem.message, retry: "restore" };
    this.listener.failed(problem);
  }

  private add(from: Entry["from"], message: Message, delivery: Delivery, fresh = true): Entry {
    const entry: Entry = { number: this.numbered++, from, message, delivery, fresh };
    this.entries = [...this.entries, entry];
    this.progress = message.progress ?? this.progress;
    return entry;
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.entries = [];
    this.outbox = [];
    this.trouble = null;
    this.progress = null;
    this.phase = "new";
  }

  private changed(): void {
    this.listener.changed();
  }
}

/** A message of nothing but words. */
export function plainMessage(text: string): Message {
  return { text, quickReplies: [], card: null, progress: null, noted: [] };
}

function isDeletion(card: Card): boolean {
  return card?.type === "deleted";
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
