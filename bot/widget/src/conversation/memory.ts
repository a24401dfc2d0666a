// What this browser keeps: the key of the conversation, and what was typed but not sent.
// One entry each for every server, so that two advisors on one page do not mix.

import type { Key, Outgoing } from "../server/server.js";

/** A message that was not answered yet, with what stands for it in the conversation. */
export interface Unsent {
  title: string;
  outgoing: Outgoing;
}

/** A key, and whose conversation it opens where the host page told (a merchant's `sub`). */
export interface KeptKey extends Key {
  merchant: string;
}

export class Memory {
  private readonly fallback = new Map<string, string>();

  constructor(
    private readonly address: string,
    private readonly storage: Storage | null = storageOf(globalThis),
  ) {}

  get key(): KeptKey | null {
    try {
      const kept = JSON.parse(this.read("conversation") ?? "null");
      if (typeof kept?.id !== "string" || typeof kept?.token !== "string") return null;
      return { id: kept.id, token: kept.token, merchant: typeof kept.merchant === "string" ? kept.merchant : "" };
    } catch {
      return null;
    }
  }

  set key(key: KeptKey | null) {
    this.write("conversation", key && JSON.stringify(key));
  }

  get draft(): string {
    return this.read("draft") ?? "";
  }

  set draft(text: string) {
    this.write("draft", text || null);
  }

  /** What was said but not answered, oldest first: it outlives the page. */
  get unsent(): Unsent[] {
    try {
      const kept: unknown = JSON.parse(this.read("unsent") ?? "[]");
      return Array.isArray(kept) ? kept.filter(isUnsent) : [];
    } catch {
      return [];
    }
  }

  set unsent(messages: readonly Unsent[]) {
    this.write("unsent", messages.length ? JSON.stringify(messages) : null);
  }

  /** Tells the other tabs that something was answered here. */
  markTurn(): void {
    this.write("turn", `${Date.now()}.${Math.random()}`);
  }

  forget(): void {
    for (const name of ["conversation", "draft", "unsent", "turn"]) this.write(name, null);
  }

  /** Calls back when another tab had an answer, or changed to another conversation. */
  watch(changed: () => void): () => void {
    const watched = [this.name("turn"), this.name("conversation")];
    const hear = (event: StorageEvent) => {
      if (event.key !== null && watched.includes(event.key)) changed();
    };
    globalThis.addEventListener("storage", hear);
    return () => globalThis.removeEventListener("storage", hear);
  }

  private name(what: string): string {
    return this.address ? `advisor.${what}@${this.address}` : `advisor.${what}`;
  }

  /** Storage may be forbidden or full; then things are kept as long as the page is open. */
  private read(what: string): string | null {
    const name = this.name(what);
    if (this.fallback.has(name) || !this.storage) return this.fallback.get(name) ?? null;
    try {
      return this.storage.getItem(name);
    } catch {
      return null;
    }
  }

  private write(what: string, value: string | null): void {
    const name = this.name(what);
    this.fallback.delete(name);
    try {
      if (value === null) this.storage?.removeItem(name);
      else if (this.storage) this.storage.setItem(name, value);
      else this.fallback.set(name, value);
    } catch {
      if (value !== null) this.fallback.set(name, value);
    }
  }
}

function isUnsent(kept: any): kept is Unsent {
  const said = kept?.outgoing;
  return typeof kept?.title === "string" && typeof said?.id === "string" && typeof (said.text ?? said.choice) === "string";
}

function storageOf(page: { localStorage?: Storage }): Storage | null {
  try {
    return page.localStorage ?? null;
  } catch {
    return null;
  }
}
